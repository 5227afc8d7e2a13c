package dev.evenkeel.store.model;

import java.util.Map;

/// What a host offers.
///
/// @param cpu CPU units, 1024 a core
/// @param memory MiB
/// @param firstPort first host port given out to dynamic port mappings
/// @param lastPort last host port given out to dynamic port mappings, inclusive
/// @param address where the published ports of its tasks are reached, for people and load balancers
/// @param agentVersion of the agent that offers it, as numbers between dots
/// @param attributes what placement may ask of it, by name: `ecs.availability-zone`, `ecs.os-type` and the like, and
///     those that its owner gave it
public record HostSpec(
        int cpu,
        int memory,
        int firstPort,
        int lastPort,
        String address,
        String engineVersion,
        String agentVersion,
        Map<String, String> attributes) {
    /// The attribute by which tasks are spread where nobody asks for anything else.
    public static final String AVAILABILITY_ZONE = "ecs.availability-zone";

    /// The attribute that `runtimePlatform.cpuArchitecture` asks for: `x86_64` or `arm64`.
    public static final String CPU_ARCHITECTURE = "ecs.cpu-architecture";

    /// The attribute that `runtimePlatform.operatingSystemFamily` asks for: `LINUX` or one of Windows.
    public static final String OS_FAMILY = "ecs.os-family";

    /// A host that tells nothing of itself but what it has to give.
    public HostSpec(int cpu, int memory, int firstPort, int lastPort, String address, String engineVersion) {
        this(cpu, memory, firstPort, lastPort, address, engineVersion, "0", Map.of());
    }
}
