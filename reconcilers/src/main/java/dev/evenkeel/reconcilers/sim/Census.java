package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.deployment.Lane;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentFailed;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseMoved;
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
import dev.evenkeel.store.event.TaskSetEvent.TaskSetCreated;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetPrimaryChanged;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceRevisionRow;
import dev.evenkeel.store.state.State;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Counts what came to pass in a run, in words: what happens in no run at all, no run has tried.
final class Census implements Checker {
    private final TreeMap<String, Integer> counts = new TreeMap<>();

    /// How often each thing came to pass.
    Map<String, Integer> counts() {
        return Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        batch.entries().forEach(entry -> {
            count(entry.event(), before, after);
            if (entry.event() instanceof DeploymentFailed && entry.reason() instanceof Reason.WeightsChangedByOther) {
                add("weights written by another");
            }
        });
    }

    private void count(Event event, State before, State after) {
        if (event instanceof ServiceDeploymentEvent e) {
            before.deployments().byId().get(e.id()).ifPresent(row -> count(e, row, after));
        } else if (event instanceof TaskSetCreated) {
            add("task sets: created");
        } else if (event instanceof TaskSetPrimaryChanged) {
            add("task sets: primary changed");
        } else if (event instanceof ReleaseCreated e) {
            add(e.spec().rollbackOf() == null ? "releases: created" : "releases: taking back");
        } else if (event instanceof ReleaseMoved e && !e.status().open()) {
            add("releases: " + e.status() + (e.code().isEmpty() ? "" : " " + e.code()));
        }
    }

    private void count(ServiceDeploymentEvent event, ServiceDeploymentRow row, State state) {
        var kind = revision(state, row).map(r -> r.asked().strategy().name()).orElse("?");
        var stage = row.stage() == null ? "" : " at " + row.stage().stage();
        var lane = revision(state, row).stream()
                .flatMap(revision -> Lane.of(state, revision.asked(), revision.groups()).stream())
                .findFirst();
        switch (event) {
            case TrafficShifted e
            when e.permille() == 1000 && row.source() != null && lane.isPresent() ->
                add("shifted all " + e.traffic() + " traffic of "
                        + state.balancers()
                                .groups()
                                .get(lane.get().green())
                                .map(group -> group.spec().protocol() + " to "
                                        + group.spec().type())
                                .orElse("?"));
            case BreakerTripped _ -> add(kind + ": breaker tripped by " + flaw(state, row));
            case AlarmsFired _ -> add(kind + ": alarm fired" + stage);
            case AlarmsIgnored _ -> add(kind + ": alarm ignored");
            case RollbackStarted _ -> add(kind + ": rollback began" + stage);
            case ServiceDeploymentMoved e when e.status().ended() -> add(kind + ": ended " + e.status());
            case ServiceDeploymentMoved _,
                    TrafficShifted _,
                    ServiceDeploymentStarted _,
                    SidesChosen _,
                    StageReached _,
                    HookStarted _,
                    HookAnswered _ -> {
                // Every deployment has these.
            }
        }
    }

    private static Optional<ServiceRevisionRow> revision(State state, ServiceDeploymentRow row) {
        return state.deployments().revision(row.id().service(), row.target());
    }

    private static String flaw(State state, ServiceDeploymentRow row) {
        return revision(state, row)
                .map(revision -> revision.asked().taskDefinition())
                .map(definition -> definition.family())
                .orElse("?");
    }

    private void add(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
