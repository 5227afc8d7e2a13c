package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.store.model.ContainerDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// From a container definition to what the engine is asked to create: what concerns the process. The rest is in
/// [HostSettings].
final class Creation {
    private Creation() {}

    /// What is put into a container beside its definition.
    ///
    /// @param environment all of its variables
    /// @param logOptions options of its log driver that are secret
    /// @param controlGroup the group that its own lies below; empty for the engine's usual one
    record Given(Map<String, String> environment, Map<String, String> logOptions, Optional<String> controlGroup) {}

    static CreateContainerCmd fill(
            CreateContainerCmd command, Step.Create create, Given given, Map<String, String> labels) {
        var definition = create.plan().definition();
        var program = definition.program();
        var ports = create.plan().ports();
        command.withName(Labels.containerName(create.container()))
                .withLabels(labels)
                .withEnv(environment(given.environment))
                .withHealthcheck(healthCheck(definition))
                .withExposedPorts(ports.stream().map(HostSettings::exposed).toList())
                .withStdinOpen(program.interactive())
                .withTty(program.pseudoTerminal())
                .withNetworkDisabled(definition.network().disabled())
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
        if (definition.network().hostname() instanceof String hostname) {
            command.withHostName(hostname);
        }
        return command;
    }

    private static HostConfig host(Step.Create create, Given given) {
        var config = HostSettings.of(create, given.logOptions);
        given.controlGroup.ifPresent(config::withCgroupParent);
        return config;
    }

    private static List<String> environment(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
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
}
