package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.ContainerDefinition.LogConfiguration;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.NetworkMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// From a container definition to what the engine is asked to create.
final class Creation {
    private static final long MIB = 1024 * 1024;

    /// What the kernel takes as the least, and what the ECS agent gives to a container without a figure.
    private static final int LEAST_CPU_SHARES = 2;

    private static final String AWSLOGS = "awslogs";

    private Creation() {}

    /// What is put into a container beside its definition.
    ///
    /// @param environment all of its variables
    /// @param logOptions options of its log driver that are secret
    record Given(Map<String, String> environment, Map<String, String> logOptions) {}

    static CreateContainerCmd fill(
            CreateContainerCmd command, Step.Create create, Given given, Map<String, String> labels) {
        var definition = create.plan().definition();
        var program = definition.program();
        var ports = create.plan().ports();
        command.withName(Labels.containerName(create.container()))
                .withLabels(labels)
                .withEnv(environment(given.environment))
                .withHealthcheck(healthCheck(definition))
                .withExposedPorts(ports.stream().map(Creation::exposed).toList())
                .withHostConfig(host(create, given));
        if (!program.entryPoint().isEmpty()) {
            command.withEntrypoint(program.entryPoint());
        }
        if (!program.command().isEmpty()) {
            command.withCmd(program.command());
        }
        if (program.user() instanceof String user) {
            command.withUser(user);
        }
        if (program.workingDirectory() instanceof String directory) {
            command.withWorkingDir(directory);
        }
        return command;
    }

    private static HostConfig host(Step.Create create, Given given) {
        var definition = create.plan().definition();
        var resources = definition.resources();
        var config = HostConfig.newHostConfig()
                .withCpuShares(Math.max(LEAST_CPU_SHARES, resources.cpu()))
                .withReadonlyRootfs(definition.mounts().readonlyRoot())
                .withNetworkMode(create.networkMode().name().toLowerCase(Locale.ROOT));
        if (resources.memory() instanceof Integer hard) {
            config.withMemory(hard * MIB);
        }
        if (resources.memoryReservation() instanceof Integer soft) {
            config.withMemoryReservation(soft * MIB);
        }
        if (create.networkMode() == NetworkMode.BRIDGE) {
            config.withPortBindings(
                    create.plan().ports().stream().map(Creation::binding).toList());
        }
        if (definition.logConfiguration() instanceof LogConfiguration log) {
            config.withLogConfig(log(log, given));
        }
        return config;
    }

    private static List<String> environment(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    private static ExposedPort exposed(HostPort port) {
        return new ExposedPort(port.containerPort(), InternetProtocol.parse(port.protocol()));
    }

    private static PortBinding binding(HostPort port) {
        return new PortBinding(Binding.bindPort(port.hostPort()), exposed(port));
    }

    /// The image's own check is never used, as in ECS.
    private static HealthCheck healthCheck(ContainerDefinition definition) {
        if (!(definition.life().healthCheck() instanceof ContainerDefinition.HealthCheck check)) {
            return new HealthCheck().withTest(List.of("NONE"));
        }
        return new HealthCheck()
                .withTest(test(check.command()))
                .withInterval(TimeUnit.SECONDS.toNanos(check.interval()))
                .withTimeout(TimeUnit.SECONDS.toNanos(check.timeout()))
                .withRetries(check.retries())
                .withStartPeriod(TimeUnit.SECONDS.toNanos(check.startPeriod()));
    }

    /// A command without CMD or CMD-SHELL is for the shell, as in ECS.
    private static List<String> test(List<String> command) {
        var first = command.isEmpty() ? "" : command.getFirst();
        return first.equals("CMD") || first.equals("CMD-SHELL")
                ? command
                : List.of("CMD-SHELL", String.join(" ", command));
    }

    /// Whether a container waits for the engine to take its output, and what the engine holds where it does not.
    private static Map<String, String> delivery(Map<String, String> options) {
        var delivery = new TreeMap<>(options);
        delivery.keySet().retainAll(List.of("mode", "max-buffer-size"));
        return delivery;
    }

    /// What goes to our own shelf is read from the engine's compact and bounded `local` files.
    private static LogConfig log(LogConfiguration log, Given given) {
        if (log.driver().equals(AWSLOGS)) {
            return new LogConfig(LoggingType.LOCAL, delivery(log.options()));
        }
        var type = LoggingType.fromValue(log.driver());
        if (type == null) {
            throw new IllegalArgumentException("unknown log driver " + log.driver());
        }
        var options = new TreeMap<>(log.options());
        options.putAll(given.logOptions);
        return new LogConfig(type, options);
    }
}
