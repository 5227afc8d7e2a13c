package dev.evenkeel.store.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the kernel allows a container, and gives it.
///
/// @param securityOptions as Docker takes them: AppArmor and SELinux labels, `no-new-privileges`
/// @param systemControls kernel parameters of its namespaces, by name
/// @param sharedMemory size of `/dev/shm` in MiB
/// @param maxSwap MiB of swap beyond its memory
/// @param swappiness 0 to 100
/// @param init whether a small init process reaps its children and passes signals on
public record Kernel(
        boolean privileged,
        List<String> securityOptions,
        List<Ulimit> ulimits,
        Map<String, String> systemControls,
        List<String> capabilitiesAdded,
        List<String> capabilitiesDropped,
        List<Device> devices,
        List<Tmpfs> tmpfs,
        @Nullable Integer sharedMemory,
        @Nullable Integer maxSwap,
        @Nullable Integer swappiness,
        boolean init) {
    /// A limit of a process.
    public record Ulimit(String name, int soft, int hard) {}

    /// A device of the host.
    ///
    /// @param path where the container sees it
    /// @param permissions some of `read`, `write` and `mknod`
    public record Device(String hostPath, String path, List<String> permissions) {}

    /// A file system in memory.
    ///
    /// @param size MiB
    public record Tmpfs(String path, int size, List<String> options) {}

    private static final List<String> ALL_PERMISSIONS = List.of("read", "write", "mknod");

    static Kernel of(Doc.Struct container) {
        var linux = container.struct("linuxParameters");
        var capabilities = linux.struct("capabilities");
        return new Kernel(
                Members.flag(container, "privileged"),
                container.texts("dockerSecurityOptions"),
                container.structs("ulimits").stream().map(Kernel::ulimit).toList(),
                Members.pairs(container, "systemControls", "namespace", "value"),
                capabilities.texts("add"),
                capabilities.texts("drop"),
                linux.structs("devices").stream().map(Kernel::device).toList(),
                linux.structs("tmpfs").stream().map(Kernel::tmpfs).toList(),
                Members.number(linux, "sharedMemorySize").orElse(null),
                Members.number(linux, "maxSwap").orElse(null),
                Members.number(linux, "swappiness").orElse(null),
                Members.flag(linux, "initProcessEnabled"));
    }

    private static Ulimit ulimit(Doc.Struct doc) {
        return new Ulimit(
                Members.text(doc, "name"),
                Members.number(doc, "softLimit").orElse(0),
                Members.number(doc, "hardLimit").orElse(0));
    }

    private static Device device(Doc.Struct doc) {
        var host = Members.text(doc, "hostPath");
        var permissions = doc.texts("permissions");
        return new Device(
                host, doc.text("containerPath").orElse(host), permissions.isEmpty() ? ALL_PERMISSIONS : permissions);
    }

    private static Tmpfs tmpfs(Doc.Struct doc) {
        return new Tmpfs(
                Members.text(doc, "containerPath"), Members.number(doc, "size").orElse(0), doc.texts("mountOptions"));
    }
}
