package dev.evenkeel.api.ecs;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.ecs.TaskDefinitionInput.LinuxParameters;
import dev.evenkeel.api.ecs.TaskDefinitionInput.LogConfiguration;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Volume;
import dev.evenkeel.reconcilers.capacity.FargateSizes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What Fargate asks of a task definition beyond what ECS does.
final class FargateRules {
    private static final int LONGEST_STOP = 120;
    private static final Set<String> LOG_DRIVERS = Set.of("awslogs", "splunk");
    private static final Set<String> CAPABILITIES = Set.of("SYS_PTRACE");

    /// Members of a container that Fargate does not have, and whether they are set.
    private static final Map<String, Predicate<Container>> UNSUPPORTED = new TreeMap<>(Map.of(
            "privileged", Container::isPrivileged,
            "disableNetworking", Container::hasNoNetwork,
            "dnsServers", c -> !c.dnsServers().isEmpty(),
            "dnsSearchDomains", c -> !c.dnsSearchDomains().isEmpty(),
            "dockerSecurityOptions", c -> !c.dockerSecurityOptions().isEmpty(),
            "devices", c -> linux(c, linux -> !linux.devices().isEmpty()),
            "sharedMemorySize", c -> linux(c, linux -> linux.sharedMemorySize() != null),
            "maxSwap", c -> linux(c, linux -> linux.maxSwap() != null),
            "swappiness", c -> linux(c, linux -> linux.swappiness() != null)));

    private final TaskDefinitionInput task;

    private FargateRules(TaskDefinitionInput task) {
        this.task = task;
    }

    /// ECS's sentence for the first thing that keeps this task definition from Fargate.
    static Optional<String> broken(TaskDefinitionInput task) {
        if (!task.placementConstraints().isEmpty()) {
            return Optional.of("Placement constraints are not supported with launch type FARGATE.");
        }
        var rules = new FargateRules(task);
        return rules.wholeTask()
                .or(() -> task.containerDefinitions().stream()
                        .map(rules::container)
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static boolean linux(Container container, Predicate<LinuxParameters> has) {
        return container.linuxParameters() instanceof LinuxParameters linux && has.test(linux);
    }

    private Optional<String> wholeTask() {
        if (!task.network().equals("awsvpc")) {
            return Optional.of("Fargate only supports network mode ‘awsvpc’.");
        }
        if (task.cpu() == null) {
            return Optional.of("Fargate requires that 'cpu' be defined at the task level.");
        }
        if (task.memory() == null) {
            return Optional.of("Fargate requires that 'memory' be defined at the task level.");
        }
        int cpu = Sizes.cpuUnits(task.cpu()).orElse(0);
        int memory = Sizes.mebibytes(task.memory()).orElse(0);
        if (!FargateSizes.has(cpu, memory)) {
            return Optional.of("No Fargate configuration exists for given values.");
        }
        if ("host".equals(task.pidMode())) {
            return unsupported("pidMode host");
        }
        if (task.ipcMode() != null) {
            return unsupported("ipcMode");
        }
        return volumes(task.volumes());
    }

    private static Optional<String> volumes(List<Volume> volumes) {
        if (volumes.stream().anyMatch(v -> v.host() != null && v.host().sourcePath() != null)) {
            return unsupported("sourcePath");
        }
        return volumes.stream().anyMatch(v -> v.dockerVolumeConfiguration() != null)
                ? unsupported("dockerVolumeConfiguration")
                : Optional.empty();
    }

    private Optional<String> container(Container container) {
        for (var member : UNSUPPORTED.entrySet()) {
            if (member.getValue().test(container)) {
                return unsupported(member.getKey());
            }
        }
        if (container.stopTimeout() instanceof Integer seconds && seconds > LONGEST_STOP) {
            return Optional.of("Fargate compatible task definitions must not have a stopTimeout of more than "
                    + LONGEST_STOP + " seconds.");
        }
        if (container.ulimits().stream().anyMatch(u -> !u.name().equals("nofile"))) {
            return unsupported("ulimits other than nofile");
        }
        boolean rights = linux(
                container,
                linux -> linux.capabilities() != null
                        && !CAPABILITIES.containsAll(linux.capabilities().add()));
        return rights ? unsupported("capabilities other than SYS_PTRACE") : logs(container);
    }

    private Optional<String> logs(Container container) {
        if (!(container.logConfiguration() instanceof LogConfiguration logs)) {
            return Optional.empty();
        }
        if (!LOG_DRIVERS.contains(logs.logDriver())) {
            return unsupported("log driver " + logs.logDriver());
        }
        if (!logs.logDriver().equals("awslogs")) {
            return Optional.empty();
        }
        return logs.options().containsKey("awslogs-stream-prefix")
                ? Optional.empty()
                : Optional.of("Log driver awslogs requires options: awslogs-stream-prefix");
    }

    private static Optional<String> unsupported(String what) {
        return Optional.of("Fargate compatible task definitions do not support " + what);
    }
}
