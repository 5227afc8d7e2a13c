package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseTrafficShifted;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetCreated;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetDraining;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetPrimaryChanged;
import dev.evenkeel.store.model.DeploymentController;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import dev.evenkeel.store.model.deployment.Traffic;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskSetRow;
import java.util.List;

/// What CodeDeploy's deployments promise: two task sets at most, requests only for one that is steady, shares of a
/// whole, and a primary task set that stays for as long as it is one.
final class ReleaseChecker implements Checker {
    private static final int LIVE = 2;
    private static final int WHOLE = 100;

    private final Findings findings;

    ReleaseChecker(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        for (var entry : batch.entries()) {
            check(batch, entry.event(), before, after);
        }
    }

    private void check(Batch batch, Event event, State before, State after) {
        var where = batch.revision() + " " + event;
        boolean ours = batch.origin() instanceof Origin.Reconcile;
        if (event instanceof TaskSetCreated e) {
            live(e.set().service(), after, where);
        } else if (event instanceof TaskSetDraining e && ours) {
            boolean serves = before.taskSets()
                    .get(e.set())
                    .filter(set -> set.status() == TaskSetRow.Status.PRIMARY)
                    .isPresent();
            findings.check(!serves, "a primary task set stays", where);
        } else if (event instanceof TaskSetPrimaryChanged e && ours) {
            before.releases()
                    .openOf(e.set().service())
                    .filter(row -> row.spec().replacement().equals(e.set()) && !row.back())
                    .forEach(row -> whole(row, where));
        } else if (event instanceof ReleaseCreated e) {
            var service = e.spec().original().service();
            findings.check(after.releases().openOf(service).count() <= 1, "a service is in one release at most", where);
        } else if (event instanceof ReleaseTrafficShifted e) {
            before.releases().releases().get(e.release()).ifPresent(row -> shifted(e, row, before, where));
        }
    }

    private void live(ServiceId service, State after, String where) {
        boolean ours = after.services()
                .get(service)
                .filter(row -> row.spec().controller() == DeploymentController.CODE_DEPLOY)
                .isPresent();
        long live = after.taskSetsOf(service)
                .filter(set -> set.status() != TaskSetRow.Status.DRAINING)
                .count();
        findings.check(!ours || live <= LIVE, "two task sets live at most", where + " " + live);
    }

    private void whole(ReleaseRow row, String where) {
        boolean all = row.production() != null
                && row.production().step() == row.spec().plan().steps();
        findings.check(all, "a task set is the primary one once it has all traffic", where);
    }

    private void shifted(ReleaseTrafficShifted event, ReleaseRow row, State before, String where) {
        int sum = event.groups().stream().mapToInt(WeightedGroup::weight).sum();
        findings.check(sum == WHOLE, "weights of a release say how a whole is shared", where);
        int share = share(event.groups(), row.spec().routes().replacement());
        if (row.back() || event.step() == 0) {
            findings.check(share == 0, "before the shift, and after it was taken back, the original has it all", where);
            return;
        }
        boolean steady = before.taskSets()
                .get(row.spec().replacement())
                .filter(TaskSetRow::steady)
                .isPresent();
        findings.check(steady || event.traffic() == Traffic.TEST, "only a steady task set gets more traffic", where);
        boolean next = event.traffic() == Traffic.TEST
                || (row.production() != null && event.step() == row.production().step() + 1);
        findings.check(next, "traffic goes over step by step", where);
    }

    private static int share(List<WeightedGroup> groups, TargetGroupId group) {
        return groups.stream()
                .filter(weighted -> weighted.group().equals(group))
                .mapToInt(WeightedGroup::weight)
                .sum();
    }
}
