package dev.evenkeel.api.ecs;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Dependency;
import dev.evenkeel.api.ecs.TaskDefinitionInput.VolumeFrom;
import dev.evenkeel.store.model.Connections.Link;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What ECS asks of `dependsOn`: known containers, conditions that can be met, and no circles, links and mounts of
/// other
/// containers included.
final class DependencyRules {
    private final Map<String, Container> containers = new TreeMap<>();

    DependencyRules(List<Container> all) {
        all.forEach(container -> containers.put(container.label(), container));
    }

    void check() {
        for (Container container : containers.values()) {
            container.dependsOn().forEach(this::possible);
        }
        Set<String> done = new TreeSet<>();
        containers.values().forEach(container -> visit(container, new TreeSet<>(), done));
    }

    private void possible(Dependency dependency) {
        var target = containers.get(dependency.containerName());
        if (target == null) {
            throw Errors.client(
                    "Cannot depend on container + '" + dependency.containerName() + "' because it does not exist");
        }
        switch (dependency.condition()) {
            case "COMPLETE", "SUCCESS" -> {
                if (target.isEssential()) {
                    throw Errors.client("A dependency container with SUCCESS or COMPLETE condition cannot be an"
                            + " essential container");
                }
            }
            case "HEALTHY" -> {
                if (target.healthCheck() == null) {
                    throw Errors.client("A dependency container with HEALTHY condition must have a health check: '"
                            + target.label() + "'");
                }
            }
            default -> {}
        }
    }

    private void visit(Container container, Set<String> path, Set<String> done) {
        if (done.contains(container.label())) {
            return;
        }
        if (!path.add(container.label())) {
            throw Errors.client("Container dependencies must not be circular: '" + container.label() + "'");
        }
        for (String name : needed(container)) {
            if (containers.get(name) instanceof Container target) {
                visit(target, path, done);
            }
        }
        path.remove(container.label());
        done.add(container.label());
    }

    /// Whom a container waits for, for whatever reason.
    private static Set<String> needed(Container container) {
        Set<String> names = new TreeSet<>();
        container.dependsOn().forEach(dependency -> names.add(dependency.containerName()));
        container.links().forEach(link -> names.add(Link.of(link).container()));
        for (VolumeFrom from : container.volumesFrom()) {
            if (from.sourceContainer() instanceof String name) {
                names.add(name);
            }
        }
        return names;
    }
}
