package dev.evenkeel.api.ecs;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Dependency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What ECS asks of `dependsOn`: known containers, conditions that can be met, and no circles.
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
        containers.keySet().forEach(name -> visit(name, new TreeSet<>(), done));
    }

    private void possible(Dependency dependency) {
        var target = containers.get(dependency.containerName());
        if (target == null) {
            throw Errors.client("Cannot depend on container + '" + dependency.containerName()
                    + "' because it does not exist");
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

    private void visit(String name, Set<String> path, Set<String> done) {
        if (done.contains(name)) {
            return;
        }
        if (!path.add(name)) {
            throw Errors.client("Container dependencies must not be circular: '" + name + "'");
        }
        for (Dependency dependency : containers.get(name).dependsOn()) {
            visit(dependency.containerName(), path, done);
        }
        path.remove(name);
        done.add(name);
    }
}
