package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.event.AlarmEvent.AlarmDeleted;
import dev.evenkeel.store.event.AlarmEvent.AlarmStateChanged;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentCompleted;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentFailed;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent;
import dev.evenkeel.store.event.ServiceDeploymentEvent.AlarmsFired;
import dev.evenkeel.store.event.ServiceDeploymentEvent.AlarmsIgnored;
import dev.evenkeel.store.event.ServiceDeploymentEvent.BreakerTripped;
import dev.evenkeel.store.event.ServiceDeploymentEvent.HookAnswered;
import dev.evenkeel.store.event.ServiceDeploymentEvent.HookStarted;
import dev.evenkeel.store.event.ServiceDeploymentEvent.RollbackStarted;
import dev.evenkeel.store.event.ServiceDeploymentEvent.ServiceDeploymentMoved;
import dev.evenkeel.store.event.ServiceDeploymentEvent.ServiceDeploymentStarted;
import dev.evenkeel.store.event.ServiceDeploymentEvent.SidesChosen;
import dev.evenkeel.store.event.ServiceDeploymentEvent.StageReached;
import dev.evenkeel.store.event.ServiceDeploymentEvent.TrafficShifted;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.model.deployment.ServiceDeploymentId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A deployment whose alarm went off while it was watched fails, says so and goes back where that is wanted; one whose
/// alarms were silent, or rang before it began, does not fail for one.
final class AlarmChecker implements Checker {
    private static final String WATCHED = "a deployment fails for the alarms that it watches";
    private static final String BEFORE = "alarms that rang before a deployment began are not watched";

    /// How long a log that takes no writes, and a server that is down, may keep a decision back.
    private static final Duration LATEST = Duration.ofMinutes(2);

    private final Findings findings;
    private final TreeSet<AlarmId> ringing = new TreeSet<>();
    private final TreeMap<ServiceDeploymentId, Watch> watches = new TreeMap<>();

    AlarmChecker(Findings findings) {
        this.findings = findings;
    }

    /// A deployment while its alarms are watched.
    private static final class Watch {
        private final List<AlarmId> alarms;
        private final boolean rollback;
        private @Nullable Instant rangAt;

        Watch(List<AlarmId> alarms, boolean rollback) {
            this.alarms = alarms;
            this.rollback = rollback;
        }
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        for (var entry : batch.entries()) {
            var event = entry.event();
            if (event instanceof AlarmStateChanged e) {
                changed(batch, e);
            } else if (event instanceof AlarmDeleted e) {
                ringing.remove(e.alarm());
            } else if (event instanceof DeploymentFailed && entry.reason() instanceof Reason.Alarmed) {
                findings.check(
                        has(batch, AlarmsFired.class), "only an alarm fails a deployment for one", batch.revision());
            } else if (event instanceof DeploymentCompleted e) {
                before.deployments()
                        .openOf(e.service())
                        .filter(row -> row.target().equals(e.deployment()) && row.stage() == null)
                        .forEach(row -> over(batch, row.id()));
            } else if (event instanceof ServiceDeploymentEvent e) {
                before.deployments().byId().get(e.id()).ifPresent(row -> of(batch, e, row, before));
            }
        }
        watches.forEach((id, watch) -> late(batch, id, watch, after));
    }

    private void changed(Batch batch, AlarmStateChanged event) {
        if (event.state() != AlarmState.ALARM) {
            ringing.remove(event.alarm());
            return;
        }
        ringing.add(event.alarm());
        watches.values().stream()
                .filter(watch -> watch.rangAt == null && watch.alarms.contains(event.alarm()))
                .forEach(watch -> watch.rangAt = batch.at());
    }

    private void of(Batch batch, ServiceDeploymentEvent event, ServiceDeploymentRow row, State before) {
        switch (event) {
            case ServiceDeploymentMoved e
            when e.status() == ServiceDeploymentStatus.IN_PROGRESS -> begun(batch, row, before);
            case StageReached e
            when e.stage() == LifecycleStage.CLEAN_UP && row.rollback() == null -> over(batch, row.id());
            case AlarmsFired e -> fired(batch, e);
            case ServiceDeploymentMoved e
            when e.status() == ServiceDeploymentStatus.SUCCESSFUL -> {
                over(batch, row.id());
                findings.check(row.alarms().fired().isEmpty(), WATCHED, batch.revision() + " " + e);
            }
            case ServiceDeploymentMoved e -> watches.remove(e.id());
            case RollbackStarted e -> watches.remove(e.id());
            case StageReached _,
                    ServiceDeploymentStarted _,
                    SidesChosen _,
                    BreakerTripped _,
                    AlarmsIgnored _,
                    TrafficShifted _,
                    HookStarted _,
                    HookAnswered _ -> {
                // Nothing that ends the watch.
            }
        }
    }

    private void begun(Batch batch, ServiceDeploymentRow row, State before) {
        var asked = before.deployments()
                .revision(row.id().service(), row.target())
                .map(revision -> revision.asked().deploymentConfiguration().struct("alarms"))
                .orElse(Doc.EMPTY);
        var region = row.id().service().cluster().region();
        var alarms = asked.bool("enable").orElse(false)
                ? asked.texts("alarmNames").stream()
                        .map(name -> new AlarmId(region, name))
                        .toList()
                : List.<AlarmId>of();
        boolean rings = alarms.stream().anyMatch(ringing::contains);
        findings.check(rings == has(batch, AlarmsIgnored.class), BEFORE, batch.revision() + " " + row.id());
        if (!rings && !alarms.isEmpty()) {
            boolean shifts = before.deployments().revision(row.id().service(), row.target()).stream()
                    .anyMatch(revision -> revision.asked().strategy().shifts());
            watches.put(
                    row.id(), new Watch(alarms, shifts || asked.bool("rollback").orElse(false)));
        }
    }

    private void fired(Batch batch, AlarmsFired event) {
        var where = batch.revision() + " " + event;
        if (!(watches.remove(event.id()) instanceof Watch watch)) {
            findings.add(WATCHED, where + ", which were not watched");
            return;
        }
        var rang = watch.alarms.stream()
                .filter(ringing::contains)
                .map(AlarmId::name)
                .toList();
        findings.check(!rang.isEmpty() && rang.equals(event.alarms()), WATCHED, where + ", ringing are " + rang);
        boolean said = batch.entries().stream()
                .map(Entry::event)
                .anyMatch(other -> other instanceof DeploymentFailed failed
                        && event.alarms().stream().allMatch(failed.reason()::contains));
        findings.check(said, "a deployment that an alarm ends says which", where);
        findings.check(
                watch.rollback == has(batch, RollbackStarted.class),
                "a deployment that an alarm ends goes back where that is wanted",
                where);
    }

    /// What was watched is whole: no alarm went off before that.
    private void over(Batch batch, ServiceDeploymentId id) {
        if (watches.remove(id) instanceof Watch watch && watch.rangAt instanceof Instant rang) {
            findings.check(
                    !rang.isBefore(batch.at()), WATCHED, batch.revision() + " " + id + " is whole, rang at " + rang);
        }
    }

    private void late(Batch batch, ServiceDeploymentId id, Watch watch, State after) {
        boolean goesOn = after.deployments()
                .byId()
                .get(id)
                .filter(row -> row.status() == ServiceDeploymentStatus.IN_PROGRESS)
                .isPresent();
        if (goesOn && watch.rangAt instanceof Instant rang) {
            findings.check(
                    batch.at().isBefore(rang.plus(LATEST)),
                    WATCHED,
                    batch.revision() + " " + id + " goes on, rang at " + rang);
        }
    }

    private static boolean has(Batch batch, Class<? extends Event> kind) {
        return batch.entries().stream().map(Entry::event).anyMatch(kind::isInstance);
    }
}
