package dev.evenkeel.api.ecs;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Platform;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Storage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What ECS asks of a task definition beyond its model, as far as no state is needed to tell.
final class TaskDefinitionRules {
    private static final int MOST_CONTAINERS = 10;
    private static final int LEAST_CPU = 128;
    private static final int LEAST_STORAGE = 21;
    private static final int MOST_STORAGE = 200;
    private static final int MOST_CPU = 192 * 1024;
    private static final Set<String> COMPATIBILITIES = Set.of("EC2", "EXTERNAL", "FARGATE");
    private static final Pattern ROLE =
            Pattern.compile("(arn:aws[a-z-]*:iam::\\d{12}:role/)?([\\w+=,.@-]+/)*[\\w+=,.@-]{1,64}");

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
        role(input.taskRoleArn());
        role(input.executionRoleArn());
        platform();
        taskSize();
        names();
        PlacementInput.problem(input.placementConstraints()).ifPresent(TaskDefinitionRules::refuse);
        MountRules.volumes(input.volumes());
        for (Container container : input.containerDefinitions()) {
            ContainerRules.check(container, input);
        }
        sums();
        among(input.containerDefinitions());
        if (input.requires("FARGATE")) {
            FargateRules.broken(input).ifPresent(TaskDefinitionRules::refuse);
        }
    }

    private static void refuse(String why) {
        throw Errors.client(why);
    }

    private static void role(@Nullable String role) {
        if (role != null && !ROLE.matcher(role).matches()) {
            throw Errors.client("Role is not valid");
        }
    }

    private void platform() {
        for (String compatibility : input.requiresCompatibilities()) {
            if (!COMPATIBILITIES.contains(compatibility)) {
                throw Errors.client("requiresCompatibilities " + compatibility + " is not supported yet.");
            }
        }
        if (input.requires("EXTERNAL") && input.network().equals("awsvpc")) {
            throw Errors.client("EXTERNAL compatible task definitions do not support network mode awsvpc.");
        }
        if (input.runtimePlatform() instanceof Platform platform
                && platform.operatingSystemFamily() instanceof String system
                && !system.equals("LINUX")) {
            throw Errors.client("runtimePlatform.operatingSystemFamily " + system + " is not supported.");
        }
    }

    private void taskSize() {
        if (input.ephemeralStorage() instanceof Storage storage
                && (storage.sizeInGiB() < LEAST_STORAGE || storage.sizeInGiB() > MOST_STORAGE)) {
            throw Errors.client("Invalid 'ephemeralStorage.sizeInGiB' setting for task. It must be between "
                    + LEAST_STORAGE + " and " + MOST_STORAGE + ".");
        }
        if (input.cpu() != null
                && Sizes.cpuUnits(input.cpu())
                        .filter(n -> n >= LEAST_CPU && n <= MOST_CPU)
                        .isEmpty()) {
            throw Errors.client("Invalid 'cpu' setting for task.");
        }
        if (input.memory() != null && Sizes.mebibytes(input.memory()).isEmpty()) {
            throw Errors.client("Invalid 'memory' setting for task.");
        }
    }

    private void names() {
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

    private static void among(List<Container> containers) {
        new DependencyRules(containers).check();
        PortRules.among(containers);
    }

    /// What all containers need together fits into the task.
    private void sums() {
        if (input.memory() != null) {
            int limit = Sizes.mebibytes(input.memory()).orElseThrow();
            long wanted = input.containerDefinitions().stream()
                    .mapToLong(ContainerRules::reserved)
                    .sum();
            if (wanted > limit) {
                throw Errors.client("Invalid 'memory' setting for task. Its containers need " + wanted + " MiB.");
            }
            for (Container container : input.containerDefinitions()) {
                Settings.within(container, "memory", container.memory(), 0, limit);
            }
        }
        if (input.cpu() != null) {
            int limit = Sizes.cpuUnits(input.cpu()).orElseThrow();
            long wanted = input.containerDefinitions().stream()
                    .mapToLong(Container::cpu)
                    .sum();
            if (wanted > limit) {
                throw Errors.client("Invalid 'cpu' setting for task. Its containers need " + wanted + " units.");
            }
        }
    }
}
