package dev.evenkeel.api.ecs;

import dev.evenkeel.reconcilers.rollout.AlarmWatch;
import dev.evenkeel.reconcilers.rollout.Breaker;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.deployment.ServiceRevisionId;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceRevisionRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A service deployment as ECS describes it.
record ServiceDeploymentView(
        String serviceDeploymentArn,
        String serviceArn,
        String clusterArn,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Optional<Instant> stoppedAt,
        Instant updatedAt,
        List<TrafficCounts> sourceServiceRevisions,
        TrafficCounts targetServiceRevision,
        String status,
        Optional<String> statusReason,
        Optional<String> lifecycleStage,
        List<HookView> lifecycleHookDetails,
        Doc.Struct deploymentConfiguration,
        Optional<Rollback> rollback,
        CircuitBreaker deploymentCircuitBreaker,
        Alarms alarms) {
    private static final String DISABLED = "DISABLED";

    /// That it goes back.
    record Rollback(String reason, Instant startedAt, Optional<String> serviceRevisionArn) {}

    /// How many tasks have failed, and how many may.
    record CircuitBreaker(String status, int failureCount, int threshold) {}

    /// Which alarms it watches, and which of them ended it.
    record Alarms(String status, List<String> alarmNames, List<String> triggeredAlarmNames) {}

    /// The same in few words, for lists.
    record Brief(
            String serviceDeploymentArn,
            String serviceArn,
            String clusterArn,
            Instant createdAt,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt,
            String targetServiceRevisionArn,
            String status,
            Optional<String> statusReason) {
        static Brief of(Arns arns, ServiceDeploymentRow row) {
            var service = row.id().service();
            var times = row.times();
            return new Brief(
                    arns.of(row.id()),
                    arns.of(service),
                    arns.of(service.cluster()),
                    times.createdAt(),
                    Optional.ofNullable(times.startedAt()),
                    Optional.ofNullable(times.finishedAt()),
                    arns.of(new ServiceRevisionId(service, row.target())),
                    row.status().name(),
                    said(row.statusReason()));
        }
    }

    static ServiceDeploymentView of(Arns arns, State state, ServiceRow service, ServiceDeploymentRow row) {
        var times = row.times();
        var asked = state.deployments()
                .revision(service.id(), row.target())
                .map(ServiceRevisionRow::asked)
                .orElseGet(service::spec);
        return new ServiceDeploymentView(
                arns.of(row.id()),
                arns.of(service.id()),
                arns.of(service.id().cluster()),
                times.createdAt(),
                Optional.ofNullable(times.startedAt()),
                Optional.ofNullable(times.finishedAt()),
                Optional.ofNullable(times.stoppedAt()),
                times.updatedAt(),
                row.sources().stream()
                        .map(source -> TrafficCounts.of(RevisionCounts.of(arns, state, service, source), row, source))
                        .toList(),
                TrafficCounts.of(RevisionCounts.of(arns, state, service, row.target()), row, row.target()),
                row.status().name(),
                said(row.statusReason()),
                Optional.ofNullable(row.stage()).map(at -> at.stage().name()),
                HookView.of(row, asked),
                RolloutView.of(asked),
                Optional.ofNullable(row.rollback()).map(back -> rollback(arns, service, back)),
                breaker(state, service, row, asked),
                alarms(row, asked));
    }

    private static Optional<String> said(String reason) {
        return Optional.of(reason).filter(text -> !text.isEmpty());
    }

    private static Rollback rollback(Arns arns, ServiceRow service, ServiceDeploymentRow.Rollback back) {
        var to = Optional.ofNullable(back.to()).map(id -> arns.of(new ServiceRevisionId(service.id(), id)));
        return new Rollback(back.reason(), back.at(), to);
    }

    /// The count and the threshold as they are at this moment, or as they were when it tripped.
    private static CircuitBreaker breaker(
            State state, ServiceRow service, ServiceDeploymentRow row, ServiceSpec asked) {
        var breaker = Breaker.of(asked);
        if (breaker.isEmpty()) {
            return new CircuitBreaker(DISABLED, 0, 0);
        }
        if (row.breaker() instanceof ServiceDeploymentRow.Tripped tripped) {
            return new CircuitBreaker("TRIGGERED", tripped.failures(), tripped.threshold());
        }
        int failures = service.deployment(row.target())
                .map(DeploymentRow::failures)
                .map(DeploymentRow.Failures::count)
                .orElse(0);
        return new CircuitBreaker(
                monitoring(row), failures, breaker.get().threshold(ServiceView.desired(state, service)));
    }

    private static Alarms alarms(ServiceDeploymentRow row, ServiceSpec asked) {
        var watch = AlarmWatch.of(asked);
        var fired = row.alarms().fired();
        boolean off = watch.isEmpty() || !row.alarms().ignored().isEmpty();
        var status = off ? DISABLED : fired.isEmpty() ? monitoring(row) : "TRIGGERED";
        return new Alarms(status, watch.map(AlarmWatch::names).orElse(List.of()), fired);
    }

    private static String monitoring(ServiceDeploymentRow row) {
        return row.status().ended() ? "MONITORING_COMPLETE" : "MONITORING";
    }
}
