package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.ContainerDefinition.PortMapping;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a port of a container, or a range of them, is reached on its host.
record NetworkBinding(
        String bindIP,
        Optional<Integer> containerPort,
        Optional<Integer> hostPort,
        String protocol,
        Optional<String> containerPortRange,
        Optional<String> hostPortRange) {
    private static final String EVERYWHERE = "0.0.0.0";

    /// The bindings of one container.
    ///
    /// @param mappings as its definition has them
    /// @param ports that were given to it
    static List<NetworkBinding> of(List<PortMapping> mappings, List<HostPort> ports) {
        var ranges = mappings.stream().filter(m -> m.range() != null).toList();
        var bindings = new ArrayList<NetworkBinding>();
        for (var port : ports) {
            var range = ranges.stream().filter(m -> has(m, port)).findFirst();
            if (range.isEmpty()) {
                bindings.add(single(port));
            } else if (port.containerPort() == range.get().containerPort()) {
                bindings.add(ranged(port, range.get()));
            }
        }
        return List.copyOf(bindings);
    }

    private static boolean has(PortMapping mapping, HostPort port) {
        int place = port.containerPort() - mapping.containerPort();
        return place >= 0 && place < mapping.count() && mapping.protocol().equals(port.protocol());
    }

    private static NetworkBinding single(HostPort port) {
        return new NetworkBinding(
                EVERYWHERE,
                Optional.of(port.containerPort()),
                Optional.of(port.hostPort()),
                port.protocol(),
                Optional.empty(),
                Optional.empty());
    }

    private static NetworkBinding ranged(HostPort first, PortMapping mapping) {
        var host = new PortRange(first.hostPort(), first.hostPort() + mapping.count() - 1);
        return new NetworkBinding(
                EVERYWHERE,
                Optional.empty(),
                Optional.empty(),
                first.protocol(),
                Optional.ofNullable(mapping.range()).map(PortRange::toString),
                Optional.of(host.toString()));
    }
}
