package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.store.event.DeploymentEvent.DeploymentFailed;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent.RollbackStarted;
import dev.evenkeel.store.event.ServiceDeploymentEvent.StageReached;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.model.deployment.Traffic;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow.Rollback;
import dev.evenkeel.store.state.ServiceDeploymentRow.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Takes a deployment that shifts traffic back: all traffic to blue at once, then green goes.
final class GoingBack {
    /// How long blue may take to answer before traffic goes there although it does not.
    private static final Duration PATIENCE = Duration.ofHours(24);

    private final Look look;
    private final ServiceDeploymentRow row;
    private final Hooks hooks;
    private final Balance balance;

    GoingBack(Look look, Hooks hooks, Balance balance) {
        this.look = look;
        this.row = look.row;
        this.hooks = hooks;
        this.balance = balance;
    }

    /// Gives the revision up, and lets its service want again what it runs besides.
    void start(Trouble trouble) {
        var source = row.stage() == null ? new Holder(look).before() : Optional.ofNullable(row.source());
        look.add(new DeploymentFailed(row.id().service(), row.target(), trouble.text()), trouble.why());
        look.add(new RollbackStarted(row.id(), source.orElse(null), trouble.text()), trouble.why());
        source.ifPresent(revision -> new GivingUp(look).startAgain(revision, trouble.why()));
    }

    /// The next step of the way back. Where there was nothing before, all stays where it is.
    void decide() {
        hooks.expire(true);
        if (row.status() == ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS && to().isEmpty()) {
            new GivingUp(look).nowhereToGo();
        } else if (!balance.back()) {
            putBack();
        } else if (balance.served() && hooks.doneBackward()) {
            finish();
        }
    }

    private Optional<DeploymentId> to() {
        return Optional.ofNullable(row.rollback()).flatMap(rollback -> Optional.ofNullable(rollback.to()));
    }

    private void putBack() {
        var since = look.row.rollback() instanceof Rollback rollback ? rollback.since() : row.statusSince();
        var until = began().plus(PATIENCE);
        if (!balance.blueAnswers() && look.now.isBefore(until)) {
            look.revisit(until);
            return;
        }
        var shifted = new ArrayList<LifecycleStage>();
        if (balance.sent(Traffic.PRODUCTION) > 0) {
            shifted.add(LifecycleStage.PRODUCTION_TRAFFIC_SHIFT);
        }
        if (balance.sent(Traffic.TEST) > 0) {
            shifted.add(LifecycleStage.TEST_TRAFFIC_SHIFT);
        }
        balance.putBack(since);
        hooks.startBackward(shifted, new Reason.Reached(List.of(since)));
    }

    /// When it began to go back: where nothing failed, when the first newer deployment took over.
    private Instant began() {
        return row.rollback() instanceof Rollback rollback
                ? rollback.at()
                : look.state
                        .deployments()
                        .of(row.id().service())
                        .filter(other -> other.since().compareTo(row.since()) > 0)
                        .map(other -> other.times().createdAt())
                        .min(Comparator.naturalOrder())
                        .orElse(row.times().updatedAt());
    }

    private void finish() {
        if (row.status() == ServiceDeploymentStatus.STOP_REQUESTED || !(row.rollback() instanceof Rollback rollback)) {
            var by = look.service.primary();
            var why = new Reason.Superseded(by.id(), List.of(by.since()));
            look.move(ServiceDeploymentStatus.STOPPED, row.statusReason(), why);
        } else if (!cleansUp(rollback.since())) {
            var why = new Reason.Reached(List.of(rollback.since()));
            look.add(new StageReached(row.id(), LifecycleStage.CLEAN_UP, 0), why);
        } else {
            to().flatMap(look.service::deployment)
                    .filter(DeploymentRow::completed)
                    .ifPresent(done -> look.move(
                            ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL,
                            rollback.reason(),
                            new Reason.Reached(List.of(done.since()))));
        }
    }

    private boolean cleansUp(EventRef since) {
        return row.stage() instanceof Stage at
                && at.stage() == LifecycleStage.CLEAN_UP
                && at.since().compareTo(since) > 0;
    }
}
