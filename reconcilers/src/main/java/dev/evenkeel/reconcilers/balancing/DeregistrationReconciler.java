package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.store.event.BalancingEvent.RoutesServed;
import dev.evenkeel.store.event.BalancingEvent.TargetsGone;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetGroupRow;
import dev.evenkeel.store.state.TargetRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Lets deregistered targets go once their group's deregistration delay has passed, whatever they still do, and every
/// proxy has heard that they get no more requests. A proxy that says nothing is waited for no longer than [#PATIENCE].
public final class DeregistrationReconciler implements Reconciler<TargetGroupId> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A delay of 0 does not break off what ends in a moment. A target that has nothing under way does not wait for it:
    /// its proxy lets it go.
    private static final Duration LEAST = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "deregistration";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(TargetsGone.class);
    }

    @Override
    public Stream<TargetGroupId> all(State state) {
        return state.balancers()
                .targets()
                .values()
                .filter(TargetRow::draining)
                .map(row -> row.key().group())
                .distinct();
    }

    /// A group may also come out of use, which ends the wait of its targets, and proxies may tell that they know.
    @Override
    public Stream<TargetGroupId> concerns(Batch batch, State before, State after) {
        boolean routed = after.balancers().changed().equals(batch.revision());
        boolean served = batch.entries().stream().anyMatch(entry -> entry.event() instanceof RoutesServed);
        return routed || served ? all(after) : Stream.empty();
    }

    @Override
    public Decision reconcile(State state, TargetGroupId key, Inputs inputs) {
        var group = state.balancers().groups().get(key);
        if (group.isEmpty()) {
            return Decision.NOTHING;
        }
        var delay = delay(state, group.get());
        var entries = new ArrayList<Entry>();
        var next = Optional.<Instant>empty();
        for (var row : state.balancers().targetsOf(key).toList()) {
            var since = row.drainingSince();
            if (since == null) {
                continue;
            }
            var due = since.plus(Draining.isServed(state, row.since()) ? delay : longer(delay, PATIENCE));
            if (inputs.now().isBefore(due)) {
                next = next.filter(soonest -> soonest.isBefore(due)).or(() -> Optional.of(due));
            } else {
                entries.add(gone(row, delay));
            }
        }
        return new Decision(entries, next);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Entry gone(TargetRow row, Duration delay) {
        var event = new TargetsGone(row.key().group(), List.of(row.key().target()));
        return new Entry(event, new Reason.Elapsed(delay, List.of(row.since())));
    }

    /// Nothing is under way at the targets of a group that gets no requests.
    private static Duration delay(State state, TargetGroupRow group) {
        if (state.balancers().rulesTo(group.id()).findAny().isEmpty()) {
            return Duration.ZERO;
        }
        var asked = Attributes.of(group.spec().protocol())
                .seconds(group.spec().attributes(), Attributes.DEREGISTRATION_DELAY);
        return longer(asked, LEAST);
    }
}
