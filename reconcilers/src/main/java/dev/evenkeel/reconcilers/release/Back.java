package dev.evenkeel.reconcilers.release;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetDraining;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetPrimaryChanged;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.release.ReleaseSpec;
import dev.evenkeel.store.model.release.ReleaseStage;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.model.release.StageProgress;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.TaskSetRow;
import java.util.Objects;

/// The next step of a release that takes another one back: the traffic first, then the replacement's tasks. It needs
/// nobody's leave and no waiting, because the original tasks still run.
final class Back {
    private final Look look;
    private final ReleaseRow row;
    private final ReleaseSpec spec;
    private final Shares shares;

    Back(Look look) {
        this.look = look;
        this.row = look.row;
        this.spec = look.row.spec();
        this.shares = new Shares(look);
    }

    Decision decide() {
        if (row.status() == ReleaseStatus.CREATED) {
            look.status(ReleaseStatus.IN_PROGRESS, row.since());
            look.stage(ReleaseStage.ALLOW_TRAFFIC, StageProgress.IN_PROGRESS, row.since());
            return look.decision();
        }
        if (told()) {
            var replacement = look.set(spec.replacement());
            boolean serves = replacement
                    .filter(set -> set.status() == TaskSetRow.Status.PRIMARY)
                    .isPresent();
            if (serves && look.keeps(spec.original())) {
                look.step(new TaskSetPrimaryChanged(spec.original()), row.statusSince());
            } else if (look.keeps(spec.replacement())) {
                look.step(new TaskSetDraining(spec.replacement()), row.statusSince());
            } else if (replacement.isEmpty()) {
                finish();
            }
        }
        return look.decision();
    }

    /// Whether the proxies send everything to the original again; they are told to.
    private boolean told() {
        boolean production = tell(row.production() != null, spec.routes().production(), true);
        var rule = spec.routes().test();
        boolean test = rule == null || !testWasShifted() || tell(row.test() != null, rule, false);
        return production
                && test
                && (row.production() == null || shares.served(row.production()))
                && (row.test() == null || shares.served(row.test()));
    }

    private boolean tell(boolean done, RuleId rule, boolean production) {
        if (done || !shares.canTell(rule)) {
            return true;
        }
        look.step(production ? shares.production(0) : shares.test(rule, 0), row.statusSince());
        return false;
    }

    private boolean testWasShifted() {
        var failed = look.state.releases().releases().get(Objects.requireNonNull(spec.rollbackOf()));
        return failed.filter(was -> was.test() != null).isPresent();
    }

    private void finish() {
        EventRef after = row.statusSince();
        for (var stage : row.stages()) {
            if (!stage.progress().passed()) {
                boolean traffic = stage.stage() == ReleaseStage.ALLOW_TRAFFIC;
                look.stage(stage.stage(), traffic ? StageProgress.SUCCEEDED : StageProgress.SKIPPED, after);
            }
        }
        look.status(ReleaseStatus.SUCCEEDED, after);
    }
}
