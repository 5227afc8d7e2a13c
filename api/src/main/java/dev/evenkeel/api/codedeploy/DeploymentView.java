package dev.evenkeel.api.codedeploy;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.model.release.ReleaseStage;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.Optional;

/// A deployment as CodeDeploy describes it.
record DeploymentView(
        String applicationName,
        String deploymentGroupName,
        String deploymentConfigName,
        String deploymentId,
        Optional<Doc> previousRevision,
        Optional<Doc> revision,
        String status,
        Optional<Problem> errorInformation,
        Instant createTime,
        Optional<Instant> startTime,
        Optional<Instant> completeTime,
        Overview deploymentOverview,
        Optional<String> description,
        String creator,
        boolean ignoreApplicationStopFailures,
        Optional<Doc> autoRollbackConfiguration,
        boolean updateOutdatedInstancesOnly,
        Optional<Rollback> rollbackInfo,
        Optional<Doc> deploymentStyle,
        boolean instanceTerminationWaitTimeStarted,
        Optional<Doc> blueGreenDeploymentConfiguration,
        Optional<Doc> loadBalancerInfo,
        Optional<Doc> overrideAlarmConfiguration,
        String computePlatform) {
    /// What went wrong.
    record Problem(String code, String message) {}

    /// How many targets are where: a deployment to ECS has one.
    record Overview(long Pending, long InProgress, long Succeeded, long Failed, long Skipped, long Ready) {
        private static Overview of(ReleaseStatus status) {
            return switch (status) {
                case CREATED -> new Overview(1, 0, 0, 0, 0, 0);
                case IN_PROGRESS -> new Overview(0, 1, 0, 0, 0, 0);
                case READY -> new Overview(0, 0, 0, 0, 0, 1);
                case SUCCEEDED -> new Overview(0, 0, 1, 0, 0, 0);
                case FAILED, STOPPED -> new Overview(0, 0, 0, 1, 0, 0);
            };
        }
    }

    /// Which deployment takes it back, or which one it takes back.
    record Rollback(
            Optional<String> rollbackDeploymentId,
            Optional<String> rollbackTriggeringDeploymentId,
            String rollbackMessage) {}

    static DeploymentView of(State state, ReleaseRow row) {
        var document = row.spec().document();
        var group = row.spec().group();
        return new DeploymentView(
                group.application().name(),
                group.name(),
                document.text("deploymentConfigName").orElse(""),
                row.id().value(),
                row.back() ? document.get("revision") : of(state, row.spec().original()),
                revision(state, row),
                row.status().word(),
                Optional.ofNullable(row.error()).map(error -> new Problem(error.code(), error.message())),
                row.times().createdAt(),
                Optional.ofNullable(row.times().startedAt()),
                Optional.ofNullable(row.times().completedAt()),
                Overview.of(row.status()),
                document.text("description"),
                row.back() ? "codeDeployRollback" : "user",
                false,
                document.get("autoRollbackConfiguration"),
                false,
                rollback(state, row),
                document.get("deploymentStyle"),
                waitsForTheEnd(row),
                document.get("blueGreenDeploymentConfiguration"),
                document.get("loadBalancerInfo"),
                document.get("overrideAlarmConfiguration"),
                "ECS");
    }

    /// What it deploys: one that takes another one back deploys what was there before, where CodeDeploy deployed that.
    static Optional<Doc> revision(State state, ReleaseRow row) {
        return row.back()
                ? of(state, row.spec().original())
                : row.spec().document().get("revision");
    }

    /// The revision of the deployment that made a task set, if one did.
    private static Optional<Doc> of(State state, TaskSetId set) {
        return state.releases()
                .releases()
                .values()
                .filter(row -> !row.back() && row.spec().replacement().equals(set))
                .findFirst()
                .flatMap(row -> row.spec().document().get("revision"));
    }

    private static boolean waitsForTheEnd(ReleaseRow row) {
        return !row.back() && row.stage(ReleaseStage.ALLOW_TRAFFIC).progress().passed();
    }

    private static Optional<Rollback> rollback(State state, ReleaseRow row) {
        if (row.spec().rollbackOf() instanceof ReleaseId failed) {
            var message = "Rollback of deployment " + failed.value() + ".";
            return Optional.of(new Rollback(Optional.empty(), Optional.of(failed.value()), message));
        }
        return Optional.ofNullable(row.rolledBackBy()).map(back -> {
            var status = state.releases()
                    .releases()
                    .get(back)
                    .map(ReleaseRow::status)
                    .orElseThrow();
            var message = "Deployment " + row.id().value() + " is rolled back by deployment " + back.value()
                    + ", which is " + status.word() + ".";
            return new Rollback(Optional.of(back.value()), Optional.empty(), message);
        });
    }
}
