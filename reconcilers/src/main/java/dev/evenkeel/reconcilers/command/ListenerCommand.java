package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.balancing.BalancingLimits;
import dev.evenkeel.store.event.BalancingEvent.ListenerChanged;
import dev.evenkeel.store.event.BalancingEvent.ListenerCreated;
import dev.evenkeel.store.event.BalancingEvent.ListenerDeleted;
import dev.evenkeel.store.event.BalancingEvent.RuleChanged;
import dev.evenkeel.store.event.BalancingEvent.RuleCreated;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.ListenerSpec;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.RuleSpec;
import dev.evenkeel.store.state.ListenerRow;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Commands about listeners.
public sealed interface ListenerCommand extends BalancingCommand<ListenerId> {
    /// Have a load balancer listen on one more port.
    record CreateListener(LoadBalancerId balancer, ListenerSpec wanted, RuleAction action, Doc.Struct input)
            implements ListenerCommand {
        @Override
        public Outcome<ListenerId> decide(State tip, Inputs inputs) {
            if (tip.balancers().balancers().get(balancer).isEmpty()) {
                return BalancingCommand.noBalancer();
            }
            var refusal = refusal(tip, balancer, null, wanted).or(() -> ForwardRules.refusal(tip, balancer, action));
            if (refusal.isPresent()) {
                return refusal.get();
            }
            if (tip.balancers().listenersOf(balancer).count() >= BalancingLimits.LISTENERS) {
                return Outcome.refused("TooManyListenersException", "The maximum number of listeners has been reached");
            }
            var dice = inputs.dice();
            var id = new ListenerId(balancer, BalancingCommand.hex16(dice.next()));
            var rule = new RuleId(id, BalancingCommand.hex16(dice.next()));
            var spec = new RuleSpec(RuleSpec.DEFAULT, List.of(), action, Map.of());
            return Outcome.accepted(id, requested(new ListenerCreated(id, wanted), new RuleCreated(rule, spec)));
        }
    }

    /// Change a listener, or what it does with requests that no rule takes.
    ///
    /// @param protocol as it is where null, as the other components are
    record ModifyListener(
            ListenerId listener,
            @Nullable BalancerProtocol protocol,
            @Nullable Integer port,
            @Nullable String sslPolicy,
            @Nullable List<String> certificates,
            @Nullable RuleAction action,
            Doc.Struct input)
            implements ListenerCommand {
        @Override
        public Outcome<ListenerId> decide(State tip, Inputs inputs) {
            var row = tip.balancers().listeners().get(listener);
            if (row.isEmpty()) {
                return BalancingCommand.noListener();
            }
            var spec = changed(row.get().spec());
            var refusal = refusal(tip, listener.balancer(), row.get(), spec);
            if (refusal.isEmpty() && action != null) {
                refusal = ForwardRules.refusal(tip, listener.balancer(), action);
            }
            return refusal.orElseGet(() -> Outcome.accepted(listener, requested(events(tip, row.get(), spec))));
        }

        private Event[] events(State tip, ListenerRow row, ListenerSpec spec) {
            var events = new ArrayList<Event>();
            if (!spec.equals(row.spec())) {
                events.add(new ListenerChanged(listener, spec));
            }
            var rule = tip.balancers().defaultRuleOf(listener).orElseThrow();
            if (action != null && !action.equals(rule.spec().action())) {
                events.add(new RuleChanged(rule.id(), rule.spec().withAction(action)));
            }
            return events.toArray(Event[]::new);
        }

        private ListenerSpec changed(ListenerSpec before) {
            var speaks = protocol == null ? before.protocol() : protocol;
            boolean secure = speaks == BalancerProtocol.HTTPS;
            return new ListenerSpec(
                    speaks,
                    port == null ? before.port() : port,
                    secure ? sslPolicy == null ? before.sslPolicy() : sslPolicy : "",
                    secure ? certificates == null ? before.certificates() : certificates : List.of(),
                    before.tags());
        }
    }

    /// Give a listener these certificates beside its default one, or take them away.
    ///
    /// @param added false to take them away
    record ChangeCertificates(ListenerId listener, List<String> certificates, boolean added, Doc.Struct input)
            implements ListenerCommand {
        @Override
        public Outcome<ListenerId> decide(State tip, Inputs inputs) {
            var row = tip.balancers().listeners().get(listener);
            if (row.isEmpty()) {
                return BalancingCommand.noListener();
            }
            var spec = row.get().spec();
            if (!added
                    && certificates.contains(
                            spec.certificates().stream().findFirst().orElse(""))) {
                return Outcome.refused(
                        "OperationNotPermittedException", "The default certificate of a listener cannot be removed");
            }
            var all = new ArrayList<>(spec.certificates());
            if (added) {
                certificates.stream().filter(arn -> !all.contains(arn)).forEach(all::add);
            } else {
                all.removeAll(certificates);
            }
            var changed = new ListenerSpec(spec.protocol(), spec.port(), spec.sslPolicy(), all, spec.tags());
            var refusal = refusal(tip, listener.balancer(), row.get(), changed);
            return refusal.orElseGet(() -> changed.equals(spec)
                    ? Outcome.accepted(listener, List.of())
                    : Outcome.accepted(listener, requested(new ListenerChanged(listener, changed))));
        }
    }

    /// Delete a listener with its rules.
    record DeleteListener(ListenerId listener, Doc.Struct input) implements ListenerCommand {
        @Override
        public Outcome<ListenerId> decide(State tip, Inputs inputs) {
            return tip.balancers().listeners().get(listener).isEmpty()
                    ? BalancingCommand.noListener()
                    : Outcome.accepted(listener, requested(new ListenerDeleted(listener)));
        }
    }

    /// Why a load balancer cannot listen so, if it cannot.
    ///
    /// @param self the listener that is to be so; null for a new one
    private static Optional<Outcome<ListenerId>> refusal(
            State tip, LoadBalancerId balancer, @Nullable ListenerRow self, ListenerSpec spec) {
        if (spec.protocol().web() != (balancer.kind() == BalancerKind.APPLICATION)) {
            return Optional.of(Outcome.refused(
                    "UnsupportedProtocolException",
                    "Protocol " + spec.protocol() + " is not supported by load balancers of type "
                            + balancer.kind().word()));
        }
        if (spec.protocol() == BalancerProtocol.HTTPS && spec.certificates().isEmpty()) {
            return Optional.of(
                    Outcome.refused("ValidationError", "A certificate must be specified for HTTPS listeners"));
        }
        if (spec.protocol() != BalancerProtocol.HTTPS && !spec.certificates().isEmpty()) {
            return Optional.of(Outcome.refused(
                    "InvalidConfigurationRequestException", "Certificates can be specified for HTTPS listeners only"));
        }
        if (spec.certificates().size() > BalancingLimits.CERTIFICATES) {
            return Optional.of(Outcome.refused(
                    "TooManyCertificatesException", "The maximum number of certificates has been reached"));
        }
        boolean taken = tip.balancers()
                .listenersOf(balancer)
                .anyMatch(other -> (self == null || !other.id().equals(self.id()))
                        && other.spec().port() == spec.port());
        return taken
                ? Optional.of(Outcome.refused(
                        "DuplicateListenerException",
                        "A listener already exists on this port for this load balancer: " + spec.port()))
                : Optional.empty();
    }
}
