package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.balancing.Attributes;
import dev.evenkeel.reconcilers.balancing.BalancingLimits;
import dev.evenkeel.store.event.BalancingEvent.LoadBalancerChanged;
import dev.evenkeel.store.event.BalancingEvent.LoadBalancerCreated;
import dev.evenkeel.store.event.BalancingEvent.LoadBalancerDeleted;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.model.balancing.AddressRange;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.LoadBalancerSpec;
import dev.evenkeel.store.state.LoadBalancerRow;
import dev.evenkeel.store.state.State;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Commands about load balancers.
public sealed interface LoadBalancerCommand extends BalancingCommand<LoadBalancerId> {
    /// Have a load balancer. One of the same name and settings is answered as it is, as AWS does.
    ///
    /// @param wanted what was asked for; its address is chosen here
    /// @param addresses where load balancers get theirs from
    record CreateLoadBalancer(
            String region,
            BalancerKind kind,
            String name,
            LoadBalancerSpec wanted,
            AddressRange addresses,
            Doc.Struct input)
            implements LoadBalancerCommand {
        @Override
        public Outcome<LoadBalancerId> decide(State tip, Inputs inputs) {
            var there = named(tip, region, name);
            if (there.isPresent()) {
                return same(there.get())
                        ? Outcome.accepted(there.get().id(), List.of())
                        : Outcome.refused(
                                "DuplicateLoadBalancerNameException",
                                "A load balancer with the same name '" + name
                                        + "' exists, but with different settings");
            }
            if (count(tip) >= limit()) {
                return Outcome.refused(
                        "TooManyLoadBalancersException",
                        "The maximum number of load balancers has been reached: " + limit());
            }
            var address = addresses.free(text -> tip.balancers()
                    .balancers()
                    .values()
                    .anyMatch(row -> row.spec().address().equals(text)));
            if (address.isEmpty()) {
                return Outcome.refused("TooManyLoadBalancersException", "No address is left for a load balancer");
            }
            var site = new BalancerSite(region, kind, wanted.subnets(), wanted.securityGroups());
            return switch (site.vpc(tip)) {
                case Outcome.Refused<VpcId> no -> no.as();
                case Outcome.Accepted<VpcId> yes -> {
                    var id = new LoadBalancerId(
                            region,
                            kind,
                            name,
                            BalancingCommand.hex16(inputs.dice().next()));
                    var spec = wanted.withAddress(address.get())
                            .withVpc(yes.response().value());
                    yield Outcome.accepted(id, requested(new LoadBalancerCreated(id, spec)));
                }
            };
        }

        private boolean same(LoadBalancerRow row) {
            var spec = row.spec();
            return row.id().kind() == kind
                    && spec.scheme().equals(wanted.scheme())
                    && spec.subnets().equals(wanted.subnets())
                    && spec.securityGroups().equals(wanted.securityGroups());
        }

        private long count(State tip) {
            return tip.balancers()
                    .balancers()
                    .values()
                    .filter(row -> row.id().region().equals(region) && row.id().kind() == kind)
                    .count();
        }

        private int limit() {
            return switch (kind) {
                case APPLICATION -> BalancingLimits.APPLICATION_LOAD_BALANCERS;
                case NETWORK -> BalancingLimits.NETWORK_LOAD_BALANCERS;
            };
        }
    }

    /// Delete a load balancer with its listeners. One that is not there is as good as deleted.
    ///
    /// @param arn of it, to say it back
    record DeleteLoadBalancer(LoadBalancerId balancer, String arn, Doc.Struct input) implements LoadBalancerCommand {
        @Override
        public Outcome<LoadBalancerId> decide(State tip, Inputs inputs) {
            var row = tip.balancers().balancers().get(balancer);
            if (row.isEmpty()) {
                return Outcome.accepted(balancer, List.of());
            }
            var set = row.get().spec().attributes();
            return Attributes.of(balancer.kind()).on(set, Attributes.DELETION_PROTECTION)
                    ? Outcome.refused(
                            "OperationNotPermittedException",
                            "Load balancer '" + arn + "' cannot be deleted because deletion protection is enabled")
                    : Outcome.accepted(balancer, requested(new LoadBalancerDeleted(balancer)));
        }
    }

    /// Set some attributes.
    record ModifyAttributes(LoadBalancerId balancer, Map<String, String> attributes, Doc.Struct input)
            implements LoadBalancerCommand {
        @Override
        public Outcome<LoadBalancerId> decide(State tip, Inputs inputs) {
            return change(tip, balancer, spec -> spec.withAttributes(merged(spec.attributes(), attributes)));
        }
    }

    /// Give it other subnets.
    record SetSubnets(LoadBalancerId balancer, List<String> subnets, Doc.Struct input) implements LoadBalancerCommand {
        @Override
        public Outcome<LoadBalancerId> decide(State tip, Inputs inputs) {
            return move(tip, balancer, site -> site.withSubnets(subnets), spec -> spec.withSubnets(subnets));
        }
    }

    /// Give it other security groups.
    record SetSecurityGroups(LoadBalancerId balancer, List<String> groups, Doc.Struct input)
            implements LoadBalancerCommand {
        @Override
        public Outcome<LoadBalancerId> decide(State tip, Inputs inputs) {
            var none = tip.balancers()
                    .balancers()
                    .get(balancer)
                    .filter(row -> row.spec().securityGroups().isEmpty());
            if (balancer.kind() == BalancerKind.NETWORK && none.isPresent()) {
                return Outcome.refused(
                        "InvalidConfigurationRequestException",
                        "You cannot set security groups on a Network Load Balancer that was created without any");
            }
            return move(tip, balancer, site -> site.withGroups(groups), spec -> spec.withSecurityGroups(groups));
        }
    }

    private static Outcome<LoadBalancerId> move(
            State tip,
            LoadBalancerId balancer,
            UnaryOperator<BalancerSite> where,
            UnaryOperator<LoadBalancerSpec> how) {
        var row = tip.balancers().balancers().get(balancer);
        if (row.isEmpty()) {
            return BalancingCommand.noBalancer();
        }
        var site = where.apply(BalancerSite.of(balancer, row.get().spec()));
        return switch (site.vpc(tip)) {
            case Outcome.Refused<VpcId> no -> no.as();
            case Outcome.Accepted<VpcId> yes ->
                change(
                        tip,
                        balancer,
                        spec -> how.apply(spec).withVpc(yes.response().value()));
        };
    }

    private static Outcome<LoadBalancerId> change(
            State tip, LoadBalancerId balancer, UnaryOperator<LoadBalancerSpec> how) {
        var row = tip.balancers().balancers().get(balancer);
        if (row.isEmpty()) {
            return BalancingCommand.noBalancer();
        }
        var changed = how.apply(row.get().spec());
        return changed.equals(row.get().spec())
                ? Outcome.accepted(balancer, List.of())
                : Outcome.accepted(balancer, requested(new LoadBalancerChanged(balancer, changed)));
    }

    /// Both, the second where they differ, in the order of their names.
    static Map<String, String> merged(Map<String, String> before, Map<String, String> changes) {
        var all = new TreeMap<>(before);
        all.putAll(changes);
        return Collections.unmodifiableMap(all);
    }

    /// The load balancer of a name.
    static Optional<LoadBalancerRow> named(State state, String region, String name) {
        return state.balancers()
                .balancers()
                .values()
                .filter(row ->
                        row.id().region().equals(region) && row.id().name().equals(name))
                .findFirst();
    }
}
