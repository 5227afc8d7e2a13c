package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.ProtocolVersion;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.RuleCondition;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Everything that a proxy is told to do, as of one revision. Swapped as a whole: no request sees half of a change.
///
/// @param revision the last one that changed any of it
/// @param groups those that a rule forwards to, each once, by id
public record Routes(Revision revision, List<Balancer> balancers, List<Group> groups) {
    /// Nothing to do.
    public static final Routes NONE = new Routes(Revision.ZERO, List.of(), List.of());

    /// A load balancer.
    ///
    /// @param name under which it is found
    /// @param address where all of its listeners listen
    /// @param web what it does to requests; not for network load balancers
    public record Balancer(LoadBalancerId id, String name, String address, Web web, List<Listener> listeners) {}

    /// What a load balancer does to requests.
    ///
    /// @param idle how long a connection may carry nothing
    /// @param dropInvalidHeaders whether header fields with odd names are taken away
    /// @param forwardedFor `append`, `preserve` or `remove`
    /// @param clientPort whether X-Forwarded-For names the client's port
    /// @param preserveHost whether the Host header stays without the listener's port where the client gave none
    public record Web(
            Duration idle, boolean dropInvalidHeaders, String forwardedFor, boolean clientPort, boolean preserveHost) {}

    /// A listener.
    ///
    /// @param certificates ARNs, the default one first; none without TLS
    /// @param rules in the order in which they are asked, the default rule last
    public record Listener(
            ListenerId id, BalancerProtocol protocol, int port, List<String> certificates, List<Rule> rules) {}

    /// A rule.
    public record Rule(RuleId id, List<RuleCondition> conditions, RuleAction action) {}

    /// A target group.
    ///
    /// @param check how its targets are asked whether they are well
    public record Group(
            TargetGroupId id,
            BalancerProtocol protocol,
            ProtocolVersion version,
            HealthCheckSpec check,
            Balance balance,
            List<Endpoint> endpoints) {}

    /// How a group shares its requests among its targets.
    ///
    /// @param sticky whether a client stays with its target, by a cookie or, over TCP, by its address
    /// @param stickyFor how long the cookie lasts
    /// @param slowStart over how long a target that became healthy gets its full share; zero for at once
    /// @param leastOutstanding whether the target with the fewest open requests is next
    public record Balance(boolean sticky, Duration stickyFor, Duration slowStart, boolean leastOutstanding) {}

    /// A target and where it is reached.
    ///
    /// @param known its health as of this revision, with which a proxy that has not asked it begins
    /// @param draining whether it only finishes what it began
    public record Endpoint(
            Target target, String address, int port, TargetHealth known, boolean draining, Instant registeredAt) {}
}
