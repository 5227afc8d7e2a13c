package dev.evenkeel.api.ecs;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of RegisterTaskDefinition that Evenkeel acts on.
///
/// @param executionRoleArn kept, but nothing needs it: the host itself pulls images and collects logs
record TaskDefinitionInput(
        String family,
        @Nullable String networkMode,
        List<Container> containerDefinitions,
        List<String> requiresCompatibilities,
        @Nullable String cpu,
        @Nullable String memory,
        @Nullable String executionRoleArn,
        @Nullable Platform runtimePlatform,
        List<Tag> tags) {
    /// One container.
    record Container(
            @Nullable String name,
            @Nullable String image,
            @Nullable Boolean essential,
            int cpu,
            @Nullable Integer memory,
            @Nullable Integer memoryReservation,
            List<String> entryPoint,
            List<String> command,
            List<Pair> environment,
            List<Port> portMappings,
            List<Dependency> dependsOn,
            @Nullable HealthCheck healthCheck,
            @Nullable LogConfiguration logConfiguration,
            @Nullable Integer startTimeout,
            @Nullable Integer stopTimeout,
            @Nullable String user,
            @Nullable String workingDirectory,
            @Nullable Boolean readonlyRootFilesystem,
            Map<String, String> dockerLabels) {
        boolean isEssential() {
            return essential == null || essential;
        }

        /// The name, once it is known to be there.
        String label() {
            return name == null ? "" : name;
        }
    }

    /// An environment variable.
    record Pair(@Nullable String name, @Nullable String value) {}

    /// A published port.
    record Port(
            @Nullable Integer containerPort,
            @Nullable Integer hostPort,
            @Nullable String protocol,
            @Nullable String name) {}

    /// What another container must have reached first.
    record Dependency(String containerName, String condition) {}

    /// A health check; times in seconds.
    record HealthCheck(
            List<String> command,
            @Nullable Integer interval,
            @Nullable Integer timeout,
            @Nullable Integer retries,
            @Nullable Integer startPeriod) {}

    /// Where output goes.
    record LogConfiguration(String logDriver, Map<String, String> options) {}

    /// What the images run on.
    record Platform(
            @Nullable String cpuArchitecture, @Nullable String operatingSystemFamily) {}
}
