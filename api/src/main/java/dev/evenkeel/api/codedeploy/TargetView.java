package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.ecs.Arns;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.model.release.StageProgress;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import dev.evenkeel.store.state.TaskSetRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The ECS service of a deployment as CodeDeploy describes it: the lifecycle events and both task sets.
record TargetView(String deploymentTargetType, Ecs ecsTarget) {
    private static final int ALL = 100;

    record Ecs(
            String deploymentId,
            String targetId,
            String targetArn,
            Instant lastUpdatedAt,
            List<Lifecycle> lifecycleEvents,
            String status,
            List<Set> taskSetsInfo) {}

    record Lifecycle(
            String lifecycleEventName,
            Optional<Diagnostics> diagnostics,
            Optional<Instant> startTime,
            Optional<Instant> endTime,
            String status) {
        private static Lifecycle of(ReleaseRow.Stage stage) {
            boolean failed = stage.progress() == StageProgress.FAILED;
            return new Lifecycle(
                    stage.stage().word(),
                    failed ? Optional.of(new Diagnostics("UnknownError", stage.message())) : Optional.empty(),
                    Optional.ofNullable(stage.startedAt()),
                    Optional.ofNullable(stage.endedAt()),
                    stage.progress().word());
        }
    }

    record Diagnostics(String errorCode, String message) {}

    record Group(String name) {}

    /// A task set; AWS's model spells its id so.
    record Set(
            String identifer,
            long desiredCount,
            long pendingCount,
            long runningCount,
            String status,
            double trafficWeight,
            Group targetGroup,
            String taskSetLabel) {}

    /// `cluster:service`.
    static String id(ReleaseRow row) {
        var service = row.spec().original().service();
        return service.cluster().name() + ":" + service.name();
    }

    static TargetView of(Caller caller, State state, ReleaseRow row) {
        var spec = row.spec();
        var sets = Stream.of(
                        set(state, row, spec.original(), spec.routes().original(), "Blue"),
                        set(state, row, spec.replacement(), spec.routes().replacement(), "Green"))
                .flatMap(Optional::stream)
                .toList();
        return new TargetView(
                "ECSTarget",
                new Ecs(
                        row.id().value(),
                        id(row),
                        new Arns(caller.account()).of(spec.original().service()),
                        row.times().updatedAt(),
                        row.stages().stream().map(Lifecycle::of).toList(),
                        status(row.status()),
                        sets));
    }

    private static String status(ReleaseStatus status) {
        return switch (status) {
            case CREATED -> "Pending";
            case IN_PROGRESS -> "InProgress";
            case READY -> "Ready";
            case SUCCEEDED -> "Succeeded";
            case FAILED, STOPPED -> "Failed";
        };
    }

    private static Optional<Set> set(State state, ReleaseRow row, TaskSetId id, TargetGroupId group, String label) {
        return state.taskSets().get(id).map(set -> set(state, row, set, group, label));
    }

    private static Set set(State state, ReleaseRow row, TaskSetRow set, TargetGroupId group, String label) {
        var service = state.services().get(set.id().service()).orElseThrow();
        var tasks = state.tasks()
                .of(service.id())
                .filter(task -> set.id().deployment().equals(task.deployment()))
                .toList();
        return new Set(
                set.id().deployment().value(),
                set.spec().scale().of(service.spec().desiredCount()),
                tasks.stream().filter(TargetView::isPending).count(),
                tasks.stream().filter(task -> task.phase() == Phase.RUNNING).count(),
                set.status().name(),
                weight(state, row, group),
                new Group(group.name()),
                label);
    }

    private static boolean isPending(TaskRow task) {
        return task.wanted() && task.phase().compareTo(Phase.RUNNING) < 0;
    }

    /// The percentage of production traffic that a group gets now.
    private static double weight(State state, ReleaseRow row, TargetGroupId group) {
        var groups = state.balancers()
                .rules()
                .get(row.spec().routes().production())
                .map(rule -> rule.spec().action().groups())
                .orElse(List.of());
        int all = groups.stream().mapToInt(WeightedGroup::weight).sum();
        int own = groups.stream()
                .filter(weighted -> weighted.group().equals(group))
                .mapToInt(WeightedGroup::weight)
                .sum();
        return all == 0 ? 0 : (double) own * ALL / all;
    }
}
