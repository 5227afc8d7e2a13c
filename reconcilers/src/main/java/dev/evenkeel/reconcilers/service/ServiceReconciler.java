package dev.evenkeel.reconcilers.service;

import dev.evenkeel.reconcilers.balancing.Owners;
import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.store.event.AccountEvent;
import dev.evenkeel.store.event.AlarmEvent;
import dev.evenkeel.store.event.BalancingEvent;
import dev.evenkeel.store.event.BalancingEvent.ListenerChanged;
import dev.evenkeel.store.event.BalancingEvent.ListenerCreated;
import dev.evenkeel.store.event.BalancingEvent.ListenerDeleted;
import dev.evenkeel.store.event.BalancingEvent.LoadBalancerChanged;
import dev.evenkeel.store.event.BalancingEvent.LoadBalancerCreated;
import dev.evenkeel.store.event.BalancingEvent.LoadBalancerDeleted;
import dev.evenkeel.store.event.BalancingEvent.RoutesServed;
import dev.evenkeel.store.event.BalancingEvent.RuleChanged;
import dev.evenkeel.store.event.BalancingEvent.RuleCreated;
import dev.evenkeel.store.event.BalancingEvent.RuleDeleted;
import dev.evenkeel.store.event.BalancingEvent.RuleWeightsChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupCreated;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupDeleted;
import dev.evenkeel.store.event.BalancingEvent.TargetHealthChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetsDeregistered;
import dev.evenkeel.store.event.BalancingEvent.TargetsGone;
import dev.evenkeel.store.event.BalancingEvent.TargetsRegistered;
import dev.evenkeel.store.event.BalancingEvent.TaskTargetsRegistered;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent;
import dev.evenkeel.store.event.ClusterEvent;
import dev.evenkeel.store.event.DeploymentEvent;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentCompleted;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentRetired;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.HostEvent;
import dev.evenkeel.store.event.LogsEvent;
import dev.evenkeel.store.event.NetworkEvent;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ReleaseEvent;
import dev.evenkeel.store.event.SecretEvent;
import dev.evenkeel.store.event.SecretEvent.SecretsResolved;
import dev.evenkeel.store.event.ServiceDeploymentEvent;
import dev.evenkeel.store.event.ServiceEvent;
import dev.evenkeel.store.event.ServiceEvent.PlacementRefused;
import dev.evenkeel.store.event.ServiceEvent.RolloutBlocked;
import dev.evenkeel.store.event.ServiceEvent.ServiceRemoved;
import dev.evenkeel.store.event.ServiceEvent.ServiceSteadied;
import dev.evenkeel.store.event.ServiceEvent.StartsThrottled;
import dev.evenkeel.store.event.TaskDefinitionEvent;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.event.TaskSetEvent;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetDeleted;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetSteadied;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Keeps services as they are wanted: REPLICA ones at their desired count, DAEMON ones on every host.
public final class ServiceReconciler implements Reconciler<Due> {
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
                SecretsResolved.class,
                NetworkEvent.InterfaceCreated.class,
                NetworkEvent.VpcCreated.class,
                NetworkEvent.SubnetCreated.class,
                NetworkEvent.SecurityGroupCreated.class,
                TaskStopRequested.class,
                PlacementRefused.class,
                StartsThrottled.class,
                ServiceSteadied.class,
                RolloutBlocked.class,
                ServiceRemoved.class,
                DeploymentCompleted.class,
                DeploymentRetired.class,
                DeploymentEvent.TaskFailed.class,
                TaskSetSteadied.class,
                TaskSetDeleted.class);
    }

    @Override
    public Stream<Due> all(State state) {
        return state.services()
                .values()
                .filter(row -> row.status() != ServiceRow.Status.INACTIVE)
                .map(Due::of);
    }

    @Override
    public Stream<Due> concerns(Batch batch, State before, State after) {
        return batch.entries().stream()
                .flatMap(entry -> services(entry.event(), before, after))
                .flatMap(id -> after.services().get(id).stream())
                .map(Due::of);
    }

    /// A task of someone else that stops, and a host that changes, may make room for services that had none.
    private static Stream<ServiceId> services(Event event, State before, State after) {
        return switch (event) {
            case ServiceEvent e -> Stream.of(e.service());
            case TaskEvent e -> {
                var task = after.tasks().byId().get(e.task());
                var own = task.flatMap(t -> Optional.ofNullable(t.service())).stream();
                yield e instanceof TaskStopped ? Stream.concat(own, waiting(after)) : own;
            }
            case HostEvent e -> Stream.concat(waiting(after), on(after, e.host()));
            case DeploymentEvent e -> Stream.of(e.service());
            case ServiceDeploymentEvent e -> Stream.of(e.id().service());
            case TaskSetEvent e -> Stream.of(e.set().service());
            case CallEvent _, ClusterEvent _, TaskDefinitionEvent _, LogsEvent _, SecretEvent _, AccountEvent _ ->
                Stream.empty();
            case BalancingEvent e -> balanced(e, before, after);
            case NetworkEvent _, AlarmEvent _, ReleaseEvent _ -> Stream.empty();
        };
    }

    /// Services that had no room, and those for which every host counts.
    private static Stream<ServiceId> waiting(State state) {
        return state.services()
                .values()
                .filter(row -> row.status() == ServiceRow.Status.ACTIVE)
                .filter(row -> !row.refusals().isEmpty() || row.spec().daemon())
                .map(ServiceRow::id);
    }

    /// Those whose targets are judged otherwise, or go; where groups come into use or out of it, all that have any.
    private static Stream<ServiceId> balanced(BalancingEvent event, State before, State after) {
        return switch (event) {
            case ListenerCreated _,
                    ListenerDeleted _,
                    LoadBalancerDeleted _,
                    TargetGroupDeleted _,
                    RuleCreated _,
                    RuleChanged _,
                    RuleDeleted _,
                    RuleWeightsChanged _ -> withTargets(after);
            case TargetHealthChanged _, TargetsDeregistered _, TargetsGone _ ->
                Owners.of(before, event)
                        .flatMap(task -> after.tasks().byId().get(task).stream())
                        .flatMap(task -> Optional.ofNullable(task.service()).stream())
                        .distinct();
            case LoadBalancerCreated _,
                    LoadBalancerChanged _,
                    TargetGroupCreated _,
                    TargetGroupChanged _,
                    ListenerChanged _,
                    TargetsRegistered _,
                    TaskTargetsRegistered _,
                    RoutesServed _ -> Stream.empty();
        };
    }

    private static Stream<ServiceId> withTargets(State state) {
        return state.services()
                .values()
                .filter(row -> row.deployments().stream()
                        .anyMatch(deployment -> !ServiceTargets.of(deployment).isEmpty()))
                .map(ServiceRow::id);
    }

    private static Stream<ServiceId> on(State state, HostId host) {
        return state.tasks()
                .on(host)
                .flatMap(task -> Optional.ofNullable(task.service()).stream())
                .distinct();
    }

    @Override
    public Decision reconcile(State state, Due key, Inputs inputs) {
        var row = state.services().get(key.service()).orElse(null);
        if (row == null || row.status() == ServiceRow.Status.INACTIVE) {
            return Decision.NOTHING;
        }
        if (row.status() == ServiceRow.Status.DRAINING) {
            return drain(new Look(state, row, policy, inputs));
        }
        if (row.spec().controller().byTaskSets()) {
            return new TaskSets(state, row, policy, inputs).decide();
        }
        var sides = Sides.counts(state, row);
        if (sides.isPresent()) {
            return new Sides(state, row, policy, inputs, sides.get()).decide();
        }
        var look = new Look(state, row, policy, inputs);
        return row.spec().daemon() ? new Daemon(look).decide() : new Replica(look).decide();
    }

    /// A service that was deleted ends with its last task.
    private static Decision drain(Look look) {
        var gone = new Reason.OwnerGone(List.of(look.row.specSince()));
        if (look.view.alive().isEmpty()) {
            look.add(new ServiceRemoved(look.row.id()), gone);
        }
        look.view.wanted().forEach(task -> look.stop(task, "Task stopped because its service was deleted", gone));
        return look.decision();
    }
}
