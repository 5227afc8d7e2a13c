package dev.evenkeel.api.ecs;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.ecs.TaskDefinitionInput.HealthCheck;
import dev.evenkeel.api.ecs.TaskDefinitionInput.LogConfiguration;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Port;
import dev.evenkeel.api.protocol.ApiException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What ECS asks of one container of a task definition.
final class ContainerRules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final int LAST_PORT = 65_535;
    private static final int LEAST_MEMORY = 6;
    private static final List<String> LOG_OPTIONS_NEEDED = List.of("awslogs-group", "awslogs-region");
    private static final Set<String> LOG_OPTIONS =
            Set.of("awslogs-group", "awslogs-region", "awslogs-stream-prefix", "awslogs-create-group");

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
        var rules = new ContainerRules(container, task);
        if (container.image() == null || container.image().isBlank()) {
            throw Errors.client("Container.image should not be null or empty.");
        }
        rules.memory();
        rules.within("cpu", container.cpu(), 0, Integer.MAX_VALUE);
        rules.within("startTimeout", container.startTimeout(), 2, Integer.MAX_VALUE);
        rules.within("stopTimeout", container.stopTimeout(), 0, Integer.MAX_VALUE);
        rules.environment();
        container.portMappings().forEach(rules::port);
        if (container.healthCheck() != null) {
            rules.healthCheck(container.healthCheck());
        }
        if (container.logConfiguration() != null) {
            rules.logs(container.logConfiguration());
        }
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
        within("memory", container.memory(), LEAST_MEMORY, Integer.MAX_VALUE);
        within("memoryReservation", container.memoryReservation(), LEAST_MEMORY, Integer.MAX_VALUE);
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

    private void port(Port port) {
        if (port.containerPort() == null) {
            throw invalid("containerPort");
        }
        within("containerPort", port.containerPort(), 1, LAST_PORT);
        within("hostPort", port.hostPort(), 0, LAST_PORT);
        if ("none".equals(task.networkMode())) {
            throw Errors.client("When networkMode=none, port mappings are not allowed.");
        }
        if ("host".equals(task.networkMode())
                && port.hostPort() != null
                && !port.hostPort().equals(port.containerPort())) {
            throw Errors.client(
                    "When networkMode=host, the host ports and container ports in port mappings must match.");
        }
    }

    private void healthCheck(HealthCheck check) {
        List<String> command = check.command();
        boolean known = !command.isEmpty() && Set.of("CMD", "CMD-SHELL").contains(command.getFirst());
        if (!known || command.size() < 2 || (command.getFirst().equals("CMD-SHELL") && command.size() > 2)) {
            throw Errors.client("Invalid health check command for container '" + container.label()
                    + "'. It must be CMD and its arguments, or CMD-SHELL and one line.");
        }
        within("healthCheck.interval", check.interval(), 5, 300);
        within("healthCheck.timeout", check.timeout(), 2, 120);
        within("healthCheck.retries", check.retries(), 1, 10);
        within("healthCheck.startPeriod", check.startPeriod(), 0, 300);
    }

    private void logs(LogConfiguration logs) {
        if (!logs.logDriver().equals("awslogs") && !logs.logDriver().equals("json-file")) {
            throw Errors.client("logDriver " + logs.logDriver() + " is not supported yet.");
        }
        boolean ours = logs.logDriver().equals("awslogs");
        if (ours
                && LOG_OPTIONS_NEEDED.stream()
                        .anyMatch(o -> logs.options().getOrDefault(o, "").isBlank())) {
            throw Errors.client("Log driver awslogs requires options: awslogs-group, awslogs-region");
        }
        for (String option : logs.options().keySet()) {
            if (!ours || !LOG_OPTIONS.contains(option)) {
                throw Errors.client("Log driver option " + option + " is not supported yet.");
            }
        }
    }

    private void within(String setting, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw invalid(setting);
        }
    }

    private ApiException invalid(String setting) {
        return Errors.client("Invalid '" + setting + "' setting for container '" + container.label() + "'.");
    }
}
