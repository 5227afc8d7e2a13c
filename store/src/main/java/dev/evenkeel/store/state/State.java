package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskDefinitionId;
import java.time.Instant;

/// Everything that is, as of one revision. Immutable: keeping an old one, or building on it, costs nothing.
///
/// @param revision of the last batch folded in
/// @param at of that batch
/// @param head hash of that batch as it was encoded
/// @param families the highest revision number ever given out in a family, under revision 0 of that family
/// @param logGroups the event that created each
public record State(
        Revision revision,
        Instant at,
        Hash head,
        Table<ClusterId, ClusterRow> clusters,
        Table<TaskDefinitionId, TaskDefinitionRow> definitions,
        Table<TaskDefinitionId, Integer> families,
        Table<ServiceId, ServiceRow> services,
        Tasks tasks,
        Table<HostId, HostRow> hosts,
        Table<TokenRow.Key, TokenRow> tokens,
        Table<LogGroupId, EventRef> logGroups) {
    /// Before the first batch.
    public static final State EMPTY = new State(
            Revision.ZERO,
            Instant.EPOCH,
            Hash.ZERO,
            Table.empty(),
            Table.empty(),
            Table.empty(),
            Table.empty(),
            Tasks.NONE,
            Table.empty(),
            Table.empty(),
            Table.empty());

    /// With other clusters.
    public State withClusters(Table<ClusterId, ClusterRow> rows) {
        return new State(revision, at, head, rows, definitions, families, services, tasks, hosts, tokens, logGroups);
    }

    /// With other task definitions.
    public State withDefinitions(
            Table<TaskDefinitionId, TaskDefinitionRow> rows, Table<TaskDefinitionId, Integer> highest) {
        return new State(revision, at, head, clusters, rows, highest, services, tasks, hosts, tokens, logGroups);
    }

    /// With other services.
    public State withServices(Table<ServiceId, ServiceRow> rows) {
        return new State(revision, at, head, clusters, definitions, families, rows, tasks, hosts, tokens, logGroups);
    }

    /// With other tasks.
    public State withTasks(Tasks rows) {
        return new State(revision, at, head, clusters, definitions, families, services, rows, hosts, tokens, logGroups);
    }

    /// With other hosts.
    public State withHosts(Table<HostId, HostRow> rows) {
        return new State(revision, at, head, clusters, definitions, families, services, tasks, rows, tokens, logGroups);
    }

    /// With other client tokens.
    public State withTokens(Table<TokenRow.Key, TokenRow> rows) {
        return new State(revision, at, head, clusters, definitions, families, services, tasks, hosts, rows, logGroups);
    }

    /// With other log groups.
    public State withLogGroups(Table<LogGroupId, EventRef> rows) {
        return new State(revision, at, head, clusters, definitions, families, services, tasks, hosts, tokens, rows);
    }

    /// As of another batch.
    public State as(Revision newRevision, Instant newAt, Hash newHead) {
        return new State(
                newRevision,
                newAt,
                newHead,
                clusters,
                definitions,
                families,
                services,
                tasks,
                hosts,
                tokens,
                logGroups);
    }
}
