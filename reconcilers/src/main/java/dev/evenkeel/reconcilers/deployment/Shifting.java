package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.reconcilers.service.Readiness;
import dev.evenkeel.reconcilers.service.Standing;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent.SidesChosen;
import dev.evenkeel.store.event.ServiceDeploymentEvent.StageReached;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.model.deployment.Traffic;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow.Stage;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes a deployment that shifts traffic on by one step: green comes up beside blue, traffic goes over stage by stage,
/// and blue goes when all of it has.
final class Shifting {
    private static final Duration LONGEST_STAGE = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final Look look;
    private final ServiceDeploymentRow row;
    private final Hooks hooks;
    private final Alarms alarms;
    private final CircuitBreaker breaker;
    private final Balance balance;
    private final Steps steps;

    Shifting(Look look) {
        this.look = look;
        this.row = look.row;
        this.hooks = new Hooks(look);
        this.alarms = new Alarms(look);
        this.breaker = new CircuitBreaker(look);
        this.balance = new Balance(look);
        this.steps = row.source() == null || !Lane.any(look.asked()) ? Steps.ALL_AT_ONCE : Steps.of(look.asked());
    }

    void decide() {
        switch (row.status()) {
            case PENDING -> begin();
            case IN_PROGRESS -> forward();
            case STOP_REQUESTED -> stop();
            case ROLLBACK_REQUESTED -> goBackAsked();
            case ROLLBACK_IN_PROGRESS -> new GoingBack(look, hooks, balance).decide();
            case SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED -> {
                // Nothing is left to be done.
            }
        }
    }

    /// Only when traffic is whole: an earlier deployment goes back, or ends, first.
    private void begin() {
        boolean first = look.state
                .deployments()
                .openOf(row.id().service())
                .noneMatch(other -> other.since().compareTo(row.since()) < 0);
        if (first) {
            var why = new Reason.Reached(List.of(row.since()));
            var source = new Holder(look).before();
            alarms.ignore();
            look.add(new SidesChosen(row.id(), source.orElse(null), Groups.choose(look, source)), why);
            look.move(ServiceDeploymentStatus.IN_PROGRESS, "", why);
        }
    }

    /// A newer one took over, or somebody stopped it: as long as blue runs, it goes back.
    private void stop() {
        boolean superseded = look.state
                .deployments()
                .newest(row.id().service())
                .filter(newest -> !newest.id().equals(row.id()))
                .isPresent();
        if (atEnd()) {
            forward();
        } else if (superseded && (row.stage() == null || row.source() == null)) {
            var why = new Reason.Superseded(
                    look.service.primary().id(), List.of(look.service.primary().since()));
            look.move(ServiceDeploymentStatus.STOPPED, row.statusReason(), why);
        } else if (superseded) {
            new GoingBack(look, hooks, balance).decide();
        } else {
            goBackAsked();
        }
    }

    private boolean atEnd() {
        return row.rollback() == null && row.stage() instanceof Stage at && at.stage() == LifecycleStage.CLEAN_UP;
    }

    private void goBackAsked() {
        if (atEnd()) {
            forward();
        } else {
            goBack(new Trouble(row.statusReason(), new Reason.Reached(List.of(row.statusSince()))));
        }
    }

    private void goBack(Trouble trouble) {
        new GoingBack(look, hooks, balance).start(trouble);
    }

    private void forward() {
        if (!(row.stage() instanceof Stage at)) {
            enter(
                    others().isEmpty() ? LifecycleStage.PRE_SCALE_UP : LifecycleStage.RECONCILE_SERVICE,
                    0,
                    row.statusSince());
            return;
        }
        hooks.expire(false);
        var trouble = atEnd() ? Optional.<Trouble>empty() : trouble(at);
        if (trouble.isPresent()) {
            goBack(trouble.get());
            return;
        }
        look.target().ifPresent(this::countAgain);
        if (done(at)) {
            leave(at);
        }
    }

    private void countAgain(DeploymentRow target) {
        var green = look.service.as(target);
        breaker.countAgain(target, Standing.of(look.state, green, look.policy, look.now));
    }

    private Optional<Trouble> trouble(Stage at) {
        return hooks.trouble().or(alarms::fired).or(this::tripped).or(() -> late(at));
    }

    private Optional<Trouble> tripped() {
        return look.target()
                .flatMap(target -> breaker.tripped(target, look.service.spec().desiredCount()));
    }

    /// Hooks have a time of their own, and so has what is merely looked at.
    private Optional<Trouble> late(Stage at) {
        var whole = limit(row.times().startedAt(), LONGEST, "The deployment took more than 30 days.");
        boolean works = switch (at.stage()) {
            case RECONCILE_SERVICE, SCALE_UP, TEST_TRAFFIC_SHIFT -> true;
            case PRODUCTION_TRAFFIC_SHIFT -> !balance.shifted(at, Traffic.PRODUCTION, permille(at));
            case PRE_SCALE_UP,
                    POST_SCALE_UP,
                    POST_TEST_TRAFFIC_SHIFT,
                    PRE_PRODUCTION_TRAFFIC_SHIFT,
                    POST_PRODUCTION_TRAFFIC_SHIFT,
                    BAKE_TIME,
                    CLEAN_UP -> false;
        };
        if (!works || !hooks.done(at.stage(), at.step())) {
            return whole;
        }
        var text = "The lifecycle stage " + at.stage() + " took more than 24 hours.";
        return whole.or(() -> limit(at.at(), LONGEST_STAGE, text));
    }

    private Optional<Trouble> limit(@Nullable Instant since, Duration longest, String text) {
        if (since == null) {
            return Optional.empty();
        }
        var end = since.plus(longest);
        if (look.now.isBefore(end)) {
            look.revisit(end);
            return Optional.empty();
        }
        return Optional.of(new Trouble(text, new Reason.Elapsed(longest, List.of(row.since()))));
    }

    private int permille(Stage at) {
        return at.step() == 0 ? 0 : steps.number(at.step()).permille();
    }

    /// Whether all of a stage has happened; does what is to be done in it.
    private boolean done(Stage at) {
        boolean worked = switch (at.stage()) {
            case RECONCILE_SERVICE -> others().isEmpty();
            case PRE_SCALE_UP,
                    POST_SCALE_UP,
                    POST_TEST_TRAFFIC_SHIFT,
                    PRE_PRODUCTION_TRAFFIC_SHIFT,
                    POST_PRODUCTION_TRAFFIC_SHIFT -> true;
            case SCALE_UP -> balance.paired() ? isUp() : pair(at);
            case TEST_TRAFFIC_SHIFT -> shift(at, Traffic.TEST, 0, 1000);
            case PRODUCTION_TRAFFIC_SHIFT -> shift(at, Traffic.PRODUCTION, before(at), permille(at)) && baked(at);
            case BAKE_TIME -> elapsed(at.at(), bakeTime());
            case CLEAN_UP -> isWhole();
        };
        return worked && hooks.done(at.stage(), at.step());
    }

    private int before(Stage at) {
        return at.step() <= 1 ? 0 : steps.number(at.step() - 1).permille();
    }

    private boolean pair(Stage at) {
        balance.pair(at).ifPresent(this::goBack);
        return false;
    }

    /// Where nothing was there before, all traffic is on green from the start.
    private boolean shift(Stage at, Traffic traffic, int from, int to) {
        if (row.source() == null || !balance.has(traffic) || balance.shifted(at, traffic, to)) {
            return balance.served();
        }
        var trouble = balance.shift(at, traffic, from, to);
        trouble.ifPresentOrElse(this::goBack, () -> hooks.start(at.stage(), at.step(), reached(at)));
        return false;
    }

    private boolean baked(Stage at) {
        var shift = row.production();
        return shift == null || elapsed(shift.at(), steps.number(at.step()).bake());
    }

    private Duration bakeTime() {
        long minutes = look.asked()
                .deploymentConfiguration()
                .whole("bakeTimeInMinutes")
                .orElse(0L);
        return row.source() == null ? Duration.ZERO : Duration.ofMinutes(minutes);
    }

    private boolean elapsed(Instant since, Duration time) {
        var end = since.plus(time);
        if (look.now.isBefore(end)) {
            look.revisit(end);
            return false;
        }
        return true;
    }

    private boolean isUp() {
        var ready = Readiness.of(look.state, look.service, row.target(), look.policy, look.now);
        ready.again().ifPresent(look::revisit);
        return ready.there() && balance.served();
    }

    /// All that runs is green; where a newer deployment waits, nobody else says so.
    private boolean isWhole() {
        boolean superseded = row.status() == ServiceDeploymentStatus.STOP_REQUESTED;
        return superseded
                ? look.tasks(row.source()).isEmpty() && others().isEmpty()
                : look.target().filter(DeploymentRow::completed).isPresent();
    }

    /// Tasks of revisions that are neither blue nor green.
    private List<TaskRow> others() {
        return look.state
                .tasks()
                .of(row.id().service())
                .filter(task ->
                        !row.target().equals(task.deployment()) && !Objects.equals(row.source(), task.deployment()))
                .filter(this::isOlder)
                .toList();
    }

    private boolean isOlder(TaskRow task) {
        return task.createdBy().compareTo(row.since()) < 0;
    }

    private void leave(Stage at) {
        switch (at.stage()) {
            case RECONCILE_SERVICE -> enter(LifecycleStage.PRE_SCALE_UP, 0, at.since());
            case PRE_SCALE_UP -> enter(LifecycleStage.SCALE_UP, 0, at.since());
            case SCALE_UP -> enter(LifecycleStage.POST_SCALE_UP, 0, at.since());
            case POST_SCALE_UP -> enter(LifecycleStage.TEST_TRAFFIC_SHIFT, 0, at.since());
            case TEST_TRAFFIC_SHIFT -> enter(LifecycleStage.POST_TEST_TRAFFIC_SHIFT, 0, at.since());
            case POST_TEST_TRAFFIC_SHIFT -> enter(LifecycleStage.PRE_PRODUCTION_TRAFFIC_SHIFT, 1, at.since());
            case PRE_PRODUCTION_TRAFFIC_SHIFT -> enter(LifecycleStage.PRODUCTION_TRAFFIC_SHIFT, at.step(), at.since());
            case PRODUCTION_TRAFFIC_SHIFT -> {
                if (steps.isLast(at.step())) {
                    enter(LifecycleStage.POST_PRODUCTION_TRAFFIC_SHIFT, 0, at.since());
                } else {
                    enter(LifecycleStage.PRE_PRODUCTION_TRAFFIC_SHIFT, at.step() + 1, at.since());
                }
            }
            case POST_PRODUCTION_TRAFFIC_SHIFT -> enter(LifecycleStage.BAKE_TIME, 0, at.since());
            case BAKE_TIME -> enter(LifecycleStage.CLEAN_UP, 0, at.since());
            case CLEAN_UP -> look.move(ServiceDeploymentStatus.SUCCESSFUL, "", reached(at));
        }
    }

    private void enter(LifecycleStage stage, int step, EventRef since) {
        var why = new Reason.Reached(List.of(since));
        look.add(new StageReached(row.id(), stage, step), why);
        if (!shifts(stage)) {
            hooks.start(stage, step, why);
        }
    }

    /// Whether traffic goes over in a stage: then its hooks are called when that has been decided.
    private boolean shifts(LifecycleStage stage) {
        boolean tests = stage == LifecycleStage.TEST_TRAFFIC_SHIFT && balance.has(Traffic.TEST);
        boolean produces = stage == LifecycleStage.PRODUCTION_TRAFFIC_SHIFT && balance.has(Traffic.PRODUCTION);
        return row.source() != null && (tests || produces);
    }

    private static Reason reached(Stage at) {
        return new Reason.Reached(List.of(at.since()));
    }
}
