package dev.evenkeel.reconcilers.service;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.placement.Request;
import dev.evenkeel.store.event.DeploymentEvent.TaskFailed;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// One look at one service: what is seen, and what has been concluded from it so far.
final class Look {
    final State state;
    final ServiceRow row;
    final ServiceView view;
    final Policy policy;
    final Instant now;
    final Dice dice;
    private final List<Entry> entries = new ArrayList<>();
    private final TreeSet<Instant> revisits = new TreeSet<>();

    Look(State state, ServiceRow row, Policy policy, Inputs inputs) {
        this(state, row, policy, inputs.now(), inputs.dice());
    }

    private Look(State state, ServiceRow row, Policy policy, Instant now, Dice dice) {
        this.state = state;
        this.row = row;
        this.view = ServiceView.of(state, row, policy, now);
        this.policy = policy;
        this.now = now;
        this.dice = dice;
    }

    /// The same look at one of the service's deployments, as if there were no other.
    Look at(DeploymentRow side) {
        return new Look(state, row.as(side), policy, now, dice);
    }

    void add(Event event, Reason why) {
        entries.add(new Entry(event, why));
    }

    void addAll(List<Entry> more) {
        entries.addAll(more);
    }

    /// Concludes what another look did.
    void take(Look other) {
        entries.addAll(other.entries);
        revisits.addAll(other.revisits);
    }

    /// Looks again then, though nothing may have happened.
    void revisit(Instant at) {
        revisits.add(at);
    }

    /// Looks again when one of these tasks counts as healthy, or as failed, merely because time passes.
    void awaitHealth(List<TaskRow> tasks) {
        tasks.forEach(task -> view.healthy().pending(task).ifPresent(this::revisit));
    }

    void stop(TaskRow task, String text, Reason why) {
        add(new TaskStopRequested(task.id(), StopCode.SERVICE_SCHEDULER_INITIATED, text), why);
    }

    /// Stops a task that a health check failed; a deployment that is under way counts it.
    void stopFailed(TaskRow task) {
        view.healthy().failure(task).ifPresent(failure -> {
            stop(task, failure.text(), failure.why());
            if (!row.primary().completed() && !row.spec().controller().byTaskSets()) {
                add(new TaskFailed(row.id(), row.primary().id(), task.id()), failure.why());
            }
        });
    }

    /// ECS's words for a task that goes because another takes its place, or none shall.
    String scaling() {
        return "Scaling activity initiated by (deployment " + row.primary().id() + ")";
    }

    /// Why a task has to be replaced.
    Reason replacing(TaskRow task) {
        return drains(task)
                .filter(_ -> row.primary().id().equals(task.deployment()))
                .orElseGet(() -> new Reason.Superseded(
                        row.primary().id(), List.of(row.primary().since())));
    }

    private Optional<Reason> drains(TaskRow task) {
        return Optional.ofNullable(task.host())
                .flatMap(host -> state.hosts().get(host))
                .flatMap(host -> Optional.ofNullable(host.drainingSince())
                        .map(since -> new Reason.HostDrains(host.id(), List.of(since))));
    }

    /// Whether scaling in and deployments have to spare a task, for now.
    boolean isProtected(TaskRow task) {
        if (task.protectedUntil() instanceof Instant until && now.isBefore(until)) {
            revisit(until);
            return true;
        }
        return false;
    }

    /// What last took tasks away or asked for other ones.
    EventRef lastChange() {
        var stop = row.lastStop();
        return stop != null && stop.compareTo(row.specSince()) > 0 ? stop : row.specSince();
    }

    String group() {
        return "service:" + row.id().name();
    }

    /// What the newest deployment runs.
    TaskDefinition definition() {
        return state.definitions().get(row.primary().definition()).orElseThrow().definition();
    }

    /// What `count` more tasks need.
    Request request(int count) {
        return Request.of(row.id().cluster(), group(), definition(), row.spec().document(), count);
    }

    boolean concluded(Class<? extends Event> kind) {
        return entries.stream().anyMatch(entry -> kind.isInstance(entry.event()));
    }

    int count(Class<? extends Event> kind) {
        return Math.toIntExact(
                entries.stream().filter(entry -> kind.isInstance(entry.event())).count());
    }

    boolean concludedNothing() {
        return entries.isEmpty();
    }

    Decision decision() {
        return new Decision(entries, revisits.isEmpty() ? Optional.empty() : Optional.of(revisits.first()));
    }
}
