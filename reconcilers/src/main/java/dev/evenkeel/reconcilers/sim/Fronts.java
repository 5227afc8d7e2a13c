package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.balancing.Attributes;
import dev.evenkeel.reconcilers.command.ListenerCommand.CreateListener;
import dev.evenkeel.reconcilers.command.LoadBalancerCommand.CreateLoadBalancer;
import dev.evenkeel.reconcilers.command.TargetGroupCommand.CreateTargetGroup;
import dev.evenkeel.reconcilers.command.TargetGroupCommand.ModifyGroupAttributes;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.balancing.AddressRange;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.ListenerSpec;
import dev.evenkeel.store.model.balancing.LoadBalancerSpec;
import dev.evenkeel.store.model.balancing.ProtocolVersion;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetGroupSpec;
import dev.evenkeel.store.model.balancing.TargetType;
import dev.evenkeel.store.state.Networks;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One load balancer and the target groups behind it, one on each port.
final class Fronts {
    private static final String REGION = "us-east-1";
    private static final String ACCOUNT = "123456789012";
    private static final String NAME = "front";
    private static final int CONTAINER_PORT = 80;

    private Fronts() {}

    static CreateLoadBalancer balancer() {
        var spec = new LoadBalancerSpec("internal", "", subnets(REGION), List.of(), "", Map.of(), Map.of());
        return new CreateLoadBalancer(REGION, BalancerKind.APPLICATION, NAME, spec, AddressRange.DEFAULT, Doc.EMPTY);
    }

    /// The subnets that a region has from the start.
    static List<String> subnets(String region) {
        return Networks.NONE
                .in(region)
                .subnets(region)
                .map(row -> row.id().value())
                .toList();
    }

    /// The VPC that a region has from the start.
    static String vpc(String region) {
        return Networks.NONE.in(region).defaultVpc(region).orElseThrow().id().value();
    }

    static CreateTargetGroup group(String name, TargetType type) {
        var check = new HealthCheckSpec(
                BalancerProtocol.HTTP,
                HealthCheckSpec.TRAFFIC_PORT,
                "/",
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                5,
                2,
                "200");
        var spec = new TargetGroupSpec(
                BalancerProtocol.HTTP, ProtocolVersion.HTTP1, 80, type, vpc(REGION), check, Map.of(), Map.of());
        return new CreateTargetGroup(REGION, name, spec, Doc.EMPTY);
    }

    /// Seconds that targets of a group may take to finish what they began.
    static ModifyGroupAttributes delay(TargetGroupId group, int seconds) {
        var attributes = Map.of(Attributes.DEREGISTRATION_DELAY, Integer.toString(seconds));
        return new ModifyGroupAttributes(group, attributes, Doc.EMPTY);
    }

    /// What comes to this port goes to this group. The load balancer must be there.
    static CreateListener listener(State state, int port, TargetGroupId group) {
        var balancer = state.balancers()
                .balancers()
                .values()
                .filter(row -> row.id().name().equals(NAME))
                .findFirst()
                .orElseThrow();
        var spec = new ListenerSpec(BalancerProtocol.HTTP, port, "", List.of(), Map.of());
        return new CreateListener(balancer.id(), spec, RuleAction.forward(group), Doc.EMPTY);
    }

    /// The target group of a name, if it is there.
    static Optional<TargetGroupId> named(State state, String name) {
        return state.balancers()
                .groups()
                .values()
                .map(row -> row.id())
                .filter(id -> id.name().equals(name))
                .findFirst();
    }

    /// The members of a service whose first container is reached through these groups; those that are not there are
    /// left out.
    static Doc.Struct behind(State state, String... groups) {
        var ports = Arrays.stream(groups)
                .flatMap(name -> named(state, name).stream())
                .map(id -> new BalancedPort(BalancingArns.of(ACCOUNT, id), Blueprint.SERVING, CONTAINER_PORT))
                .map(BalancedPort::document)
                .toList();
        return ports.isEmpty() ? Doc.EMPTY : Doc.EMPTY.with(BalancedPort.MEMBER, Doc.of(ports));
    }
}
