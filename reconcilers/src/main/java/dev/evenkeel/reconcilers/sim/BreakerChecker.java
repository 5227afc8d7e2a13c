package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.balancing.TaskHealth;
import dev.evenkeel.reconcilers.image.Unresolved;
import dev.evenkeel.reconcilers.service.Standing;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentFailed;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentStarted;
import dev.evenkeel.store.event.DeploymentEvent.FailuresReset;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent.BreakerTripped;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.model.DeploymentController;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.DeploymentStrategy;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.model.deployment.ServiceRevisionId;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/// Counts the failures of rolling deployments a second time, from what became of their tasks alone, and demands that
/// circuit breakers trip at that count: neither before nor after.
final class BreakerChecker implements Checker {
    private static final String COUNT = "failures are counted as tasks fail";
    private static final String TRIP = "a breaker trips at its threshold";

    /// What ends sooner than this after its start did not start.
    private static final Duration MINIMUM_RUN = Duration.ofSeconds(10);
    /// How long a log that takes no writes, and a server that is down, may keep a decision back.
    private static final Duration LATEST = Duration.ofMinutes(2);

    private final Findings findings;
    private final TreeMap<ServiceRevisionId, Integer> counts = new TreeMap<>();
    private final TreeMap<ServiceRevisionId, Instant> reached = new TreeMap<>();

    BreakerChecker(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        for (var entry : batch.entries()) {
            count(batch, entry, before);
        }
        counts.forEach((revision, count) -> compare(batch, revision, count, after));
    }

    private void count(Batch batch, Entry entry, State before) {
        var where = batch.revision() + " ";
        var event = entry.event();
        if (event instanceof DeploymentStarted e) {
            forget(new ServiceRevisionId(e.service(), e.deployment()));
        } else if (event instanceof FailuresReset e) {
            reset(e, before, where);
        } else if (event instanceof TaskStopped e) {
            stopped(batch, e, before);
        } else if (event instanceof TaskStopRequested e) {
            replaced(entry, e, before);
        } else if (event instanceof BreakerTripped e) {
            tripped(e, before, where);
        } else if (event instanceof DeploymentFailed e) {
            failed(e, entry.reason(), before, where);
        }
    }

    private void forget(ServiceRevisionId revision) {
        counts.remove(revision);
        reached.remove(revision);
    }

    /// A task that never ran, or hardly, and that nobody had asked to stop.
    private void stopped(Batch batch, TaskStopped event, State before) {
        var task = before.tasks().byId().get(event.task()).orElseThrow();
        var started = task.times().startedAt();
        boolean ran = started != null && !batch.at().isBefore(started.plus(MINIMUM_RUN));
        if (task.stopRequestedBy() == null && !ran && batch.origin() instanceof Origin.HostReport) {
            count(before, task);
        }
    }

    /// A task that goes because a health check failed it, while its deployment is under way.
    private void replaced(Entry entry, TaskStopRequested event, State before) {
        boolean sick = entry.reason() instanceof Reason.Unhealthy || entry.reason() instanceof Reason.UnhealthyTarget;
        var task = before.tasks().byId().get(event.task()).orElseThrow();
        if (sick && row(before, task).filter(row -> !row.completed()).isPresent()) {
            count(before, task);
        }
    }

    private void count(State before, TaskRow task) {
        if (task.service() instanceof ServiceId service
                && task.deployment() instanceof DeploymentId deployment
                && row(before, task).isPresent()) {
            counts.merge(new ServiceRevisionId(service, deployment), 1, Integer::sum);
        }
    }

    private static Optional<DeploymentRow> row(State state, TaskRow task) {
        return task.service() instanceof ServiceId service && task.deployment() instanceof DeploymentId deployment
                ? state.services()
                        .get(service)
                        .filter(row -> row.spec().controller() == DeploymentController.ECS)
                        .flatMap(row -> row.deployment(deployment))
                : Optional.empty();
    }

    private void reset(FailuresReset event, State before, String where) {
        var task = before.tasks().byId().get(event.task());
        boolean healthy = task.filter(row -> row.wanted() && row.phase() == Phase.RUNNING)
                .filter(row -> event.deployment().equals(row.deployment()))
                .filter(row -> row.health() != Health.UNHEALTHY && new TaskHealth(before).isHealthy(row))
                .isPresent();
        findings.check(healthy, "only a healthy task makes counting begin again", where + name(event.task()));
        forget(new ServiceRevisionId(event.service(), event.deployment()));
    }

    private static String name(TaskId task) {
        return Words.of(task);
    }

    private void tripped(BreakerTripped event, State before, String where) {
        var row = before.deployments().byId().get(event.id()).orElseThrow();
        int count = counts.getOrDefault(new ServiceRevisionId(event.id().service(), row.target()), 0);
        long threshold = threshold(before, row).orElse(Long.MAX_VALUE);
        boolean vain = event.threshold() == Unresolved.TRIES
                && before.services()
                        .get(event.id().service())
                        .flatMap(service -> service.deployment(row.target()))
                        .filter(target -> Unresolved.test(before, event.id().service(), target))
                        .isPresent();
        boolean due =
                event.failures() == count && (event.threshold() == threshold || vain) && count >= event.threshold();
        findings.check(due, TRIP, where + event + ", counted " + count + " of " + threshold);
    }

    /// What is gone back to is given up by the same breaker.
    private void failed(DeploymentFailed event, Reason why, State before, String where) {
        var open = before.deployments()
                .openOf(event.service())
                .filter(row -> row.status() == ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS)
                .findFirst();
        if (why instanceof Reason.TooManyFailures && open.isPresent()) {
            int count = counts.getOrDefault(new ServiceRevisionId(event.service(), event.deployment()), 0);
            long threshold = threshold(before, open.get()).orElse(Long.MAX_VALUE);
            findings.check(count >= threshold, TRIP, where + event + ", counted " + count + " of " + threshold);
        }
    }

    /// Whether the state counts the same, and no deployment goes on with as many failures as it may not have.
    private void compare(Batch batch, ServiceRevisionId revision, int count, State after) {
        var service = after.services().get(revision.service());
        var row = service.flatMap(found -> found.deployment(revision.deployment()));
        if (row.isEmpty()) {
            return;
        }
        var where = batch.revision() + " " + revision + ", counted " + count;
        findings.check(
                row.get().failures().count() == count,
                COUNT,
                where + ", said " + row.get().failures().count());
        boolean over = goingOn(after, revision, row.get())
                .flatMap(open -> threshold(after, open))
                .filter(threshold -> count >= threshold)
                .isPresent();
        if (!over) {
            reached.remove(revision);
            return;
        }
        var since = reached.computeIfAbsent(revision, _ -> batch.at());
        findings.check(batch.at().isBefore(since.plus(LATEST)), TRIP, where + " since " + since);
    }

    private static Optional<ServiceDeploymentRow> goingOn(State state, ServiceRevisionId revision, DeploymentRow row) {
        return state.deployments()
                .openOf(revision.service())
                .filter(open -> open.target().equals(revision.deployment()) && !row.completed())
                .filter(open -> open.status() == ServiceDeploymentStatus.IN_PROGRESS)
                .filter(_ -> row.asked().strategy() == DeploymentStrategy.ROLLING)
                .findFirst();
    }

    /// ECS's threshold, where the revision that is rolled out asks for a breaker.
    private static Optional<Long> threshold(State state, ServiceDeploymentRow row) {
        var asked = state.deployments()
                .revision(row.id().service(), row.target())
                .map(revision -> revision.asked().deploymentConfiguration().struct("deploymentCircuitBreaker"))
                .filter(breaker -> breaker.bool("enable").orElse(false));
        return asked.map(breaker -> threshold(
                breaker.struct("thresholdConfiguration"),
                state.services()
                        .get(row.id().service())
                        .map(service -> Standing.desired(state, service))
                        .orElse(0)));
    }

    private static long threshold(Doc.Struct asked, int desired) {
        long value = asked.whole("value").orElse(50L);
        long share = (desired * value + 99) / 100;
        return switch (asked.text("type").orElse("BOUNDED_PERCENT")) {
            case "COUNT" -> value;
            case "UNBOUNDED_PERCENT" -> Math.max(1, share);
            default -> Math.min(200, Math.max(3, share));
        };
    }
}
