package dev.evenkeel.store.state;

import dev.evenkeel.store.event.AccountEvent;
import dev.evenkeel.store.event.AccountEvent.AccountSettingChanged;
import dev.evenkeel.store.event.AlarmEvent;
import dev.evenkeel.store.event.BalancingEvent;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent;
import dev.evenkeel.store.event.CallEvent.CallRefused;
import dev.evenkeel.store.event.CallEvent.Called;
import dev.evenkeel.store.event.CallEvent.TokenExpired;
import dev.evenkeel.store.event.CallEvent.TokenUsed;
import dev.evenkeel.store.event.ClusterEvent;
import dev.evenkeel.store.event.ClusterEvent.ClusterChanged;
import dev.evenkeel.store.event.ClusterEvent.ClusterCreated;
import dev.evenkeel.store.event.ClusterEvent.ClusterDeleted;
import dev.evenkeel.store.event.DeploymentEvent;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.HostEvent;
import dev.evenkeel.store.event.HostEvent.HostAttributed;
import dev.evenkeel.store.event.HostEvent.HostConditionChanged;
import dev.evenkeel.store.event.HostEvent.HostLost;
import dev.evenkeel.store.event.HostEvent.HostRegistered;
import dev.evenkeel.store.event.HostEvent.HostReturned;
import dev.evenkeel.store.event.HostEvent.HostStatusChanged;
import dev.evenkeel.store.event.HostEvent.HostTagged;
import dev.evenkeel.store.event.LogsEvent;
import dev.evenkeel.store.event.LogsEvent.LogGroupCreated;
import dev.evenkeel.store.event.LogsEvent.LogGroupDeleted;
import dev.evenkeel.store.event.LogsEvent.LogGroupTagged;
import dev.evenkeel.store.event.LogsEvent.LogGroupUntagged;
import dev.evenkeel.store.event.LogsEvent.LogRetentionChanged;
import dev.evenkeel.store.event.NetworkEvent;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.ReleaseEvent;
import dev.evenkeel.store.event.SecretEvent;
import dev.evenkeel.store.event.ServiceDeploymentEvent;
import dev.evenkeel.store.event.ServiceEvent;
import dev.evenkeel.store.event.TaskDefinitionEvent;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionDeleted;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionDeletionRequested;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionDeregistered;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionRegistered;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionTagged;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.event.TaskSetEvent;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.model.SettingId;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.TaskDefinitionId;
import java.util.Map;
import java.util.function.UnaryOperator;

/// State as the fold of the log. Decides nothing: what an event means was settled when it was written, and the same log
/// gives the same state for ever.
public final class Fold {
    /// Changes whenever the same log would give another state; snapshots of another version are not used.
    public static final int VERSION = 3;

    private Fold() {}

    /// The state after one more batch.
    ///
    /// @param hash of the batch as it was encoded
    public static State apply(State before, Batch batch, Hash hash) {
        var state = before.as(batch.revision(), batch.at(), hash);
        if (batch.origin() instanceof Origin.HostReport report) {
            state = state.withHosts(reported(state.hosts(), report));
        }
        for (int i = 0; i < batch.entries().size(); i++) {
            state = apply(state, batch.entries().get(i).event(), batch.ref(i), batch.origin());
        }
        return ServiceMessages.add(before, state, batch);
    }

    private static State apply(State state, Event event, EventRef by, Origin origin) {
        return switch (event) {
            case CallEvent e -> call(state, e, by);
            case ClusterEvent e -> state.withClusters(cluster(state, e, by));
            case TaskDefinitionEvent e -> definition(state, e, by);
            case ServiceEvent e -> ServiceFold.apply(state, e, by);
            case DeploymentEvent e -> DeploymentFold.apply(state, e, by);
            case ServiceDeploymentEvent e -> DeploymentFold.apply(state, e, by);
            case TaskSetEvent e -> TaskSetFold.apply(state, e, by);
            case ReleaseEvent e -> ReleaseFold.apply(state, e, by, origin);
            case TaskEvent e -> TaskFold.apply(state, e, by);
            case HostEvent e -> state.withHosts(host(state, e, by));
            case NetworkEvent e -> NetworkFold.apply(state, e, by);
            case LogsEvent e -> state.withLogGroups(logGroup(state, e, by));
            case AccountEvent e -> state.withSettings(setting(state, e, by));
            case SecretEvent e -> state.withVault(VaultFold.apply(state, e, by));
            case BalancingEvent e -> BalancingFold.apply(state, e, by, origin);
            case AlarmEvent e -> state.withAlarms(AlarmFold.apply(state, e, by));
        };
    }

    private static State call(State state, CallEvent event, EventRef by) {
        return switch (event) {
            case Called _, CallRefused _ -> state;
            case TokenUsed e -> {
                var key = new TokenRow.Key(e.scope(), e.token());
                var row = new TokenRow(key, e.request(), e.results(), state.at(), by);
                yield state.withTokens(state.tokens().with(key, row));
            }
            case TokenExpired e -> state.withTokens(state.tokens().without(new TokenRow.Key(e.scope(), e.token())));
        };
    }

    private static Table<ClusterId, ClusterRow> cluster(State state, ClusterEvent event, EventRef by) {
        var row = switch (event) {
            case ClusterCreated e -> new ClusterRow(e.cluster(), true, e.document(), by);
            case ClusterChanged e -> new ClusterRow(e.cluster(), true, e.document(), by);
            case ClusterDeleted e ->
                new ClusterRow(
                        e.cluster(),
                        false,
                        state.clusters().get(e.cluster()).orElseThrow().document(),
                        by);
        };
        return state.clusters().with(row.id(), row);
    }

    private static State definition(State state, TaskDefinitionEvent event, EventRef by) {
        return switch (event) {
            case TaskDefinitionRegistered e -> {
                var id = e.definition();
                var definition = TaskDefinition.of(id, e.document());
                var row = TaskDefinitionRow.registered(definition, state.at(), e.registeredBy(), by);
                yield state.withDefinitions(
                        state.definitions().with(id, row), state.families().with(family(id), id.revision()));
            }
            case TaskDefinitionDeregistered _ -> changed(state, event, row -> row.deregistered(state.at(), by));
            case TaskDefinitionTagged e -> changed(state, event, row -> row.tagged(e.tags()));
            case TaskDefinitionDeletionRequested _ -> changed(state, event, row -> row.deleteRequested(state.at(), by));
            case TaskDefinitionDeleted e ->
                state.withDefinitions(state.definitions().without(e.definition()), state.families());
        };
    }

    private static State changed(State state, TaskDefinitionEvent event, UnaryOperator<TaskDefinitionRow> change) {
        var row = state.definitions().get(event.definition()).orElseThrow();
        return state.withDefinitions(state.definitions().with(event.definition(), change.apply(row)), state.families());
    }

    private static TaskDefinitionId family(TaskDefinitionId id) {
        return new TaskDefinitionId(id.region(), id.family(), 0);
    }

    private static Table<HostId, HostRow> host(State state, HostEvent event, EventRef by) {
        var rows = state.hosts();
        var row = rows.get(event.host());
        return switch (event) {
            case HostRegistered e ->
                rows.with(
                        e.host(),
                        row.map(r -> r.offering(e.spec(), state.at(), by))
                                .orElseGet(() -> HostRow.registered(e.host(), e.spec(), state.at(), by)));
            case HostLost e -> rows.with(e.host(), row.orElseThrow().connected(false, state.at(), by));
            case HostReturned e -> rows.with(e.host(), row.orElseThrow().connected(true, state.at(), by));
            case HostStatusChanged e -> rows.with(e.host(), row.orElseThrow().draining(e.draining() ? by : null));
            case HostAttributed e -> rows.with(e.host(), row.orElseThrow().attributed(e.attributes()));
            case HostTagged e -> rows.with(e.host(), row.orElseThrow().tagged(e.tags()));
            case HostConditionChanged e ->
                rows.with(e.host(), row.orElseThrow().condition(e.condition(), e.holds(), e.message()));
        };
    }

    private static Table<HostId, HostRow> reported(Table<HostId, HostRow> hosts, Origin.HostReport report) {
        return hosts.get(report.host())
                .map(row -> hosts.with(report.host(), row.reported(report.sequence())))
                .orElse(hosts);
    }

    private static Table<LogGroupId, LogGroupRow> logGroup(State state, LogsEvent event, EventRef by) {
        return switch (event) {
            case LogGroupCreated e -> {
                var row = new LogGroupRow(e.group(), state.at(), null, Map.of(), by);
                yield state.logGroups().with(e.group(), row);
            }
            case LogGroupDeleted e -> state.logGroups().without(e.group());
            case LogRetentionChanged e -> changed(state, e, row -> row.retained(e.days()));
            case LogGroupTagged e -> changed(state, e, row -> row.tagged(e.tags()));
            case LogGroupUntagged e -> changed(state, e, row -> row.untagged(e.keys()));
        };
    }

    private static Table<SettingId, SettingRow> setting(State state, AccountEvent event, EventRef by) {
        return switch (event) {
            case AccountSettingChanged e ->
                e.value() == null
                        ? state.settings().without(e.setting())
                        : state.settings().with(e.setting(), new SettingRow(e.setting(), e.value(), by));
        };
    }

    private static Table<LogGroupId, LogGroupRow> changed(
            State state, LogsEvent event, UnaryOperator<LogGroupRow> change) {
        var row = state.logGroups().get(event.group()).orElseThrow();
        return state.logGroups().with(row.id(), change.apply(row));
    }
}
