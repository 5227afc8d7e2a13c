package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.Link;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import com.github.dockerjava.api.model.VolumesFrom;
import dev.evenkeel.reconcilers.host.Assignment.Common;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.store.model.Connections;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.ContainerDefinition.LogConfiguration;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.Resources;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// From a container definition to what the engine is asked of the host for it: resources, network, volumes, output.
/// What is for the kernel is in [KernelSettings].
final class HostSettings {
    private static final long MIB = 1024 * 1024;
    private static final long NANOS_PER_UNIT = 1_000_000_000L / 1024;

    /// What the kernel takes as the least, and what the ECS agent gives to a container without a figure.
    private static final int LEAST_CPU_SHARES = 2;

    private static final String AWSLOGS = "awslogs";

    private HostSettings() {}

    /// @param logOptions options of the log driver that are not in the definition
    static HostConfig of(Step.Create create, Map<String, String> logOptions) {
        var definition = create.plan().definition();
        var config = HostConfig.newHostConfig()
                .withReadonlyRootfs(definition.mounts().readonlyRoot())
                .withNetworkMode(networkMode(create));
        resources(config, definition.resources(), create.common());
        namespaces(config, create);
        network(config, definition.network(), create);
        mounts(config, definition, create);
        KernelSettings.apply(config, definition);
        if (definition.logConfiguration() instanceof LogConfiguration log) {
            config.withLogConfig(log(log, logOptions));
        }
        return config;
    }

    /// The containers of a task with an interface of its own share its sandbox's network.
    private static String networkMode(Step.Create create) {
        return create.networkMode() == NetworkMode.AWSVPC
                ? "container:" + Labels.sandboxName(create.container().task())
                : create.networkMode().name().toLowerCase(Locale.ROOT);
    }

    /// The task's own limits hold for each container: none may use more than all of them together may.
    private static void resources(HostConfig config, Resources resources, Common common) {
        config.withCpuShares(Math.max(LEAST_CPU_SHARES, resources.cpu()));
        if (common.cpu() instanceof Integer units) {
            config.withNanoCPUs(units * NANOS_PER_UNIT);
        }
        if (hardLimit(resources, common) instanceof Integer hard) {
            config.withMemory(hard * MIB);
        }
        if (resources.memoryReservation() instanceof Integer soft) {
            config.withMemoryReservation(soft * MIB);
        }
    }

    private static @Nullable Integer hardLimit(Resources resources, Common common) {
        return resources.memory() == null ? common.memory() : resources.memory();
    }

    private static void namespaces(HostConfig config, Step.Create create) {
        var sandbox = "container:" + Labels.sandboxName(create.container().task());
        switch (create.common().pidMode()) {
            case HOST -> config.withPidMode("host");
            case TASK -> config.withPidMode(sandbox);
            case DEFAULT, NONE -> {}
        }
        switch (create.common().ipcMode()) {
            case HOST -> config.withIpcMode("host");
            case TASK -> config.withIpcMode(sandbox);
            case NONE -> config.withIpcMode("none");
            case DEFAULT -> {}
        }
    }

    private static void network(HostConfig config, Connections network, Step.Create create) {
        var task = create.container().task();
        config.withExtraHosts(network.extraHosts().stream()
                .map(entry -> entry.hostname() + ":" + entry.address())
                .toArray(String[]::new));
        config.withDns(network.dnsServers()).withDnsSearch(network.dnsSearchDomains());
        config.withLinks(network.links().stream()
                .map(link -> new Link(Labels.containerName(new ContainerKey(task, link.container())), link.alias()))
                .toList());
        if (create.networkMode() == NetworkMode.BRIDGE) {
            config.withPortBindings(
                    create.plan().ports().stream().map(HostSettings::binding).toList());
        }
    }

    private static void mounts(HostConfig config, ContainerDefinition definition, Step.Create create) {
        var task = create.container().task();
        config.withBinds(definition.mounts().mountPoints().stream()
                .map(mount -> Volumes.bind(task, create.common().volumes(), mount))
                .toList());
        config.withVolumesFrom(definition.mounts().volumesFrom().stream()
                .map(from -> new VolumesFrom(
                        Labels.containerName(new ContainerKey(task, from.container())),
                        from.readOnly() ? AccessMode.ro : AccessMode.rw))
                .toList());
    }

    static ExposedPort exposed(HostPort port) {
        return new ExposedPort(port.containerPort(), InternetProtocol.parse(port.protocol()));
    }

    private static PortBinding binding(HostPort port) {
        return new PortBinding(Binding.bindPort(port.hostPort()), exposed(port));
    }

    /// Whether a container waits for the engine to take its output, and what the engine holds where it does not.
    private static Map<String, String> delivery(Map<String, String> options) {
        var delivery = new TreeMap<>(options);
        delivery.keySet().retainAll(List.of("mode", "max-buffer-size"));
        return delivery;
    }

    /// What goes to our own shelf is read from the engine's compact and bounded `local` files.
    private static LogConfig log(LogConfiguration log, Map<String, String> more) {
        if (log.driver().equals(AWSLOGS)) {
            return new LogConfig(LoggingType.LOCAL, delivery(log.options()));
        }
        var type = LoggingType.fromValue(log.driver());
        if (type == null) {
            throw new IllegalArgumentException("unknown log driver " + log.driver());
        }
        var options = new TreeMap<>(log.options());
        options.putAll(more);
        return new LogConfig(type, options);
    }
}
