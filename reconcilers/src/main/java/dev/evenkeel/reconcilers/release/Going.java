package dev.evenkeel.reconcilers.release;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseHookStarted;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetCreated;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetDraining;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetPrimaryChanged;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.release.ReleaseSpec;
import dev.evenkeel.store.model.release.ReleaseStage;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.model.release.ReleaseWait;
import dev.evenkeel.store.model.release.StageProgress;
import dev.evenkeel.store.state.AlarmRow;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.ReleaseRow.Stage;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.TaskSetRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The next step of a release towards its replacement: one at a time, each once the one before is true.
final class Going {
    /// How long the replacement may take to be steady, as in CodeDeploy.
    private static final Duration PATIENCE = Duration.ofHours(1);

    /// How long a hook may take to answer, as in CodeDeploy.
    private static final Duration HOOK_PATIENCE = Duration.ofHours(1);

    private final Look look;
    private final ReleaseRow row;
    private final ReleaseSpec spec;
    private final Shares shares;

    Going(Look look) {
        this.look = look;
        this.row = look.row;
        this.spec = look.row.spec();
        this.shares = new Shares(look);
    }

    Decision decide() {
        var service = look.state.services().get(spec.original().service());
        var gone = service.filter(there -> there.status() == ServiceRow.Status.ACTIVE)
                .isEmpty();
        if (gone) {
            var because = service.map(ServiceRow::specSince).orElse(row.since());
            return new Halt(look, because).failed("INVALID_ECS_SERVICE", "The ECS service is not ACTIVE.");
        }
        if (row.stop() instanceof ReleaseRow.Stop stop) {
            return new Halt(look, stop.since()).stopped("The deployment was stopped by its owner.", stop.back());
        }
        var ringing = ringing();
        if (ringing.isPresent()) {
            var message = "The alarm " + ringing.get().id().name() + " is in ALARM.";
            return new Halt(look, ringing.get().since()).alarmed(message);
        }
        if (row.status() == ReleaseStatus.CREATED) {
            look.status(ReleaseStatus.IN_PROGRESS, row.since());
            return look.decision();
        }
        return row.current().map(this::in).orElseGet(this::terminate);
    }

    private Optional<AlarmRow> ringing() {
        return spec.alarms().stream()
                .flatMap(name -> look.state.alarms().get(new AlarmId(row.id().region(), name)).stream())
                .filter(AlarmRow::ringing)
                .findFirst();
    }

    private Decision in(Stage stage) {
        return switch (stage.stage()) {
            case BEFORE_INSTALL, AFTER_INSTALL, AFTER_ALLOW_TEST_TRAFFIC, AFTER_ALLOW_TRAFFIC -> hooked(stage);
            case INSTALL -> install(stage);
            case ALLOW_TEST_TRAFFIC -> allowTest(stage);
            case BEFORE_ALLOW_TRAFFIC -> ready(stage);
            case ALLOW_TRAFFIC -> allow(stage);
        };
    }

    /// The hook of a lifecycle event, where the AppSpec has one: called, and waited for.
    private Decision hooked(Stage stage) {
        if (spec.hook(stage.stage()).isEmpty()) {
            return skip(stage);
        }
        if (stage.progress() == StageProgress.PENDING) {
            look.stage(stage.stage(), StageProgress.IN_PROGRESS, before(stage));
            var id = look.inputs.dice().hex32();
            look.step(new ReleaseHookStarted(row.id(), stage.stage(), id), before(stage));
            return look.decision();
        }
        var hook = row.hook(stage.stage()).orElseThrow();
        return switch (hook.status()) {
            case SUCCEEDED -> over(stage, hook.since());
            case FAILED, TIMED_OUT -> hookFailed(stage, hook, hook.text());
            case IN_PROGRESS, AWAITING_ACTION ->
                look.passed(started(stage), HOOK_PATIENCE)
                        ? hookFailed(stage, hook, "There was no answer within one hour.")
                        : look.decision();
        };
    }

    private Decision hookFailed(Stage stage, ReleaseRow.Hook hook, String text) {
        var message = "The " + stage.stage().word() + " hook " + hook.hook() + " failed: " + text;
        return new Halt(look, hook.since()).failed("HOOK_EXECUTION_FAILURE", message);
    }

    private Decision skip(Stage stage) {
        look.stage(stage.stage(), StageProgress.SKIPPED, before(stage));
        return look.decision();
    }

    /// The end of the stage before, or the beginning of it all.
    private EventRef before(Stage stage) {
        int position = row.stages().indexOf(stage);
        return position == 0
                ? row.statusSince()
                : row.stages().get(position - 1).since();
    }

    private Decision over(Stage stage, EventRef because) {
        look.stage(stage.stage(), StageProgress.SUCCEEDED, because);
        return look.decision();
    }

    /// Both groups behind the rule, task sets that an earlier release left gone, then the replacement.
    private Decision install(Stage stage) {
        if (stage.progress() == StageProgress.PENDING) {
            look.stage(stage.stage(), StageProgress.IN_PROGRESS, before(stage));
            return look.decision();
        }
        if (look.passed(started(stage), PATIENCE)) {
            return new Halt(look, stage.since())
                    .failed(
                            "TIMEOUT",
                            "The deployment timed out while waiting for the replacement task set to become healthy."
                                    + " This time out period is 60 minutes.");
        }
        var problem = shares.problem();
        if (problem.isPresent()) {
            return refused(problem.get(), stage);
        }
        if (row.production() == null) {
            look.step(shares.production(0), stage.since());
            return look.decision();
        }
        if (!shares.served(row.production()) || leaves()) {
            return look.decision();
        }
        var set = look.set(spec.replacement());
        if (set.isEmpty()) {
            look.step(new TaskSetCreated(spec.replacement(), spec.wanted()), stage.since());
            return look.decision();
        }
        return set.get().steady() ? over(stage, set.get().since()) : look.decision();
    }

    /// Whether task sets of earlier releases are still there; they are told to go.
    private boolean leaves() {
        var left = look.state
                .taskSetsOf(spec.original().service())
                .filter(set -> !set.id().equals(spec.original()) && !set.id().equals(spec.replacement()))
                .toList();
        left.stream()
                .filter(set -> set.status() != TaskSetRow.Status.DRAINING)
                .forEach(set -> look.step(new TaskSetDraining(set.id()), row.since()));
        return !left.isEmpty();
    }

    private static Instant started(Stage stage) {
        return Optional.ofNullable(stage.startedAt()).orElseThrow();
    }

    private Decision refused(String problem, Stage stage) {
        return new Halt(look, stage.since()).failed("ELASTIC_LOAD_BALANCING_INVALID", problem);
    }

    private Decision allowTest(Stage stage) {
        if (!(spec.routes().test() instanceof RuleId rule)) {
            return skip(stage);
        }
        if (stage.progress() == StageProgress.PENDING) {
            if (!shares.canTell(rule)) {
                return refused("The listener rule of test traffic is gone.", stage);
            }
            look.stage(stage.stage(), StageProgress.IN_PROGRESS, before(stage));
            look.step(shares.test(rule, 1), before(stage));
            return look.decision();
        }
        var shift = row.test();
        return shift != null && shares.served(shift) ? over(stage, shift.since()) : look.decision();
    }

    /// The wait for the owner, where there is one.
    private Decision ready(Stage stage) {
        if (!(spec.waits().ready() instanceof Duration wait) || row.skips(ReleaseWait.READY_WAIT)) {
            if (row.status() == ReleaseStatus.READY) {
                look.status(ReleaseStatus.IN_PROGRESS, row.statusSince());
            }
            return hooked(stage);
        }
        if (row.status() != ReleaseStatus.READY) {
            look.status(ReleaseStatus.READY, before(stage));
            return look.decision();
        }
        var message = "The deployment was stopped because its owner did not continue it in time.";
        return look.passed(row.times().statusAt(), wait)
                ? new Halt(look, row.statusSince()).stopped(message, false)
                : look.decision();
    }

    /// Step by step; each is done once the proxies route so, and then its interval begins.
    private Decision allow(Stage stage) {
        var last = row.production();
        if (last == null || !shares.served(last)) {
            return look.decision();
        }
        boolean first = stage.progress() == StageProgress.PENDING;
        if (!first && last.step() == spec.plan().steps()) {
            look.step(new TaskSetPrimaryChanged(spec.replacement()), last.since());
            return over(stage, last.since());
        }
        if (!first && !look.passed(last.at(), spec.plan().interval())) {
            return look.decision();
        }
        var problem = shares.problem();
        if (problem.isPresent()) {
            return refused(problem.get(), stage);
        }
        return steady() ? shift(stage, first ? 1 : last.step() + 1) : unsteady(stage, last.at());
    }

    private boolean steady() {
        return look.set(spec.replacement()).filter(TaskSetRow::steady).isPresent();
    }

    private Decision shift(Stage stage, int step) {
        var after = step == 1 ? before(stage) : stage.since();
        if (step == 1) {
            look.stage(stage.stage(), StageProgress.IN_PROGRESS, after);
        }
        look.step(shares.production(step), after);
        return look.decision();
    }

    private Decision unsteady(Stage stage, Instant since) {
        return look.passed(since, spec.plan().interval().plus(PATIENCE))
                ? new Halt(look, stage.since())
                        .failed("HEALTH_CONSTRAINTS", "The replacement task set is not healthy any more.")
                : look.decision();
    }

    /// All is said and done but for the original task set.
    private Decision terminate() {
        TaskSetId original = spec.original();
        var allowed = row.stage(ReleaseStage.ALLOW_TRAFFIC);
        var ended = Optional.ofNullable(allowed.endedAt()).orElseThrow();
        if (!row.skips(ReleaseWait.TERMINATION_WAIT)
                && !look.passed(ended, spec.waits().termination())) {
            return look.decision();
        }
        if (look.keeps(original)) {
            look.step(new TaskSetDraining(original), allowed.since());
        } else if (look.set(original).isEmpty()) {
            look.status(ReleaseStatus.SUCCEEDED, allowed.since());
        }
        return look.decision();
    }
}
