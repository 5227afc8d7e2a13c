package dev.evenkeel.store.state;

import dev.evenkeel.store.event.BalancingEvent.RuleWeightsChanged;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.ReleaseEvent;
import dev.evenkeel.store.event.ReleaseEvent.ApplicationCreated;
import dev.evenkeel.store.event.ReleaseEvent.ApplicationDeleted;
import dev.evenkeel.store.event.ReleaseEvent.ApplicationRenamed;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseConfigCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseConfigDeleted;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseContinued;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseGroupChanged;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseGroupCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseGroupDeleted;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseHookAnswered;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseHookStarted;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseMoved;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseStageMoved;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseStopRequested;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseTrafficShifted;
import dev.evenkeel.store.model.release.ApplicationId;
import dev.evenkeel.store.model.release.ReleaseGroupId;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.state.ReleaseRow.Problem;
import dev.evenkeel.store.state.ReleaseRow.Shift;
import dev.evenkeel.store.state.Releases.Application;
import dev.evenkeel.store.state.Releases.Config;
import dev.evenkeel.store.state.Releases.Group;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// The fold of CodeDeploy's deployments and of what they are made from.
final class ReleaseFold {
    private ReleaseFold() {}

    static State apply(State state, ReleaseEvent event, EventRef by, Origin origin) {
        var routed = event instanceof ReleaseTrafficShifted e
                ? BalancingFold.apply(state, new RuleWeightsChanged(e.rule(), e.groups()), by, origin)
                : state;
        return routed.withReleases(rows(state.releases(), event, state.at(), by));
    }

    private static Releases rows(Releases rows, ReleaseEvent event, Instant at, EventRef by) {
        return switch (event) {
            case ApplicationCreated e ->
                rows.withApplications(
                        rows.applications().with(e.application(), new Application(e.application(), e.uuid(), at, by)));
            case ApplicationRenamed e -> renamed(rows, e.application(), e.name());
            case ApplicationDeleted e -> without(rows, e.application());
            case ReleaseGroupCreated e ->
                rows.withGroups(rows.groups().with(e.group(), new Group(e.group(), e.uuid(), e.spec(), by)));
            case ReleaseGroupChanged e -> {
                var uuid = rows.groups().get(e.group()).orElseThrow().uuid();
                var id = new ReleaseGroupId(e.group().application(), e.name());
                yield moved(rows, e.group(), new Group(id, uuid, e.spec(), by));
            }
            case ReleaseGroupDeleted e -> rows.withGroups(rows.groups().without(e.group()));
            case ReleaseConfigCreated e ->
                rows.withConfigs(rows.configs().with(e.config(), new Config(e.config(), e.uuid(), e.plan(), at, by)));
            case ReleaseConfigDeleted e -> rows.withConfigs(rows.configs().without(e.config()));
            case ReleaseCreated e -> created(rows, e, at, by);
            case ReleaseMoved e -> {
                var problem = e.code().isEmpty() ? null : new Problem(e.code(), e.message());
                yield change(rows, e.release(), row -> row.moved(e.status(), problem, at, by));
            }
            case ReleaseStageMoved e -> change(rows, e.release(), row -> row.stageMoved(e, at, by));
            case ReleaseContinued e -> change(rows, e.release(), row -> row.continued(e.skipped(), at));
            case ReleaseStopRequested e -> change(rows, e.release(), row -> row.stopRequested(e.back(), at, by));
            case ReleaseHookStarted e -> change(rows, e.release(), row -> row.hookStarted(e, at, by));
            case ReleaseHookAnswered e -> change(rows, e.release(), row -> row.hookAnswered(e, at, by));
            case ReleaseTrafficShifted e -> change(rows, e.release(), row -> shifted(row, e, at, by));
        };
    }

    private static ReleaseRow shifted(ReleaseRow row, ReleaseTrafficShifted event, Instant at, EventRef by) {
        var shift = new Shift(event.step(), at, by);
        return switch (event.traffic()) {
            case TEST -> row.testShifted(shift);
            case PRODUCTION -> row.productionShifted(shift);
        };
    }

    private static Releases created(Releases rows, ReleaseCreated event, Instant at, EventRef by) {
        var row = ReleaseRow.created(event.release(), event.spec(), at, by);
        var next = rows.withReleases(rows.releases().with(row.id(), row));
        return event.spec().rollbackOf() instanceof ReleaseId failed
                ? change(next, failed, was -> was.rolledBackBy(row.id(), at))
                : next;
    }

    private static Releases change(Releases rows, ReleaseId id, UnaryOperator<ReleaseRow> change) {
        var row = rows.releases().get(id).orElseThrow();
        return rows.withReleases(rows.releases().with(id, change.apply(row)));
    }

    private static Releases renamed(Releases rows, ApplicationId from, String name) {
        var was = rows.applications().get(from).orElseThrow();
        var to = new ApplicationId(from.region(), name);
        var next = rows.withApplications(rows.applications()
                .without(from)
                .with(to, new Application(to, was.uuid(), was.createdAt(), was.since())));
        for (var group : rows.groupsOf(from).toList()) {
            var id = new ReleaseGroupId(to, group.id().name());
            next = moved(next, group.id(), new Group(id, group.uuid(), group.spec(), group.since()));
        }
        return next;
    }

    /// A group and its releases under another name, or the same.
    private static Releases moved(Releases rows, ReleaseGroupId from, Group to) {
        var next = rows.withGroups(rows.groups().without(from).with(to.id(), to));
        if (from.equals(to.id())) {
            return next;
        }
        for (var row : rows.releases().values().toList()) {
            if (row.spec().group().equals(from)) {
                next = change(next, row.id(), r -> r.spec(r.spec().withGroup(to.id())));
            }
        }
        return next;
    }

    private static Releases without(Releases rows, ApplicationId application) {
        var groups = rows.groups();
        for (var group : rows.groupsOf(application).toList()) {
            groups = groups.without(group.id());
        }
        return rows.withApplications(rows.applications().without(application)).withGroups(groups);
    }
}
