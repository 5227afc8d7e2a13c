package dev.evenkeel.api.ecs;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of RegisterTaskDefinition that Evenkeel acts on.
///
/// @param executionRoleArn kept, but nothing needs it: the host itself pulls images and collects logs
/// @param taskRoleArn kept and shown; no credentials are given out for it yet
record TaskDefinitionInput(
        String family,
        @Nullable String networkMode,
        List<Container> containerDefinitions,
        List<Volume> volumes,
        List<String> requiresCompatibilities,
        @Nullable String cpu,
        @Nullable String memory,
        @Nullable String executionRoleArn,
        @Nullable String taskRoleArn,
        @Nullable String pidMode,
        @Nullable String ipcMode,
        @Nullable Storage ephemeralStorage,
        @Nullable Platform runtimePlatform,
        List<PlacementInput.Constraint> placementConstraints,
        List<Tag> tags) {
    private static final String BRIDGE = "bridge";

    /// The network mode, with ECS's default.
    String network() {
        return networkMode == null ? BRIDGE : networkMode;
    }

    /// Whether the caller asked for it to be fit for this.
    boolean requires(String compatibility) {
        return requiresCompatibilities.contains(compatibility);
    }

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
            List<EnvironmentFile> environmentFiles,
            List<Secret> secrets,
            @Nullable Credentials repositoryCredentials,
            List<Port> portMappings,
            List<String> links,
            List<Dependency> dependsOn,
            @Nullable HealthCheck healthCheck,
            @Nullable Restart restartPolicy,
            @Nullable LogConfiguration logConfiguration,
            @Nullable Integer startTimeout,
            @Nullable Integer stopTimeout,
            @Nullable String user,
            @Nullable String workingDirectory,
            @Nullable String hostname,
            @Nullable Boolean disableNetworking,
            @Nullable Boolean interactive,
            @Nullable Boolean pseudoTerminal,
            @Nullable Boolean privileged,
            @Nullable Boolean readonlyRootFilesystem,
            List<String> dnsServers,
            List<String> dnsSearchDomains,
            List<HostEntry> extraHosts,
            List<String> dockerSecurityOptions,
            List<Ulimit> ulimits,
            List<SystemControl> systemControls,
            @Nullable LinuxParameters linuxParameters,
            List<MountPoint> mountPoints,
            List<VolumeFrom> volumesFrom,
            List<Requirement> resourceRequirements,
            Map<String, String> dockerLabels) {
        boolean isEssential() {
            return essential == null || essential;
        }

        /// The name, once it is known to be there.
        String label() {
            return name == null ? "" : name;
        }

        boolean isPrivileged() {
            return Boolean.TRUE.equals(privileged);
        }

        boolean hasNoNetwork() {
            return Boolean.TRUE.equals(disableNetworking);
        }
    }

    /// An environment variable.
    record Pair(@Nullable String name, @Nullable String value) {}

    /// A file of environment variables.
    record EnvironmentFile(String value, String type) {}

    /// An environment variable or log option whose value is a secret or a parameter.
    record Secret(String name, String valueFrom) {}

    /// How the registry of the image is logged in to.
    record Credentials(String credentialsParameter) {}

    /// A published port.
    record Port(
            @Nullable Integer containerPort,
            @Nullable Integer hostPort,
            @Nullable String protocol,
            @Nullable String name,
            @Nullable String appProtocol,
            @Nullable String containerPortRange) {
        String transport() {
            return protocol == null ? "tcp" : protocol;
        }
    }

    /// What another container must have reached first.
    record Dependency(String containerName, String condition) {}

    /// A health check; times in seconds.
    record HealthCheck(
            List<String> command,
            @Nullable Integer interval,
            @Nullable Integer timeout,
            @Nullable Integer retries,
            @Nullable Integer startPeriod) {}

    /// Whether and when a container that ended is started again; the period in seconds.
    record Restart(
            boolean enabled,
            List<Integer> ignoredExitCodes,
            @Nullable Integer restartAttemptPeriod) {}

    /// Where output goes.
    record LogConfiguration(String logDriver, Map<String, String> options, List<Secret> secretOptions) {}

    /// A line of `/etc/hosts`.
    record HostEntry(String hostname, String ipAddress) {}

    /// A limit of a process.
    record Ulimit(String name, int softLimit, int hardLimit) {}

    /// A kernel parameter.
    record SystemControl(
            @Nullable String namespace, @Nullable String value) {}

    /// What the kernel gives a container; sizes in MiB.
    record LinuxParameters(
            @Nullable Capabilities capabilities,
            List<Device> devices,
            @Nullable Boolean initProcessEnabled,
            @Nullable Integer sharedMemorySize,
            List<Tmpfs> tmpfs,
            @Nullable Integer maxSwap,
            @Nullable Integer swappiness) {}

    /// Rights beyond, and short of, those that Docker gives.
    record Capabilities(List<String> add, List<String> drop) {}

    /// A device of the host.
    record Device(String hostPath, @Nullable String containerPath, List<String> permissions) {}

    /// A file system in memory; the size in MiB.
    record Tmpfs(String containerPath, int size, List<String> mountOptions) {}

    /// A volume that a container sees.
    record MountPoint(
            @Nullable String sourceVolume,
            @Nullable String containerPath,
            @Nullable Boolean readOnly) {}

    /// A container whose mounts another one has too.
    record VolumeFrom(
            @Nullable String sourceContainer, @Nullable Boolean readOnly) {}

    /// Special hardware.
    record Requirement(String type, String value) {}

    /// Something to mount.
    record Volume(
            @Nullable String name,
            @Nullable HostVolume host,
            @Nullable DockerVolume dockerVolumeConfiguration) {
        String label() {
            return name == null ? "" : name;
        }
    }

    /// A folder of the host; without a path, one that comes and goes with the task.
    record HostVolume(@Nullable String sourcePath) {}

    /// A volume of Docker.
    record DockerVolume(
            @Nullable String scope,
            @Nullable Boolean autoprovision,
            @Nullable String driver,
            Map<String, String> driverOpts,
            Map<String, String> labels) {}

    /// What the containers may write, in GiB.
    record Storage(int sizeInGiB) {}

    /// What the images run on.
    record Platform(
            @Nullable String cpuArchitecture, @Nullable String operatingSystemFamily) {}
}
