package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.reconcilers.service.Policy;
import dev.evenkeel.store.event.AccountEvent;
import dev.evenkeel.store.event.AlarmEvent;
import dev.evenkeel.store.event.BalancingEvent;
import dev.evenkeel.store.event.BalancingEvent.RuleWeightsChanged;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent;
import dev.evenkeel.store.event.ClusterEvent;
import dev.evenkeel.store.event.DeploymentEvent;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentFailed;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentStarted;
import dev.evenkeel.store.event.DeploymentEvent.FailuresReset;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.HostEvent;
import dev.evenkeel.store.event.LogsEvent;
import dev.evenkeel.store.event.NetworkEvent;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ReleaseEvent;
import dev.evenkeel.store.event.SecretEvent;
import dev.evenkeel.store.event.ServiceDeploymentEvent;
import dev.evenkeel.store.event.ServiceDeploymentEvent.AlarmsFired;
import dev.evenkeel.store.event.ServiceDeploymentEvent.AlarmsIgnored;
import dev.evenkeel.store.event.ServiceDeploymentEvent.BreakerTripped;
import dev.evenkeel.store.event.ServiceDeploymentEvent.HookAnswered;
import dev.evenkeel.store.event.ServiceDeploymentEvent.HookStarted;
import dev.evenkeel.store.event.ServiceDeploymentEvent.RollbackStarted;
import dev.evenkeel.store.event.ServiceDeploymentEvent.ServiceDeploymentMoved;
import dev.evenkeel.store.event.ServiceDeploymentEvent.SidesChosen;
import dev.evenkeel.store.event.ServiceDeploymentEvent.StageReached;
import dev.evenkeel.store.event.ServiceDeploymentEvent.TrafficShifted;
import dev.evenkeel.store.event.ServiceEvent;
import dev.evenkeel.store.event.ServiceEvent.ServiceSpecChanged;
import dev.evenkeel.store.event.TaskDefinitionEvent;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.event.TaskSetEvent;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Takes the service deployments of a service through their lives; its tasks are the service reconciler's.
public final class DeploymentReconciler implements Reconciler<ServiceId> {
    private final Policy policy;

    /// A reconciler with these times.
    public DeploymentReconciler(Policy policy) {
        this.policy = policy;
    }

    @Override
    public String name() {
        return "deployment";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(
                ServiceDeploymentMoved.class,
                SidesChosen.class,
                StageReached.class,
                TrafficShifted.class,
                RuleWeightsChanged.class,
                HookStarted.class,
                HookAnswered.class,
                AlarmsIgnored.class,
                AlarmsFired.class,
                BreakerTripped.class,
                RollbackStarted.class,
                DeploymentFailed.class,
                FailuresReset.class,
                DeploymentStarted.class,
                ServiceSpecChanged.class);
    }

    @Override
    public Stream<ServiceId> all(State state) {
        return open(state);
    }

    private static Stream<ServiceId> open(State state) {
        return state.deployments()
                .open()
                .values()
                .map(row -> row.id().service())
                .distinct();
    }

    @Override
    public Stream<ServiceId> concerns(Batch batch, State before, State after) {
        return batch.entries().stream()
                .flatMap(entry -> services(entry.event(), after))
                .distinct()
                .filter(id -> after.deployments().openOf(id).findAny().isPresent());
    }

    /// What load balancers and hosts do concerns everyone who waits for them, and so do alarms: few are under way at
    /// once.
    private static Stream<ServiceId> services(Event event, State after) {
        return switch (event) {
            case ServiceDeploymentEvent e -> Stream.of(e.id().service());
            case DeploymentEvent e -> Stream.of(e.service());
            case ServiceEvent e -> Stream.of(e.service());
            case TaskEvent e ->
                after.tasks().byId().get(e.task()).stream()
                        .flatMap(task -> Optional.ofNullable(task.service()).stream());
            case BalancingEvent _, HostEvent _, AlarmEvent _ -> open(after);
            case AccountEvent _,
                    CallEvent _,
                    ClusterEvent _,
                    LogsEvent _,
                    NetworkEvent _,
                    ReleaseEvent _,
                    SecretEvent _,
                    TaskDefinitionEvent _,
                    TaskSetEvent _ -> Stream.empty();
        };
    }

    /// The first that has something to do; that gives reason to look again.
    @Override
    public Decision reconcile(State state, ServiceId key, Inputs inputs) {
        var service = state.services().get(key);
        if (service.isEmpty()) {
            return Decision.NOTHING;
        }
        var revisits = new TreeSet<Instant>();
        for (var row : state.deployments().openOf(key).toList()) {
            var decision = next(new Look(state, service.get(), row, policy, inputs));
            if (!decision.entries().isEmpty()) {
                return decision;
            }
            decision.revisit().ifPresent(revisits::add);
        }
        return new Decision(List.of(), revisits.stream().findFirst());
    }

    private static Decision next(Look look) {
        if (look.service.status() != ServiceRow.Status.ACTIVE) {
            var gone = new Reason.OwnerGone(List.of(look.service.specSince()));
            look.move(ServiceDeploymentStatus.STOPPED, "The service was deleted.", gone);
            return look.decision();
        }
        switch (look.asked().strategy()) {
            case ROLLING -> new Rolling(look).decide();
            case BLUE_GREEN, LINEAR, CANARY -> new Shifting(look).decide();
        }
        return look.decision();
    }
}
