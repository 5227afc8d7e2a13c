package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.network.Firewall;
import dev.evenkeel.store.model.Cidr;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.ContainerDefinition.PortMapping;
import dev.evenkeel.store.model.Ipv4;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.state.InterfaceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.VpcRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The network of one `awsvpc` task, as its host makes it.
///
/// @param cidr of the VPC: its subnets reach each other without a router
/// @param hostname its name inside the VPC
/// @param published its public address, on which its ports are reached as they are
/// @param ports empty where there is no public address
public record NetworkPlan(
        VpcId vpc,
        Cidr cidr,
        Ipv4 address,
        String mac,
        String hostname,
        @Nullable Ipv4 published,
        List<Port> ports,
        Firewall firewall) {
    public NetworkPlan {
        ports = List.copyOf(ports);
    }

    /// A port of any of its containers.
    public record Port(int number, String protocol) {}

    /// The host's own address in the VPC.
    public Ipv4 gateway() {
        return cidr.address(1);
    }

    /// What a state means for a task; empty for tasks without an interface.
    static Optional<NetworkPlan> of(State state, InterfaceRow row, TaskDefinition definition) {
        return state.networks()
                .vpcs()
                .get(row.vpc())
                .map(VpcRow::cidr)
                .map(cidr -> new NetworkPlan(
                        row.vpc(),
                        cidr,
                        row.address(),
                        row.mac(),
                        row.privateName(),
                        row.published(),
                        row.published() == null ? List.of() : ports(definition),
                        Firewall.of(state, row)));
    }

    /// One, or all of a range.
    private static Stream<Port> ports(PortMapping mapping) {
        int count = mapping.range() == null ? 1 : mapping.range().count();
        return IntStream.range(0, count).mapToObj(i -> new Port(mapping.containerPort() + i, mapping.protocol()));
    }

    private static List<Port> ports(TaskDefinition definition) {
        return definition.containers().stream()
                .map(ContainerDefinition::network)
                .flatMap(network -> network.portMappings().stream())
                .flatMap(NetworkPlan::ports)
                .distinct()
                .toList();
    }
}
