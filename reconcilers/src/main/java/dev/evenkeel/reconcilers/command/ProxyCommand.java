package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.event.BalancingEvent.RoutesServed;
import dev.evenkeel.store.event.BalancingEvent.TargetHealthChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetsGone;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetRow;
import java.util.List;
import java.util.Optional;

/// What proxies tell. The answer says whether it was news.
public sealed interface ProxyCommand extends BalancingCommand<Boolean> {
    /// A proxy routes by this revision.
    record AcknowledgeRoutes(HostId host, Revision revision) implements ProxyCommand {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            var known = tip.balancers().served().get(host);
            return known.filter(row -> row.revision().compareTo(revision) >= 0).isPresent()
                    ? nothing()
                    : news(new RoutesServed(host, revision));
        }
    }

    /// A proxy judges a target. What it says of targets that drain or have gone is passed over.
    record JudgeTarget(TargetGroupId group, Target target, TargetHealth health) implements ProxyCommand {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            return there(tip, group, target)
                            .filter(row -> !row.draining() && !row.health().equals(health))
                            .isPresent()
                    ? news(new TargetHealthChanged(group, target, health))
                    : nothing();
        }
    }

    /// A draining target has nothing under way at a proxy.
    record ReleaseTarget(TargetGroupId group, Target target) implements ProxyCommand {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            return there(tip, group, target).filter(TargetRow::draining).isPresent()
                    ? news(new TargetsGone(group, List.of(target)))
                    : nothing();
        }
    }

    private static Optional<TargetRow> there(State tip, TargetGroupId group, Target target) {
        return tip.balancers().targets().get(new TargetRow.Key(group, target));
    }

    private static Outcome<Boolean> nothing() {
        return Outcome.accepted(false, List.of());
    }

    private static Outcome<Boolean> news(Event event) {
        return Outcome.accepted(true, List.of(new Entry(event, new Reason.Observed())));
    }
}
