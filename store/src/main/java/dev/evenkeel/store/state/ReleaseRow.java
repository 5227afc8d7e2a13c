package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseHookAnswered;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseHookStarted;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseStageMoved;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.model.release.ReleaseSpec;
import dev.evenkeel.store.model.release.ReleaseStage;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.model.release.ReleaseWait;
import dev.evenkeel.store.model.release.StageProgress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A deployment of CodeDeploy as it is now.
///
/// @param error what went wrong, absent where nothing did
/// @param stages all of them, in order
/// @param test the last shift of test traffic, absent before the first
/// @param production the last shift of production traffic, absent before the first
/// @param continued what its owner has cut short
/// @param stop that its owner wants it to stop
/// @param hooks that were ever called, oldest first
/// @param rolledBackBy the release that takes this one back
public record ReleaseRow(
        ReleaseId id,
        ReleaseSpec spec,
        ReleaseStatus status,
        @Nullable Problem error,
        List<Stage> stages,
        @Nullable Shift test,
        @Nullable Shift production,
        List<ReleaseWait> continued,
        @Nullable Stop stop,
        List<Hook> hooks,
        @Nullable ReleaseId rolledBackBy,
        Times times,
        EventRef statusSince,
        EventRef since) {
    /// What went wrong.
    ///
    /// @param code CodeDeploy's
    public record Problem(String code, String message) {}

    /// A lifecycle event.
    public record Stage(
            ReleaseStage stage,
            StageProgress progress,
            String message,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            EventRef since) {}

    /// Where traffic was sent.
    ///
    /// @param step of the plan, 0 before its first
    /// @param since the event; the shift is done when each proxy serves its revision
    public record Shift(int step, Instant at, EventRef since) {}

    /// That it is to stop.
    public record Stop(boolean back, EventRef since) {}

    /// An execution of a hook of the AppSpec.
    ///
    /// @param status IN_PROGRESS until it was called, then AWAITING_ACTION until it says how it ended
    /// @param text what went wrong, empty where nothing did
    /// @param since the event that last changed its status
    public record Hook(String hook, ReleaseStage stage, HookStatus status, String text, EventRef since) {
        /// Whether it has not said how it ended.
        public boolean open() {
            return status == HookStatus.IN_PROGRESS || status == HookStatus.AWAITING_ACTION;
        }
    }

    /// When it did what.
    public record Times(
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt,
            Instant statusAt,
            Instant updatedAt) {}

    public ReleaseRow {
        stages = List.copyOf(stages);
        continued = List.copyOf(continued);
        hooks = List.copyOf(hooks);
    }

    static ReleaseRow created(ReleaseId id, ReleaseSpec spec, Instant at, EventRef by) {
        var stages = Arrays.stream(ReleaseStage.values())
                .map(stage -> new Stage(stage, StageProgress.PENDING, "", null, null, by))
                .toList();
        return new ReleaseRow(
                id,
                spec,
                ReleaseStatus.CREATED,
                null,
                stages,
                null,
                null,
                List.of(),
                null,
                List.of(),
                null,
                new Times(at, null, null, at, at),
                by,
                by);
    }

    /// A lifecycle event of it.
    public Stage stage(ReleaseStage stage) {
        return stages.stream().filter(s -> s.stage() == stage).findFirst().orElseThrow();
    }

    /// The first lifecycle event that is not over, if one is not.
    public Optional<Stage> current() {
        return stages.stream().filter(stage -> !stage.progress().passed()).findFirst();
    }

    /// An execution of a hook, if there was one with this id.
    public Optional<Hook> hook(String hook) {
        return hooks.stream().filter(known -> known.hook().equals(hook)).findFirst();
    }

    /// The execution of a lifecycle event's hook, once it was to be called.
    public Optional<Hook> hook(ReleaseStage stage) {
        return hooks.stream().filter(known -> known.stage() == stage).findFirst();
    }

    /// Whether its owner has cut this short.
    public boolean skips(ReleaseWait wait) {
        return continued.contains(wait);
    }

    /// Whether it takes another one back.
    public boolean back() {
        return spec.rollbackOf() != null;
    }

    ReleaseRow spec(ReleaseSpec other) {
        return with(times.updatedAt, row -> row.spec = other);
    }

    ReleaseRow moved(ReleaseStatus now, @Nullable Problem problem, Instant at, EventRef by) {
        var started = times.startedAt == null && now == ReleaseStatus.IN_PROGRESS ? at : times.startedAt;
        return with(at, row -> {
            row.status = now;
            row.error = problem;
            row.times = new Times(times.createdAt, started, now.open() ? null : at, at, at);
            row.statusSince = by;
        });
    }

    ReleaseRow stageMoved(ReleaseStageMoved event, Instant at, EventRef by) {
        var was = stage(event.stage());
        boolean over = event.progress().passed() || event.progress() == StageProgress.FAILED;
        var now = new Stage(
                event.stage(),
                event.progress(),
                event.message(),
                was.startedAt == null ? at : was.startedAt,
                over ? at : null,
                by);
        return with(
                at,
                row -> row.stages = stages.stream()
                        .map(stage -> stage.stage() == event.stage() ? now : stage)
                        .toList());
    }

    ReleaseRow testShifted(Shift shift) {
        return with(shift.at, row -> row.test = shift);
    }

    ReleaseRow productionShifted(Shift shift) {
        return with(shift.at, row -> row.production = shift);
    }

    ReleaseRow continued(ReleaseWait wait, Instant at) {
        return with(
                at,
                row -> row.continued =
                        Stream.concat(continued.stream(), Stream.of(wait)).toList());
    }

    ReleaseRow stopRequested(boolean back, Instant at, EventRef by) {
        return with(at, row -> row.stop = new Stop(back, by));
    }

    ReleaseRow hookStarted(ReleaseHookStarted event, Instant at, EventRef by) {
        var started = new Hook(event.hook(), event.stage(), HookStatus.IN_PROGRESS, "", by);
        return with(
                at,
                row -> row.hooks =
                        Stream.concat(hooks.stream(), Stream.of(started)).toList());
    }

    ReleaseRow hookAnswered(ReleaseHookAnswered event, Instant at, EventRef by) {
        return with(
                at,
                row -> row.hooks = hooks.stream()
                        .map(hook -> hook.hook().equals(event.hook())
                                ? new Hook(hook.hook(), hook.stage(), event.status(), event.text(), by)
                                : hook)
                        .toList());
    }

    ReleaseRow rolledBackBy(ReleaseId other, Instant at) {
        return with(at, row -> row.rolledBackBy = other);
    }

    private ReleaseRow with(Instant at, Consumer<Parts> change) {
        var parts = new Parts(this);
        change.accept(parts);
        return parts.row(at);
    }

    /// What changes in a row's life, under change.
    private static final class Parts {
        private final ReleaseRow from;
        private ReleaseSpec spec;
        private ReleaseStatus status;
        private @Nullable Problem error;
        private List<Stage> stages;
        private @Nullable Shift test;
        private @Nullable Shift production;
        private List<ReleaseWait> continued;
        private @Nullable Stop stop;
        private List<Hook> hooks;
        private @Nullable ReleaseId rolledBackBy;
        private Times times;
        private EventRef statusSince;

        Parts(ReleaseRow from) {
            this.from = from;
            spec = from.spec;
            status = from.status;
            error = from.error;
            stages = from.stages;
            test = from.test;
            production = from.production;
            continued = from.continued;
            stop = from.stop;
            hooks = from.hooks;
            rolledBackBy = from.rolledBackBy;
            times = from.times;
            statusSince = from.statusSince;
        }

        ReleaseRow row(Instant at) {
            var clock = new Times(times.createdAt, times.startedAt, times.completedAt, times.statusAt, at);
            return new ReleaseRow(
                    from.id,
                    spec,
                    status,
                    error,
                    stages,
                    test,
                    production,
                    continued,
                    stop,
                    hooks,
                    rolledBackBy,
                    clock,
                    statusSince,
                    from.since);
        }
    }
}
