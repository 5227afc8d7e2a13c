package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.store.event.BalancingEvent;
import dev.evenkeel.store.event.BalancingEvent.TargetsDeregistered;
import dev.evenkeel.store.event.BalancingEvent.TaskTargetsRegistered;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.TaskObserved;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TaskTarget;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetRow;
import dev.evenkeel.store.state.TaskRow;
import dev.evenkeel.store.state.TaskTargets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Registers the tasks of services with the target groups that they were launched for once they run, and deregisters
/// those that are asked to stop, or begin to by themselves. One that has stopped is no target any more.
public final class RegistrationReconciler implements Reconciler<ServiceId> {
    @Override
    public String name() {
        return "registration";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(TaskTargetsRegistered.class, TargetsDeregistered.class);
    }

    @Override
    public Stream<ServiceId> all(State state) {
        return state.tasks().byService().entries().map(Map.Entry::getKey);
    }

    @Override
    public Stream<ServiceId> concerns(Batch batch, State before, State after) {
        return batch.entries().stream()
                .flatMap(entry -> tasks(entry.event(), before, after))
                .flatMap(id -> after.tasks().byId().get(id).stream())
                .filter(task -> task.alive() && !BalancedPort.of(task.request()).isEmpty())
                .flatMap(task -> Optional.ofNullable(task.service()).stream());
    }

    private static Stream<TaskId> tasks(Event event, State before, State after) {
        if (event instanceof TaskObserved observed) {
            return running(before, observed.task()) == running(after, observed.task())
                    ? Stream.empty()
                    : Stream.of(observed.task());
        }
        if (event instanceof TaskStopRequested stop) {
            return Stream.of(stop.task());
        }
        return event instanceof BalancingEvent balancing ? Owners.of(before, balancing) : Stream.empty();
    }

    private static boolean running(State state, TaskId task) {
        return state.tasks()
                .byId()
                .get(task)
                .filter(row -> row.phase() == Phase.RUNNING)
                .isPresent();
    }

    @Override
    public Decision reconcile(State state, ServiceId key, Inputs inputs) {
        var coming = new TreeMap<TargetGroupId, Coming>();
        var leaving = new TreeMap<TargetGroupId, Leaving>();
        state.tasks().of(key).forEach(task -> {
            for (var place : TaskTargets.of(state, task)) {
                var group = place.key().group();
                if (shallCome(state, task, place.key())) {
                    coming.computeIfAbsent(group, _ -> new Coming()).add(task, place.key());
                } else if (shallLeave(state, task, place.key())) {
                    leaving.computeIfAbsent(group, _ -> new Leaving()).add(task, place.key());
                }
            }
        });
        var entries = new ArrayList<Entry>();
        coming.forEach((group, those) -> entries.add(those.entry(group)));
        leaving.forEach((group, those) -> entries.add(those.entry(group)));
        return new Decision(entries, Optional.empty());
    }

    /// One that somebody deregistered by hand comes back once it has drained.
    private static boolean shallCome(State state, TaskRow task, TargetRow.Key key) {
        if (!task.wanted()
                || task.phase() != Phase.RUNNING
                || state.balancers().groups().get(key.group()).isEmpty()) {
            return false;
        }
        var there = state.balancers().targets().get(key);
        return there.isEmpty() || (!there.get().draining() && there.get().task() == null);
    }

    private static boolean shallLeave(State state, TaskRow task, TargetRow.Key key) {
        boolean ends = !task.wanted() || task.phase().compareTo(Phase.RUNNING) > 0;
        return ends
                && state.balancers()
                        .targets()
                        .get(key)
                        .filter(row -> !row.draining() && task.id().equals(row.task()))
                        .isPresent();
    }

    private static final class Coming {
        private final List<TaskTarget> targets = new ArrayList<>();
        private final List<EventRef> evidence = new ArrayList<>();

        void add(TaskRow task, TargetRow.Key key) {
            targets.add(new TaskTarget(task.id(), key.target()));
            evidence.add(task.phaseSince());
        }

        Entry entry(TargetGroupId group) {
            return new Entry(new TaskTargetsRegistered(group, targets), new Reason.TaskRuns(distinct(evidence)));
        }
    }

    private static final class Leaving {
        private final List<Target> targets = new ArrayList<>();
        private final List<EventRef> evidence = new ArrayList<>();

        void add(TaskRow task, TargetRow.Key key) {
            targets.add(key.target());
            evidence.add(task.stopRequestedBy() instanceof EventRef asked ? asked : task.phaseSince());
        }

        Entry entry(TargetGroupId group) {
            return new Entry(new TargetsDeregistered(group, targets), new Reason.TaskLeaves(distinct(evidence)));
        }
    }

    private static List<EventRef> distinct(List<EventRef> evidence) {
        return evidence.stream().distinct().toList();
    }
}
