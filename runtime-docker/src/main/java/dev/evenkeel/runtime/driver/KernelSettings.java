package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ulimit;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Kernel;
import dev.evenkeel.store.model.Kernel.Tmpfs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a container definition asks of the kernel, as the engine takes it.
final class KernelSettings {
    private static final long MIB = 1024 * 1024;
    private static final Map<String, String> PERMISSIONS = Map.of("read", "r", "write", "w", "mknod", "m");

    private KernelSettings() {}

    static void apply(HostConfig config, ContainerDefinition definition) {
        var kernel = definition.kernel();
        config.withPrivileged(kernel.privileged())
                .withSecurityOpts(kernel.securityOptions())
                .withUlimits(kernel.ulimits().stream()
                        .map(limit -> new Ulimit(limit.name(), (long) limit.soft(), (long) limit.hard()))
                        .toList())
                .withSysctls(kernel.systemControls())
                .withCapAdd(capabilities(kernel.capabilitiesAdded()))
                .withCapDrop(capabilities(kernel.capabilitiesDropped()))
                .withDevices(
                        kernel.devices().stream().map(KernelSettings::device).toList())
                .withTmpFs(tmpfs(kernel.tmpfs()));
        if (kernel.init()) {
            config.withInit(true);
        }
        if (kernel.sharedMemory() instanceof Integer size) {
            config.withShmSize(size * MIB);
        }
        if (kernel.maxSwap() instanceof Integer swap && definition.resources().memory() instanceof Integer memory) {
            swap(config, kernel, memory, swap);
        }
    }

    /// The engine counts memory and swap together. Swappiness is of no effect without a limit of swap, as in ECS.
    private static void swap(HostConfig config, Kernel kernel, int memory, int swap) {
        config.withMemorySwap((memory + (long) swap) * MIB);
        if (kernel.swappiness() instanceof Integer swappiness) {
            config.withMemorySwappiness((long) swappiness);
        }
    }

    private static Capability[] capabilities(List<String> names) {
        return names.stream().map(Capability::valueOf).toArray(Capability[]::new);
    }

    private static Device device(Kernel.Device device) {
        var permissions = new StringBuilder();
        device.permissions().forEach(word -> permissions.append(PERMISSIONS.get(word)));
        return new Device(permissions.toString(), device.path(), device.hostPath());
    }

    private static Map<String, String> tmpfs(List<Tmpfs> all) {
        var options = new TreeMap<String, String>();
        for (var tmpfs : all) {
            var own = tmpfs.options().isEmpty() ? "" : "," + String.join(",", tmpfs.options());
            options.put(tmpfs.path(), "size=" + tmpfs.size() + "m" + own);
        }
        return options;
    }
}
