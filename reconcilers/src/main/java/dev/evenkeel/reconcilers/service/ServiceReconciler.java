package dev.evenkeel.reconcilers.service;

import dev.evenkeel.reconcilers.image.Pins;
import dev.evenkeel.reconcilers.launch.Launch;
import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.reconcilers.placement.Placement;
import dev.evenkeel.reconcilers.placement.Request;
import dev.evenkeel.store.event.AccountEvent;
import dev.evenkeel.store.event.BalancingEvent;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent;
import dev.evenkeel.store.event.ClusterEvent;
import dev.evenkeel.store.event.DeploymentEvent;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentCompleted;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentRetired;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.HostEvent;
import dev.evenkeel.store.event.LogsEvent;
import dev.evenkeel.store.event.NetworkEvent;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.SecretEvent;
import dev.evenkeel.store.event.ServiceEvent;
import dev.evenkeel.store.event.ServiceEvent.PlacementRefused;
import dev.evenkeel.store.event.ServiceEvent.ServiceRemoved;
import dev.evenkeel.store.event.ServiceEvent.ServiceSteadied;
import dev.evenkeel.store.event.ServiceEvent.StartsThrottled;
import dev.evenkeel.store.event.TaskDefinitionEvent;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Keeps REPLICA services at their desired count: replaces what stopped, rolls to the newest deployment within the
/// percentages, slows down what cannot start, and says when all is as wanted.
public final class ServiceReconciler implements Reconciler<ServiceId> {
    private final Policy policy;

    /// A reconciler with these times.
    public ServiceReconciler(Policy policy) {
        this.policy = policy;
    }

    @Override
    public String name() {
        return "service";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(
                TaskCreated.class,
                TaskPlaced.class,
                NetworkEvent.InterfaceCreated.class,
                NetworkEvent.VpcCreated.class,
                NetworkEvent.SubnetCreated.class,
                NetworkEvent.SecurityGroupCreated.class,
                TaskStopRequested.class,
                PlacementRefused.class,
                StartsThrottled.class,
                ServiceSteadied.class,
                ServiceRemoved.class,
                DeploymentCompleted.class,
                DeploymentRetired.class);
    }

    @Override
    public Stream<ServiceId> all(State state) {
        return state.services()
                .values()
                .filter(row -> row.status() != ServiceRow.Status.INACTIVE)
                .map(ServiceRow::id);
    }

    @Override
    public Stream<ServiceId> concerns(Batch batch, State before, State after) {
        return batch.entries().stream().flatMap(entry -> concerns(entry.event(), after));
    }

    /// A task of someone else that stops, and a host that changes, may make room for services that had none.
    private Stream<ServiceId> concerns(Event event, State after) {
        return switch (event) {
            case ServiceEvent e -> Stream.of(e.service());
            case TaskEvent e -> {
                var own = after.tasks().byId().get(e.task()).flatMap(t -> Optional.ofNullable(t.service())).stream();
                yield e instanceof TaskStopped ? Stream.concat(own, refused(after)) : own;
            }
            case HostEvent _ -> refused(after);
            case DeploymentEvent e -> Stream.of(e.service());
            case CallEvent _, ClusterEvent _, TaskDefinitionEvent _, LogsEvent _, SecretEvent _, AccountEvent _ ->
                Stream.empty();
            case BalancingEvent _, NetworkEvent _ -> Stream.empty();
        };
    }

    private static Stream<ServiceId> refused(State state) {
        return state.services()
                .values()
                .filter(row -> !row.refusals().isEmpty())
                .map(ServiceRow::id);
    }

    @Override
    public Decision reconcile(State state, ServiceId key, Inputs inputs) {
        var row = state.services().get(key).orElse(null);
        if (row == null || row.status() == ServiceRow.Status.INACTIVE) {
            return Decision.NOTHING;
        }
        var view = ServiceView.of(state, row, policy, inputs.now());
        return row.status() == ServiceRow.Status.DRAINING ? drain(view) : new Pass(state, view, inputs).decide();
    }

    private static Decision drain(ServiceView view) {
        var gone = new Reason.OwnerGone(List.of(view.row().specSince()));
        if (view.alive().isEmpty()) {
            return new Decision(List.of(new Entry(new ServiceRemoved(view.row().id()), gone)), Optional.empty());
        }
        var entries = view.wanted().stream()
                .map(task -> stop(task, "Task stopped because its service was deleted", gone))
                .toList();
        return new Decision(entries, Optional.empty());
    }

    private static Entry stop(TaskRow task, String text, Reason why) {
        return new Entry(new TaskStopRequested(task.id(), StopCode.SERVICE_SCHEDULER_INITIATED, text), why);
    }

    /// One look at an active service.
    private final class Pass {
        private final State state;
        private final ServiceView view;
        private final ServiceRow row;
        private final Inputs inputs;
        private final Dice dice;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Instant> revisits = new ArrayList<>();

        Pass(State state, ServiceView view, Inputs inputs) {
            this.state = state;
            this.view = view;
            this.row = view.row();
            this.inputs = inputs;
            this.dice = inputs.dice();
        }

        Decision decide() {
            var room = Room.of(row.spec(), view.current().size(), view.wanted().size(), view.healthyCount());
            if (room.mayStart() > 0) {
                start(room.mayStart());
            }
            stopSurplus();
            stopOld(room);
            stopUnhealthy(room);
            retire();
            settle();
            return new Decision(entries, revisits.stream().min(Comparator.naturalOrder()));
        }

        private void start(int count) {
            if (throttled()) {
                return;
            }
            var primary = row.primary();
            var definition =
                    state.definitions().get(primary.definition()).orElseThrow().definition();
            var wish = wish(primary);
            var request = Request.of(
                    row.id().cluster(), wish.group(), definition, row.spec().document(), count);
            var result = Placement.place(state, request, dice);
            var why = new Reason.BelowDesired(
                    row.spec().desiredCount(), view.current().size(), List.of(lastChange()));
            var launch = new Launch(state, definition, wish, why, dice);
            result.spots().forEach(launch::on);
            entries.addAll(launch.entries());
            var refusals = Stream.concat(result.refusals().stream(), launch.refusals().stream())
                    .toList();
            boolean changed = !launch.tasks().isEmpty() || !sameKinds(refusals, row.refusals());
            if (changed && !refusals.isEmpty()) {
                var noRoom = new Reason.NoRoom(refusals, List.of(lastChange()));
                entries.add(new Entry(new PlacementRefused(row.id(), refusals, result.nearest()), noRoom));
            }
        }

        private Launch.Wish wish(DeploymentRow primary) {
            return new Launch.Wish(
                    row.id().cluster(),
                    "service:" + row.id().name(),
                    primary.id().value(),
                    row.spec().launchType(),
                    row.id(),
                    primary.id(),
                    Pins.add(Doc.EMPTY, primary),
                    NetworkConfiguration.of(
                                    row.id().cluster().region(), row.spec().document())
                            .orElse(null));
        }

        /// Whether the next start has to wait. Decides the wait when there was another failure since the last one.
        private boolean throttled() {
            int failures = row.starts().failed();
            var until = row.starts().nextAttemptAt();
            if (failures > Throttle.FREE && row.starts().throttledAt() < failures) {
                until = inputs.now().plus(Throttle.delay(failures, policy, dice));
                var why = new Reason.TooManyFailures(failures, Throttle.FREE, List.of(lastChange()));
                entries.add(new Entry(new StartsThrottled(row.id(), failures, until), why));
            }
            if (until == null || !inputs.now().isBefore(until)) {
                return false;
            }
            revisits.add(until);
            return true;
        }

        private void stopSurplus() {
            int surplus = view.current().size() - row.spec().desiredCount();
            var why = new Reason.AboveDesired(
                    row.spec().desiredCount(), view.current().size(), List.of(row.specSince()));
            var text =
                    "Scaling activity initiated by (deployment " + row.primary().id() + ")";
            view.current().stream()
                    .sorted(leastUseful())
                    .limit(Math.max(0, surplus))
                    .forEach(task -> entries.add(stop(task, text, why)));
        }

        private void stopOld(Room room) {
            var why = new Reason.Superseded(
                    row.primary().id(), List.of(row.primary().since()));
            var text =
                    "Scaling activity initiated by (deployment " + row.primary().id() + ")";
            int mayStop = room.mayStop();
            for (var task : view.old().stream().sorted(leastUseful()).toList()) {
                boolean serves = task.phase() == Phase.RUNNING && task.health() != Health.UNHEALTHY;
                if (!serves || mayStop > 0) {
                    mayStop -= view.healthy().test(task) ? 1 : 0;
                    entries.add(stop(task, text, why));
                }
            }
            if (!view.old().isEmpty()) {
                view.wanted().forEach(task -> view.healthy().pending(task).ifPresent(revisits::add));
            }
        }

        /// A replacement comes first where the maximum allows one; the unhealthy task goes when it is healthy.
        private void stopUnhealthy(Room room) {
            long replaced = view.current().stream().filter(view.healthy()::test).count();
            boolean stuck =
                    room.mayStart() == 0 && view.current().size() < row.spec().desiredCount();
            long mayStop =
                    replaced >= row.spec().desiredCount() ? view.unhealthy().size() : stuck ? 1 : 0;
            view.unhealthy().stream().limit(mayStop).forEach(task -> {
                var why = new Reason.Unhealthy(List.of(task.phaseSince()));
                entries.add(stop(task, "Task failed container health checks", why));
            });
            if (!view.unhealthy().isEmpty()) {
                view.current().forEach(task -> view.healthy().pending(task).ifPresent(revisits::add));
            }
        }

        private void retire() {
            for (var old : row.deployments().subList(1, row.deployments().size())) {
                boolean empty = view.alive().stream().noneMatch(t -> old.id().equals(t.deployment()));
                if (empty) {
                    var why = new Reason.Superseded(
                            row.primary().id(), List.of(row.primary().since()));
                    entries.add(new Entry(new DeploymentRetired(row.id(), old.id()), why));
                }
            }
        }

        private void settle() {
            var tasks = view.current();
            boolean there = view.alive().size() == row.spec().desiredCount()
                    && tasks.size() == row.spec().desiredCount()
                    && tasks.stream().allMatch(task -> task.phase() == Phase.RUNNING);
            if (!there || row.steady()) {
                return;
            }
            boolean completed = row.primary().completed();
            if (!completed && !tasks.stream().allMatch(view.healthy()::test)) {
                tasks.forEach(task -> view.healthy().pending(task).ifPresent(revisits::add));
                return;
            }
            var newest = Stream.concat(Stream.of(lastChange()), tasks.stream().map(TaskRow::phaseSince))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            var why = new Reason.Reached(List.of(newest));
            if (!completed) {
                entries.add(new Entry(
                        new DeploymentCompleted(row.id(), row.primary().id()), why));
            }
            entries.add(new Entry(new ServiceSteadied(row.id()), why));
        }

        /// What last took tasks away or asked for other ones.
        private EventRef lastChange() {
            var stop = row.lastStop();
            return stop != null && stop.compareTo(row.specSince()) > 0 ? stop : row.specSince();
        }
    }

    /// Whether two lists of refusals say the same to a reader; counts of hosts may differ.
    private static boolean sameKinds(List<Refusal> a, List<Refusal> b) {
        return a.stream()
                .map(Refusal::reason)
                .toList()
                .equals(b.stream().map(Refusal::reason).toList());
    }

    /// Whom to stop first: what does not run yet, then the youngest.
    private static Comparator<TaskRow> leastUseful() {
        return Comparator.comparing((TaskRow task) -> task.phase() == Phase.RUNNING)
                .thenComparing(task -> task.times().createdAt(), Comparator.reverseOrder())
                .thenComparing(TaskRow::id);
    }
}
