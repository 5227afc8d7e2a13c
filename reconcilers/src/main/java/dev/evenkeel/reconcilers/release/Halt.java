package dev.evenkeel.reconcilers.release;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseMoved;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseStageMoved;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.model.release.RollbackCause;
import dev.evenkeel.store.model.release.StageProgress;
import dev.evenkeel.store.state.ReleaseRow;
import java.util.List;

/// Ends a release before its end, and begins another one that takes it back where that is wanted.
public final class Halt {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int DIGITS = 9;

    private final Look look;
    private final EventRef because;

    /// @param because what happened
    Halt(Look look, EventRef because) {
        this.look = look;
        this.because = because;
    }

    /// A release's id that no other has.
    public static ReleaseId next(String region, Dice dice) {
        var id = new StringBuilder("d-");
        for (int i = 0; i < DIGITS; i++) {
            id.append(LETTERS.charAt(dice.below(LETTERS.length())));
        }
        return new ReleaseId(region, id.toString());
    }

    /// @param code CodeDeploy's code of what went wrong
    Decision failed(String code, String message) {
        boolean back = look.row.spec().rollbackOn().contains(RollbackCause.DEPLOYMENT_FAILURE);
        return end(ReleaseStatus.FAILED, code, message, back);
    }

    Decision alarmed(String message) {
        boolean back = look.row.spec().rollbackOn().contains(RollbackCause.DEPLOYMENT_STOP_ON_ALARM);
        return end(ReleaseStatus.STOPPED, "ALARM_ACTIVE", message, back);
    }

    Decision stopped(String message, boolean back) {
        return end(ReleaseStatus.STOPPED, "MANUAL_STOP", message, back);
    }

    private Decision end(ReleaseStatus status, String code, String message, boolean back) {
        var row = look.row;
        var why = new Reason.Hindered(message, List.of(because));
        for (var stage : row.stages()) {
            if (!stage.progress().passed()) {
                boolean began = stage.progress() == StageProgress.IN_PROGRESS;
                var event = new ReleaseStageMoved(
                        row.id(),
                        stage.stage(),
                        began ? StageProgress.FAILED : StageProgress.SKIPPED,
                        began ? message : "");
                look.add(event, why);
            }
        }
        boolean possible = look.keeps(row.spec().original());
        var text = back && !possible
                ? message + " It cannot be rolled back: the original task set is being terminated."
                : message;
        look.add(new ReleaseMoved(row.id(), status, code, text), why);
        if (back && possible) {
            look.add(rollback(row), why);
        }
        return look.decision();
    }

    private ReleaseCreated rollback(ReleaseRow row) {
        var id = next(row.id().region(), look.inputs.dice());
        return new ReleaseCreated(id, row.spec().back(row.id()));
    }
}
