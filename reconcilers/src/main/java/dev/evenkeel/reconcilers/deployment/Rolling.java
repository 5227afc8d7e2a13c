package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.reconcilers.rollout.AlarmWatch;
import dev.evenkeel.reconcilers.rollout.EarlySuccess;
import dev.evenkeel.reconcilers.service.Standing;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent.SidesChosen;
import dev.evenkeel.store.event.ServiceDeploymentEvent.StageReached;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Takes a rolling deployment on by one step: new tasks come in the places of old ones; when too many fail, or an alarm
/// goes off, it is given up.
final class Rolling {
    private final Look look;
    private final ServiceDeploymentRow row;
    private final ServiceSpec asked;
    private final GivingUp givingUp;
    private final Alarms alarms;
    private final CircuitBreaker breaker;

    Rolling(Look look) {
        this.look = look;
        this.row = look.row;
        this.asked = look.asked();
        this.givingUp = new GivingUp(look);
        this.alarms = new Alarms(look);
        this.breaker = new CircuitBreaker(look);
    }

    void decide() {
        switch (row.status()) {
            case PENDING -> begin();
            case IN_PROGRESS -> look.target().ifPresent(this::forward);
            case STOP_REQUESTED -> givingUp.stop();
            case ROLLBACK_REQUESTED -> look.target().ifPresent(this::backAsked);
            case ROLLBACK_IN_PROGRESS -> back();
            case SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED -> {
                // Nothing is left to be done.
            }
        }
    }

    private void begin() {
        alarms.ignore();
        if (Lane.any(asked)) {
            takeTurns();
        }
        look.move(ServiceDeploymentStatus.IN_PROGRESS, "", new Reason.Reached(List.of(row.since())));
    }

    /// Where two target groups take turns, its tasks join the one that has the traffic.
    private void takeTurns() {
        var source = new Holder(look).before();
        var groups = Groups.choose(look, source);
        look.add(new SidesChosen(row.id(), source.orElse(null), groups), new Reason.Reached(List.of(row.since())));
    }

    private void forward(DeploymentRow target) {
        if (target.completed()) {
            look.move(ServiceDeploymentStatus.SUCCESSFUL, "", new Reason.Reached(List.of(target.since())));
            return;
        }
        var standing = standing();
        if (tripped(target, standing) || alarmed()) {
            return;
        }
        breaker.countAgain(target, standing);
        bake(standing);
    }

    /// How its tasks stand, which are the newest of the service for as long as it is open.
    private Standing standing() {
        var standing = Standing.of(look.state, look.service, look.policy, look.now);
        standing.again().ifPresent(look::revisit);
        return standing;
    }

    private boolean tripped(DeploymentRow target, Standing standing) {
        var trouble = breaker.tripped(target, standing.desired());
        trouble.ifPresent(tripped -> givingUp.fail(tripped, breaker.rollsBack(), CircuitBreaker.CAUSE));
        return trouble.isPresent();
    }

    /// Whether an alarm ends it; once it has baked, none does.
    private boolean alarmed() {
        boolean baked = row.stage() instanceof Stage at && at.stage() == LifecycleStage.CLEAN_UP;
        var fired = baked ? Optional.<Trouble>empty() : alarms.fired();
        fired.ifPresent(trouble -> givingUp.fail(
                trouble, AlarmWatch.of(asked).filter(AlarmWatch::rollback).isPresent(), Alarms.cause(trouble)));
        return fired.isPresent();
    }

    /// Once enough is there, alarms are watched for a while longer.
    private void bake(Standing standing) {
        var time =
                AlarmWatch.bake(look.state, asked, row.id().service().cluster().region());
        if (time.isZero()) {
            return;
        }
        if (!(row.stage() instanceof Stage at)) {
            boolean enough = EarlySuccess.of(asked)
                    .map(early -> standing.healthy() >= early.needed(standing.desired()))
                    .orElse(standing.whole());
            if (enough) {
                reach(LifecycleStage.BAKE_TIME, new Reason.Reached(List.of(standing.newest())));
            }
        } else if (at.stage() == LifecycleStage.BAKE_TIME) {
            baked(at, time);
        }
    }

    private void baked(Stage at, Duration time) {
        var end = at.at().plus(time);
        if (look.now.isBefore(end)) {
            look.revisit(end);
        } else {
            reach(LifecycleStage.CLEAN_UP, new Reason.Elapsed(time, List.of(at.since())));
        }
    }

    private void reach(LifecycleStage stage, Reason why) {
        look.add(new StageReached(row.id(), stage, 0), why);
    }

    /// Somebody wants it back. What has been completed meanwhile stays.
    private void backAsked(DeploymentRow target) {
        if (target.completed()) {
            look.move(ServiceDeploymentStatus.SUCCESSFUL, "", new Reason.Reached(List.of(target.since())));
        } else {
            givingUp.backAsked();
        }
    }

    private void back() {
        var to = Optional.ofNullable(row.rollback()).flatMap(rollback -> Optional.ofNullable(rollback.to()));
        var rollsTo = to.flatMap(look.service::deployment);
        if (rollsTo.isEmpty()) {
            givingUp.nowhereToGo();
            return;
        }
        if (rollsTo.get().completed()) {
            look.move(
                    ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL,
                    row.statusReason(),
                    new Reason.Reached(List.of(rollsTo.get().since())));
            return;
        }
        var standing = standing();
        int threshold = breaker.threshold(standing.desired());
        if (rollsTo.get().failures().count() >= threshold) {
            givingUp.failAgain(rollsTo.get(), threshold);
        } else {
            breaker.countAgain(rollsTo.get(), standing);
        }
    }
}
