package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.store.event.BalancingEvent;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetRow;
import java.util.List;

/// Target groups have targets of tasks that are there, and a task gets its stop signal when no request can come to it
/// any more.
final class TrafficChecker implements Checker {
    private final Findings findings;
    private final SimProxy proxy;
    private State state = State.EMPTY;

    TrafficChecker(Findings findings, SimProxy proxy) {
        this.findings = findings;
        this.proxy = proxy;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        state = after;
        boolean concerns = batch.entries().stream()
                .anyMatch(entry -> entry.event() instanceof TaskEvent || entry.event() instanceof BalancingEvent);
        if (concerns) {
            after.balancers().targets().values().forEach(row -> check(batch, after, row));
        }
    }

    private void check(Batch batch, State state, TargetRow row) {
        if (row.task() instanceof TaskId task) {
            var owner = state.tasks().byId().get(task);
            var where =
                    batch.revision() + " " + Words.of(task) + " " + row.key().target();
            findings.check(
                    owner.filter(there -> there.alive()).isPresent(), "targets of tasks go with their tasks", where);
            boolean anew = row.since().revision().equals(batch.revision()) && !row.draining();
            findings.check(
                    !anew || owner.filter(there -> there.wanted()).isPresent(),
                    "only a task that shall run becomes a target",
                    where);
        }
    }

    /// A container gets its stop signal.
    ///
    /// @param running what runs of its task: where that is all, it can only be because somebody asked for it
    void stopping(ContainerKey container, List<String> running) {
        boolean attached = state.networks().interfaces().of(container.task()).isPresent();
        boolean whole = (!attached || running.contains(Step.SANDBOX))
                && state.tasks().byId().get(container.task()).stream()
                        .flatMap(task -> task.containers().stream())
                        .allMatch(status -> running.contains(status.name()));
        findings.check(
                !whole || !proxy.leadsTo(container.task()),
                "a task gets its stop signal when no request can come to it any more",
                Words.of(container));
    }
}
