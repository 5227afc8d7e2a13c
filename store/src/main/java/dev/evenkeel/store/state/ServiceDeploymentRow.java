package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.model.deployment.ServiceDeploymentId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A service deployment as it is now.
///
/// @param sources revisions that had tasks when it began, newest first
/// @param source the revision that has the production traffic when it begins; absent where none has, and before
/// @param status where it is in its life
/// @param statusReason for people, empty where the status says all
/// @param times when it did what
/// @param statusSince the event that last changed its status
/// @param rollback absent while it does not go back
/// @param breaker what its circuit breaker found, absent while it has not tripped
/// @param alarms which alarms fired
/// @param stage absent before the first
/// @param test absent before test traffic was first shifted
/// @param production absent before production traffic was first shifted
/// @param hooks every run of its lifecycle hooks, oldest first
/// @param since the event that began it
public record ServiceDeploymentRow(
        ServiceDeploymentId id,
        List<DeploymentId> sources,
        DeploymentId target,
        @Nullable DeploymentId source,
        ServiceDeploymentStatus status,
        String statusReason,
        Times times,
        EventRef statusSince,
        @Nullable Rollback rollback,
        @Nullable Tripped breaker,
        Alarms alarms,
        @Nullable Stage stage,
        @Nullable Shift test,
        @Nullable Shift production,
        List<HookRow> hooks,
        EventRef since) {
    /// When it did what.
    ///
    /// @param startedAt when it left PENDING
    /// @param stoppedAt when it was stopped or superseded
    public record Times(
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant stoppedAt) {}

    /// That it goes back.
    ///
    /// @param to absent where no revision was ever completed
    public record Rollback(@Nullable DeploymentId to, String reason, Instant at, EventRef since) {}

    /// That its circuit breaker tripped.
    public record Tripped(int failures, int threshold, EventRef since) {}

    /// Which alarms fired.
    ///
    /// @param ignored those that fired before it began; when there are any, none is watched
    /// @param fired those that ended it
    public record Alarms(List<String> ignored, List<String> fired) {
        /// None.
        public static final Alarms NONE = new Alarms(List.of(), List.of());
    }

    /// Where it is.
    ///
    /// @param step of the shift of production traffic, from 1; 0 before it
    public record Stage(LifecycleStage stage, int step, Instant at, EventRef since) {}

    /// How much of some traffic goes to the target revision.
    ///
    /// @param permille thousandths of the requests
    /// @param since the event; the shift is done when each proxy serves its revision
    public record Shift(int permille, Instant at, EventRef since) {}

    public ServiceDeploymentRow {
        sources = List.copyOf(sources);
        hooks = List.copyOf(hooks);
    }

    static ServiceDeploymentRow started(
            ServiceDeploymentId id, List<DeploymentId> sources, DeploymentId target, Instant at, EventRef by) {
        return new ServiceDeploymentRow(
                id,
                sources,
                target,
                null,
                ServiceDeploymentStatus.PENDING,
                "",
                new Times(at, at, null, null, null),
                by,
                null,
                null,
                Alarms.NONE,
                null,
                null,
                null,
                List.of(),
                by);
    }

    /// The same, later and otherwise.
    ServiceDeploymentRow with(Instant at, Consumer<Parts> change) {
        var parts = new Parts(this);
        change.accept(parts);
        return parts.row(at);
    }

    ServiceDeploymentRow moved(ServiceDeploymentStatus now, String reason, Instant at, EventRef by) {
        return with(at, row -> {
            row.status = now;
            row.statusReason = reason;
            row.statusSince = by;
        });
    }

    /// What changes in a row's life, under change.
    static final class Parts {
        private final ServiceDeploymentRow from;

        @Nullable
        DeploymentId source;

        ServiceDeploymentStatus status;
        String statusReason;
        EventRef statusSince;

        @Nullable
        Rollback rollback;

        @Nullable
        Tripped breaker;

        Alarms alarms;

        @Nullable
        Stage stage;

        @Nullable
        Shift test;

        @Nullable
        Shift production;

        List<HookRow> hooks;

        Parts(ServiceDeploymentRow from) {
            this.from = from;
            source = from.source;
            status = from.status;
            statusReason = from.statusReason;
            statusSince = from.statusSince;
            rollback = from.rollback;
            breaker = from.breaker;
            alarms = from.alarms;
            stage = from.stage;
            test = from.test;
            production = from.production;
            hooks = from.hooks;
        }

        private ServiceDeploymentRow row(Instant at) {
            return new ServiceDeploymentRow(
                    from.id,
                    from.sources,
                    from.target,
                    source,
                    status,
                    statusReason,
                    times(at),
                    statusSince,
                    rollback,
                    breaker,
                    alarms,
                    stage,
                    test,
                    production,
                    hooks,
                    from.since);
        }

        private Times times(Instant at) {
            var was = from.times;
            boolean started = was.startedAt == null && status != ServiceDeploymentStatus.PENDING;
            boolean finished = was.finishedAt == null && status.ended();
            boolean stopped = was.stoppedAt == null && status == ServiceDeploymentStatus.STOPPED;
            return new Times(
                    was.createdAt,
                    at,
                    started ? at : was.startedAt,
                    finished ? at : was.finishedAt,
                    stopped ? at : was.stoppedAt);
        }
    }
}
