package dev.evenkeel.store.state;

import dev.evenkeel.store.event.DeploymentEvent;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentCompleted;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentFailed;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentRetired;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentStarted;
import dev.evenkeel.store.event.DeploymentEvent.FailuresReset;
import dev.evenkeel.store.event.DeploymentEvent.ImageResolved;
import dev.evenkeel.store.event.DeploymentEvent.TaskFailed;
import dev.evenkeel.store.event.EventRef;
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
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.model.deployment.ServiceRevisionId;
import dev.evenkeel.store.model.deployment.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The fold of deployments, service deployments and service revisions.
final class DeploymentFold {
    private DeploymentFold() {}

    static State apply(State state, DeploymentEvent event, EventRef by) {
        var row = state.services().get(event.service()).orElseThrow();
        var rows = new ArrayList<>(row.deployments());
        var deployments = state.deployments();
        var id = event.deployment();
        switch (event) {
            case DeploymentStarted e -> {
                var revision = revision(state, row, e, by);
                rows.removeIf(d -> d.id().equals(id));
                rows.addFirst(DeploymentRow.started(id, e.definition(), revision, state.at(), by));
                deployments = deployments.with(revision);
            }
            case DeploymentCompleted _ -> {
                replace(rows, id, d -> d.complete(state.at()));
                deployments = revised(deployments, event, revision -> revision.completed(state.at()));
            }
            case DeploymentFailed e -> {
                replace(rows, id, d -> d.fail(e.reason(), state.at()));
                deployments = revised(deployments, event, revision -> revision.completed(null));
            }
            case DeploymentRetired _ -> rows.removeIf(d -> d.id().equals(id));
            case TaskFailed _ -> replace(rows, id, d -> d.taskFailed(state.at(), by));
            case FailuresReset _ -> replace(rows, id, DeploymentRow::failuresReset);
            case ImageResolved e -> {
                replace(rows, id, d -> d.resolved(e.container(), e.image()));
                deployments = revised(deployments, event, revision -> revision.resolved(e.container(), e.image()));
            }
        }
        var next = state.withServices(state.services().with(row.id(), row.deployments(rows)))
                .withDeployments(deployments);
        return event instanceof ImageResolved e
                ? TaskSetFold.changeIfAny(next, row.id(), id, set -> set.resolved(e.container(), e.image()))
                : next;
    }

    /// A revision that is started again is what it was, whatever its service wants now.
    private static ServiceRevisionRow revision(State state, ServiceRow row, DeploymentStarted e, EventRef by) {
        return state.deployments()
                .revision(e.service(), e.deployment())
                .map(known -> known.startedAgain(by))
                .orElseGet(() -> new ServiceRevisionRow(
                        new ServiceRevisionId(e.service(), e.deployment()),
                        row.spec(),
                        Map.of(),
                        List.of(),
                        state.at(),
                        null,
                        by));
    }

    private static Deployments revised(
            Deployments deployments, DeploymentEvent event, UnaryOperator<ServiceRevisionRow> change) {
        return deployments
                .revision(event.service(), event.deployment())
                .map(row -> deployments.with(change.apply(row)))
                .orElse(deployments);
    }

    static void replace(List<DeploymentRow> rows, DeploymentId id, UnaryOperator<DeploymentRow> change) {
        rows.replaceAll(d -> d.id().equals(id) ? change.apply(d) : d);
    }

    static State apply(State state, ServiceDeploymentEvent event, EventRef by) {
        var at = state.at();
        if (event instanceof ServiceDeploymentStarted e) {
            var row = ServiceDeploymentRow.started(e.id(), e.sources(), e.target(), at, by);
            return state.withDeployments(state.deployments().with(row));
        }
        var row = state.deployments().byId().get(event.id()).orElseThrow();
        var next = state.withDeployments(state.deployments().with(changed(row, event, state, by)));
        if (event instanceof SidesChosen e) {
            return chosen(next, row, e.groups());
        }
        return event instanceof ServiceDeploymentMoved e && e.status() == ServiceDeploymentStatus.SUCCESSFUL
                ? succeeded(next, row)
                : next;
    }

    private static State chosen(State state, ServiceDeploymentRow row, List<String> groups) {
        var id = row.id().service();
        var service = state.services().get(id).orElseThrow();
        var rows = new ArrayList<>(service.deployments());
        replace(rows, row.target(), d -> d.in(groups));
        return revised(state, row, revision -> revision.in(groups))
                .withServices(state.services().with(id, service.deployments(rows)));
    }

    /// Also where a newer one took over before all of its tasks were there.
    private static State succeeded(State state, ServiceDeploymentRow row) {
        return revised(
                state, row, revision -> revision.completedAt() == null ? revision.completed(state.at()) : revision);
    }

    private static State revised(State state, ServiceDeploymentRow row, UnaryOperator<ServiceRevisionRow> change) {
        var deployments = state.deployments();
        return deployments
                .revision(row.id().service(), row.target())
                .map(revision -> state.withDeployments(deployments.with(change.apply(revision))))
                .orElse(state);
    }

    private static ServiceDeploymentRow changed(
            ServiceDeploymentRow row, ServiceDeploymentEvent event, State state, EventRef by) {
        var at = state.at();
        return switch (event) {
            case ServiceDeploymentStarted _ -> row;
            case SidesChosen e -> row.with(at, r -> r.source = e.source());
            case ServiceDeploymentMoved e -> row.moved(e.status(), e.reason(), at, by);
            case RollbackStarted e ->
                row.moved(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS, e.reason(), at, by)
                        .with(at, r -> r.rollback = new ServiceDeploymentRow.Rollback(e.to(), e.reason(), at, by));
            case BreakerTripped e ->
                row.with(at, r -> r.breaker = new ServiceDeploymentRow.Tripped(e.failures(), e.threshold(), by));
            case AlarmsIgnored e ->
                row.with(at, r -> r.alarms = new ServiceDeploymentRow.Alarms(e.alarms(), r.alarms.fired()));
            case AlarmsFired e ->
                row.with(at, r -> r.alarms = new ServiceDeploymentRow.Alarms(r.alarms.ignored(), e.alarms()));
            case StageReached e ->
                row.with(at, r -> r.stage = new ServiceDeploymentRow.Stage(e.stage(), e.step(), at, by));
            case TrafficShifted e -> {
                var shift = new ServiceDeploymentRow.Shift(e.permille(), at, by);
                yield row.with(at, r -> {
                    r.test = e.traffic() == Traffic.TEST ? shift : r.test;
                    r.production = e.traffic() == Traffic.PRODUCTION ? shift : r.production;
                });
            }
            case HookStarted e -> row.with(at, r -> r.hooks = added(r.hooks, e, row, state, by));
            case HookAnswered e -> row.with(at, r -> r.hooks = answered(r.hooks, e, by));
        };
    }

    /// What a hook returned in one call it is given in all later ones of the same deployment.
    private static List<HookRow> added(
            List<HookRow> hooks, HookStarted e, ServiceDeploymentRow row, State state, EventRef by) {
        var configured = state.deployments()
                .revision(row.id().service(), row.target())
                .map(revision -> revision.asked().lifecycleHooks())
                .orElse(List.of());
        var hook = e.position() < configured.size() ? configured.get(e.position()) : Doc.EMPTY;
        boolean pause = hook.text("targetType").filter("PAUSE"::equals).isPresent();
        var details = hooks.stream()
                .filter(h -> h.position() == e.position())
                .reduce((_, later) -> later)
                .map(HookRow::details)
                .orElseGet(() -> hook.struct("hookDetails"));
        var status = pause ? HookStatus.AWAITING_ACTION : HookStatus.IN_PROGRESS;
        var more = new ArrayList<>(hooks);
        more.add(new HookRow(
                e.hook(),
                e.position(),
                e.stage(),
                e.step(),
                e.rollback(),
                status,
                details,
                pause ? null : state.at(),
                e.expiresAt(),
                "",
                by));
        return more;
    }

    private static List<HookRow> answered(List<HookRow> hooks, HookAnswered e, EventRef by) {
        return hooks.stream()
                .map(h -> !h.hook().equals(e.hook())
                        ? h
                        : new HookRow(
                                h.hook(),
                                h.position(),
                                h.stage(),
                                h.step(),
                                h.rollback(),
                                e.status(),
                                e.details(),
                                e.callAgainAt(),
                                h.expiresAt(),
                                e.text(),
                                by))
                .toList();
    }
}
