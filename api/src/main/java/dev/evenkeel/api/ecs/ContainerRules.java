package dev.evenkeel.api.ecs;

import static dev.evenkeel.api.ecs.Settings.within;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.ecs.TaskDefinitionInput.HealthCheck;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Requirement;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Restart;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What ECS asks of one container of a task definition.
final class ContainerRules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final int LEAST_MEMORY = 6;
    private static final int MOST_IGNORED_CODES = 50;

    private final Container container;
    private final TaskDefinitionInput task;

    private ContainerRules(Container container, TaskDefinitionInput task) {
        this.container = container;
        this.task = task;
    }

    static void named(Container container) {
        if (container.label().isBlank()) {
            throw Errors.client("Container.name should not be null or empty.");
        }
        if (!NAME.matcher(container.label()).matches()) {
            throw Errors.client("Container.name contains invalid characters.");
        }
    }

    static void check(Container container, TaskDefinitionInput task) {
        if (Settings.blank(container.image())) {
            throw Errors.client("Container.image should not be null or empty.");
        }
        var rules = new ContainerRules(container, task);
        rules.memory();
        within(container, "cpu", container.cpu(), 0, Integer.MAX_VALUE);
        within(container, "startTimeout", container.startTimeout(), 2, Integer.MAX_VALUE);
        within(container, "stopTimeout", container.stopTimeout(), 0, Integer.MAX_VALUE);
        rules.environment();
        rules.resources();
        if (container.healthCheck() instanceof HealthCheck check) {
            rules.healthCheck(check);
        }
        if (container.restartPolicy() instanceof Restart policy) {
            rules.restarts(policy);
        }
        PortRules.check(container, task);
        ConnectionRules.check(container, task);
        MountRules.check(container, task);
        KernelRules.check(container, task);
        LogRules.check(container);
        SecretRules.check(container, task);
    }

    /// MiB that the container reserves: its soft limit or, without one, its hard limit.
    static int reserved(Container container) {
        if (container.memoryReservation() instanceof Integer soft) {
            return soft;
        }
        return container.memory() instanceof Integer hard ? hard : 0;
    }

    private void memory() {
        if (container.memory() == null && container.memoryReservation() == null && task.memory() == null) {
            throw Errors.client("Invalid setting for container '" + container.label()
                    + "'. At least one of 'memory' or 'memoryReservation' must be specified.");
        }
        within(container, "memory", container.memory(), LEAST_MEMORY, Integer.MAX_VALUE);
        within(container, "memoryReservation", container.memoryReservation(), LEAST_MEMORY, Integer.MAX_VALUE);
        if (container.memory() instanceof Integer hard
                && container.memoryReservation() instanceof Integer soft
                && soft > hard) {
            throw Errors.client("Invalid setting for container '" + container.label()
                    + "'. 'memory' must not be less than 'memoryReservation'.");
        }
    }

    private void environment() {
        for (TaskDefinitionInput.Pair variable : container.environment()) {
            if (variable.name() == null || variable.name().isEmpty()) {
                throw Errors.client("Environment variable name should not be null or empty.");
            }
        }
    }

    private void resources() {
        if (!container.resourceRequirements().isEmpty()) {
            Requirement first = container.resourceRequirements().getFirst();
            throw Errors.client("resourceRequirements " + first.type() + " of container '" + container.label()
                    + "' is not supported: no host has such a device.");
        }
    }

    private void healthCheck(HealthCheck check) {
        List<String> command = check.command();
        boolean known = !command.isEmpty() && Set.of("CMD", "CMD-SHELL").contains(command.getFirst());
        if (!known || command.size() < 2 || (command.getFirst().equals("CMD-SHELL") && command.size() > 2)) {
            throw Errors.client("Invalid health check command for container '" + container.label()
                    + "'. It must be CMD and its arguments, or CMD-SHELL and one line.");
        }
        within(container, "healthCheck.interval", check.interval(), 5, 300);
        within(container, "healthCheck.timeout", check.timeout(), 2, 120);
        within(container, "healthCheck.retries", check.retries(), 1, 10);
        within(container, "healthCheck.startPeriod", check.startPeriod(), 0, 300);
    }

    private void restarts(Restart policy) {
        within(container, "restartPolicy.restartAttemptPeriod", policy.restartAttemptPeriod(), 60, 1800);
        int codes = policy.ignoredExitCodes().size();
        within(container, "restartPolicy.ignoredExitCodes", codes, 0, MOST_IGNORED_CODES);
    }
}
