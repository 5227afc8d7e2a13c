package dev.evenkeel.store.snapshot;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.state.Balancers;
import dev.evenkeel.store.state.ListenerRow;
import dev.evenkeel.store.state.LoadBalancerRow;
import dev.evenkeel.store.state.RuleRow;
import dev.evenkeel.store.state.ServedRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetGroupRow;
import dev.evenkeel.store.state.TargetRow;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The rows of load balancing, put back into a state.
final class BalancerRows {
    private BalancerRows() {}

    /// The last revision that changed what proxies are to do.
    record Changed(Revision revision) {}

    private static State change(State state, UnaryOperator<Balancers> to) {
        return state.withBalancers(to.apply(state.balancers()));
    }

    static State balancers(State state, List<LoadBalancerRow> rows) {
        return change(state, part -> part.withBalancers(Rows.added(part.balancers(), rows, LoadBalancerRow::id)));
    }

    static State groups(State state, List<TargetGroupRow> rows) {
        return change(state, part -> part.withGroups(Rows.added(part.groups(), rows, TargetGroupRow::id)));
    }

    static State listeners(State state, List<ListenerRow> rows) {
        return change(state, part -> part.withListeners(Rows.added(part.listeners(), rows, ListenerRow::id)));
    }

    static State rules(State state, List<RuleRow> rows) {
        return change(state, part -> part.withRules(Rows.added(part.rules(), rows, RuleRow::id)));
    }

    static State targets(State state, List<TargetRow> rows) {
        return change(state, part -> part.withTargets(Rows.added(part.targets(), rows, TargetRow::key)));
    }

    static State served(State state, List<ServedRow> rows) {
        return change(state, part -> part.withServed(Rows.added(part.served(), rows, ServedRow::host)));
    }

    static Stream<Changed> changed(State state) {
        return Stream.of(new Changed(state.balancers().changed()));
    }

    static State changed(State state, List<Changed> rows) {
        return state.withBalancers(state.balancers().changedAt(rows.getFirst().revision()));
    }
}
