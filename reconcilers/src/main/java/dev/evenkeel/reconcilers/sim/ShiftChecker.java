package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.deployment.Lane;
import dev.evenkeel.store.event.BalancingEvent.RuleWeightsChanged;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentFailed;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceRevisionRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What deployments that shift traffic promise: weights say a whole, nobody gets more traffic who cannot answer, and
/// blue is there until all traffic is on green for good.
final class ShiftChecker implements Checker {
    private final Findings findings;
    /// What deployments last wrote.
    private final TreeMap<RuleId, List<WeightedGroup>> own = new TreeMap<>();

    ShiftChecker(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        for (var entry : batch.entries()) {
            if (entry.event() instanceof RuleWeightsChanged written) {
                written(batch, written, before);
            } else if (entry.event() instanceof TaskStopRequested stop) {
                stopping(batch, entry, stop, before);
            } else if (entry.event() instanceof DeploymentFailed failed
                    && entry.reason() instanceof Reason.WeightsChangedByOther why) {
                disturbed(batch, failed, why, before);
            }
        }
    }

    private void written(Batch batch, RuleWeightsChanged written, State before) {
        int sum = written.groups().stream().mapToInt(WeightedGroup::weight).sum();
        findings.check(
                sum == 100 || sum == 1000,
                "weights say how a whole is shared",
                batch.revision() + " " + written.rule() + " " + sum);
        writtenOver(batch, written, before);
        goingForward(before, written)
                .filter(row -> desired(before, row) > 0)
                .flatMap(row -> written.groups().stream().filter(weighted -> gains(before, written, weighted)))
                .forEach(weighted -> findings.check(
                        answers(before, weighted.group()),
                        "nobody gets more traffic who cannot answer",
                        batch.revision() + " " + weighted.group()));
    }

    /// Where a deployment has begun to write a rule, nobody else wrote it meanwhile.
    private void writtenOver(Batch batch, RuleWeightsChanged written, State before) {
        boolean shifting = goingForward(before, written).anyMatch(row -> row.production() != null);
        var was = groups(before, written.rule());
        var last = own.put(written.rule(), written.groups());
        boolean same = last == null
                || Stream.concat(was.stream(), last.stream())
                        .map(WeightedGroup::group)
                        .allMatch(group -> share(was, group) == share(last, group));
        findings.check(
                !shifting || same,
                "what somebody else wrote is not written over",
                batch.revision() + " " + written.rule() + " " + was);
    }

    /// A deployment that ends because of that says who it was.
    private void disturbed(Batch batch, DeploymentFailed failed, Reason.WeightsChangedByOther why, State before) {
        boolean other = why.evidence().stream()
                .allMatch(ref -> before.balancers()
                        .rules()
                        .values()
                        .anyMatch(row -> row.since().equals(ref)
                                && row.writer().equals(why.writer())
                                && !row.spec().action().groups().equals(own.get(row.id()))));
        findings.check(
                other && failed.reason().contains(why.writer()),
                "a deployment that somebody disturbed says who",
                batch.revision() + " " + failed);
    }

    /// The deployment that shifts this rule's traffic away from something, and has not failed.
    private static Stream<ServiceDeploymentRow> goingForward(State state, RuleWeightsChanged written) {
        return state.deployments()
                .open()
                .values()
                .filter(row -> row.status() == ServiceDeploymentStatus.IN_PROGRESS && row.source() != null)
                .filter(row -> state.deployments().revision(row.id().service(), row.target()).stream()
                        .flatMap(revision -> lanes(state, revision))
                        .anyMatch(lane -> lane.rule().equals(written.rule())));
    }

    private static Stream<Lane> lanes(State state, ServiceRevisionRow revision) {
        return Lane.of(state, revision.asked(), revision.groups()).stream();
    }

    private static int desired(State state, ServiceDeploymentRow row) {
        return state.services()
                .get(row.id().service())
                .map(service -> service.spec().desiredCount())
                .orElse(0);
    }

    private static boolean gains(State before, RuleWeightsChanged written, WeightedGroup now) {
        return share(written.groups(), now.group()) > share(groups(before, written.rule()), now.group());
    }

    private static List<WeightedGroup> groups(State state, RuleId rule) {
        return state.balancers()
                .rules()
                .get(rule)
                .map(row -> row.spec().action().groups())
                .orElse(List.of());
    }

    private static double share(List<WeightedGroup> groups, TargetGroupId group) {
        double all = groups.stream().mapToInt(WeightedGroup::weight).sum();
        int some = groups.stream()
                .filter(weighted -> weighted.group().equals(group))
                .mapToInt(WeightedGroup::weight)
                .sum();
        return all == 0 ? 0 : some / all;
    }

    private static boolean answers(State state, TargetGroupId group) {
        return state.balancers()
                .targetsOf(group)
                .anyMatch(row -> !row.draining() && row.health().state() == TargetState.HEALTHY);
    }

    private void stopping(Batch batch, Entry entry, TaskStopRequested stop, State before) {
        var task = before.tasks().byId().get(stop.task()).orElseThrow();
        boolean gone = entry.reason() instanceof Reason.Superseded && task.phase() == Phase.RUNNING;
        if (gone && task.service() != null) {
            boolean needed = before.deployments().openOf(task.service()).anyMatch(row -> needs(before, row, task));
            findings.check(
                    !needed,
                    "blue is there until all traffic is on green for good",
                    batch.revision() + " " + Words.of(stop.task()));
        }
    }

    private static boolean needs(State state, ServiceDeploymentRow row, TaskRow task) {
        boolean shifts = state.deployments().revision(row.id().service(), row.target()).stream()
                .anyMatch(revision -> revision.asked().strategy().shifts());
        boolean over = row.rollback() == null
                && row.stage() instanceof ServiceDeploymentRow.Stage at
                && at.stage() == LifecycleStage.CLEAN_UP;
        return shifts && !over && row.source() != null && row.source().equals(task.deployment());
    }
}
