package dev.evenkeel.store.event;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.model.deployment.ServiceDeploymentId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.model.deployment.Traffic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The life of service deployments: how a service goes from one revision to another.
public sealed interface ServiceDeploymentEvent extends Event {
    /// The service deployment.
    ServiceDeploymentId id();

    /// It exists, as PENDING.
    ///
    /// @param sources revisions that had tasks, newest first
    record ServiceDeploymentStarted(ServiceDeploymentId id, List<DeploymentId> sources, DeploymentId target)
            implements ServiceDeploymentEvent {}

    /// It begins to do something: what it goes from is settled, and where the target's tasks are to get traffic.
    ///
    /// @param source the revision that has the production traffic; absent where none has
    /// @param groups ARNs of target groups, one for each of the target's `loadBalancers`
    record SidesChosen(ServiceDeploymentId id, @Nullable DeploymentId source, List<String> groups)
            implements ServiceDeploymentEvent {}

    /// It has another status; to ROLLBACK_IN_PROGRESS it comes by [RollbackStarted].
    ///
    /// @param reason for people, empty where the status says all
    record ServiceDeploymentMoved(ServiceDeploymentId id, ServiceDeploymentStatus status, String reason)
            implements ServiceDeploymentEvent {}

    /// It goes back.
    ///
    /// @param to absent where no revision was ever completed: then nothing is launched
    record RollbackStarted(ServiceDeploymentId id, @Nullable DeploymentId to, String reason)
            implements ServiceDeploymentEvent {}

    /// As many tasks failed as its circuit breaker allows.
    record BreakerTripped(ServiceDeploymentId id, int failures, int threshold) implements ServiceDeploymentEvent {}

    /// Alarms were in ALARM before it began, so that none of its alarms is watched.
    record AlarmsIgnored(ServiceDeploymentId id, List<String> alarms) implements ServiceDeploymentEvent {}

    /// Alarms that it watches went to ALARM.
    record AlarmsFired(ServiceDeploymentId id, List<String> alarms) implements ServiceDeploymentEvent {}

    /// It reached a lifecycle stage.
    ///
    /// @param step of the shift of production traffic, from 1; 0 before it
    record StageReached(ServiceDeploymentId id, LifecycleStage stage, int step) implements ServiceDeploymentEvent {}

    /// The load balancers were told, in the same decision, to send so much to the target revision.
    ///
    /// @param permille thousandths of the requests
    record TrafficShifted(ServiceDeploymentId id, Traffic traffic, int permille) implements ServiceDeploymentEvent {}

    /// A lifecycle hook is to be called, or a pause began.
    ///
    /// @param hook its name, unlike any other
    /// @param position in the service's list of hooks, from 0
    /// @param rollback whether it is called because the deployment goes back
    /// @param expiresAt when waiting for its answer ends
    record HookStarted(
            ServiceDeploymentId id,
            String hook,
            int position,
            LifecycleStage stage,
            int step,
            boolean rollback,
            Instant expiresAt)
            implements ServiceDeploymentEvent {}

    /// A hook answered, or waiting for it ended.
    ///
    /// @param details what it shall be given when it is called again
    /// @param callAgainAt when to, while it is IN_PROGRESS
    /// @param text for people: what went wrong, or who answered
    record HookAnswered(
            ServiceDeploymentId id,
            String hook,
            HookStatus status,
            Doc.Struct details,
            @Nullable Instant callAgainAt,
            String text)
            implements ServiceDeploymentEvent {}
}
