package dev.evenkeel.api.ecs;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Platform;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What ECS asks of a task definition beyond its model, as far as no state is needed to tell.
final class TaskDefinitionRules {
    private static final int MOST_CONTAINERS = 10;
    private static final int LEAST_CPU = 128;

    private final TaskDefinitionInput input;

    private TaskDefinitionRules(TaskDefinitionInput input) {
        this.input = input;
    }

    /// @throws dev.evenkeel.api.protocol.ApiException with ECS's error for the first rule that is broken
    static void check(TaskDefinitionInput input) {
        new TaskDefinitionRules(input).check();
    }

    private void check() {
        if (input.family().isBlank()) {
            throw Errors.client("Family should not be null or empty.");
        }
        Names.family(input.family());
        Tag.check(input.tags());
        platform();
        taskSize();
        containers();
        for (Container container : input.containerDefinitions()) {
            ContainerRules.check(container, input);
        }
        memory();
        new DependencyRules(input.containerDefinitions()).check();
        hostPorts();
    }

    private void platform() {
        if ("awsvpc".equals(input.networkMode())) {
            throw Errors.client("networkMode awsvpc is not supported yet.");
        }
        for (String compatibility : input.requiresCompatibilities()) {
            if (!compatibility.equals("EC2") && !compatibility.equals("EXTERNAL")) {
                throw Errors.client("requiresCompatibilities " + compatibility + " is not supported yet.");
            }
        }
        if (input.runtimePlatform() instanceof Platform platform) {
            only("operatingSystemFamily", platform.operatingSystemFamily(), "LINUX");
            only("cpuArchitecture", platform.cpuArchitecture(), "X86_64");
        }
    }

    private static void only(String member, @Nullable String word, String supported) {
        if (word != null && !word.equals(supported)) {
            throw Errors.client("runtimePlatform." + member + " " + word + " is not supported yet.");
        }
    }

    private void taskSize() {
        if (input.cpu() != null
                && Sizes.cpuUnits(input.cpu()).filter(n -> n >= LEAST_CPU).isEmpty()) {
            throw Errors.client("Invalid 'cpu' setting for task.");
        }
        if (input.memory() != null && Sizes.mebibytes(input.memory()).isEmpty()) {
            throw Errors.client("Invalid 'memory' setting for task.");
        }
    }

    private void containers() {
        List<Container> containers = input.containerDefinitions();
        if (containers.isEmpty()) {
            throw Errors.client("Container list cannot be empty.");
        }
        if (containers.size() > MOST_CONTAINERS) {
            throw Errors.client("Too many containers: " + containers.size() + ". A task definition can have at most "
                    + MOST_CONTAINERS + ".");
        }
        Set<String> names = new TreeSet<>();
        for (Container container : containers) {
            ContainerRules.named(container);
            if (!names.add(container.label())) {
                throw Errors.client("Container names must be unique: '" + container.label() + "'.");
            }
        }
        if (containers.stream().noneMatch(Container::isEssential)) {
            throw Errors.client("Task definition does not have any essential containers.");
        }
    }

    private void memory() {
        if (input.memory() == null) {
            return;
        }
        int limit = Sizes.mebibytes(input.memory()).orElseThrow();
        int wanted = 0;
        for (Container container : input.containerDefinitions()) {
            wanted += ContainerRules.reserved(container);
        }
        if (wanted > limit) {
            throw Errors.client("Invalid 'memory' setting for task. Its containers need " + wanted + " MiB.");
        }
    }

    private void hostPorts() {
        Set<String> taken = new TreeSet<>();
        for (Container container : input.containerDefinitions()) {
            for (TaskDefinitionInput.Port port : container.portMappings()) {
                var protocol = port.protocol() == null ? "tcp" : port.protocol();
                boolean fixed = port.hostPort() instanceof Integer host && host != 0;
                if (fixed && !taken.add(port.hostPort() + "/" + protocol)) {
                    throw Errors.client("Host port " + port.hostPort() + " is used more than once.");
                }
            }
        }
    }
}
