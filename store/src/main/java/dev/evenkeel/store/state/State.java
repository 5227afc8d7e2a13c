package dev.evenkeel.store.state;

import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.SettingId;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.alarm.AlarmId;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/// Everything that is, as of one revision. Immutable: keeping an old one, or building on it, costs nothing.
///
/// @param place where in the log this state is
/// @param families the highest revision number ever given out in a family, under revision 0 of that family
public record State(
        Place place,
        Table<ClusterId, ClusterRow> clusters,
        Table<TaskDefinitionId, TaskDefinitionRow> definitions,
        Table<TaskDefinitionId, Integer> families,
        Table<ServiceId, ServiceRow> services,
        Deployments deployments,
        Tasks tasks,
        Table<HostId, HostRow> hosts,
        Table<TokenRow.Key, TokenRow> tokens,
        Table<LogGroupId, LogGroupRow> logGroups,
        Table<SettingId, SettingRow> settings,
        Vault vault,
        Balancers balancers,
        Networks networks,
        Table<AlarmId, AlarmRow> alarms,
        Table<TaskSetId, TaskSetRow> taskSets,
        Releases releases) {
    /// Before the first batch.
    public static final State EMPTY = new Parts(new Place(Revision.ZERO, Instant.EPOCH, Hash.ZERO)).state();

    /// Where in the log a state is.
    ///
    /// @param revision of the last batch folded in
    /// @param at of that batch
    /// @param head hash of that batch as it was encoded
    public record Place(Revision revision, Instant at, Hash head) {}

    /// Of the last batch folded in.
    public Revision revision() {
        return place.revision;
    }

    /// The time of the last batch folded in.
    public Instant at() {
        return place.at;
    }

    /// The hash of the last batch folded in, as it was encoded.
    public Hash head() {
        return place.head;
    }

    /// As of another batch.
    public State as(Revision revision, Instant at, Hash head) {
        var parts = new Parts(this);
        parts.place = new Place(revision, at, head);
        return parts.state();
    }

    /// With other clusters.
    public State withClusters(Table<ClusterId, ClusterRow> rows) {
        var parts = new Parts(this);
        parts.clusters = rows;
        return parts.state();
    }

    /// With other task definitions.
    public State withDefinitions(
            Table<TaskDefinitionId, TaskDefinitionRow> rows, Table<TaskDefinitionId, Integer> highest) {
        var parts = new Parts(this);
        parts.definitions = rows;
        parts.families = highest;
        return parts.state();
    }

    /// With other services.
    public State withServices(Table<ServiceId, ServiceRow> rows) {
        var parts = new Parts(this);
        parts.services = rows;
        return parts.state();
    }

    /// With other service deployments, or other revisions.
    public State withDeployments(Deployments rows) {
        var parts = new Parts(this);
        parts.deployments = rows;
        return parts.state();
    }

    /// With other tasks.
    public State withTasks(Tasks rows) {
        var parts = new Parts(this);
        parts.tasks = rows;
        return parts.state();
    }

    /// With other hosts.
    public State withHosts(Table<HostId, HostRow> rows) {
        var parts = new Parts(this);
        parts.hosts = rows;
        return parts.state();
    }

    /// With other client tokens.
    public State withTokens(Table<TokenRow.Key, TokenRow> rows) {
        var parts = new Parts(this);
        parts.tokens = rows;
        return parts.state();
    }

    /// With other log groups.
    public State withLogGroups(Table<LogGroupId, LogGroupRow> rows) {
        var parts = new Parts(this);
        parts.logGroups = rows;
        return parts.state();
    }

    /// With other account settings.
    public State withSettings(Table<SettingId, SettingRow> rows) {
        var parts = new Parts(this);
        parts.settings = rows;
        return parts.state();
    }

    /// With other secrets and parameters.
    public State withVault(Vault rows) {
        var parts = new Parts(this);
        parts.vault = rows;
        return parts.state();
    }

    /// With other load balancers, or others of what belongs to them.
    public State withBalancers(Balancers rows) {
        var parts = new Parts(this);
        parts.balancers = rows;
        return parts.state();
    }

    /// With other networks.
    public State withNetworks(Networks rows) {
        var parts = new Parts(this);
        parts.networks = rows;
        return parts.state();
    }

    /// With other alarms.
    public State withAlarms(Table<AlarmId, AlarmRow> rows) {
        var parts = new Parts(this);
        parts.alarms = rows;
        return parts.state();
    }

    /// With other task sets.
    public State withTaskSets(Table<TaskSetId, TaskSetRow> rows) {
        var parts = new Parts(this);
        parts.taskSets = rows;
        return parts.state();
    }

    /// With other deployments of CodeDeploy, or others of what they are made from.
    public State withReleases(Releases rows) {
        var parts = new Parts(this);
        parts.releases = rows;
        return parts.state();
    }

    /// The task sets of a service, by id.
    public Stream<TaskSetRow> taskSetsOf(ServiceId service) {
        return taskSets.from(new TaskSetId(service, new DeploymentId("")))
                .takeWhile(row -> row.getKey().service().equals(service))
                .map(Map.Entry::getValue);
    }

    /// A state under change: names every part once, so that a new part is one line in each of three places.
    private static final class Parts {
        private Place place;
        private Table<ClusterId, ClusterRow> clusters = Table.empty();
        private Table<TaskDefinitionId, TaskDefinitionRow> definitions = Table.empty();
        private Table<TaskDefinitionId, Integer> families = Table.empty();
        private Table<ServiceId, ServiceRow> services = Table.empty();
        private Deployments deployments = Deployments.NONE;
        private Tasks tasks = Tasks.NONE;
        private Table<HostId, HostRow> hosts = Table.empty();
        private Table<TokenRow.Key, TokenRow> tokens = Table.empty();
        private Table<LogGroupId, LogGroupRow> logGroups = Table.empty();
        private Networks networks = Networks.NONE;
        private Table<SettingId, SettingRow> settings = Table.empty();
        private Vault vault = Vault.EMPTY;
        private Balancers balancers = Balancers.NONE;
        private Table<AlarmId, AlarmRow> alarms = Table.empty();
        private Table<TaskSetId, TaskSetRow> taskSets = Table.empty();
        private Releases releases = Releases.NONE;

        Parts(Place place) {
            this.place = place;
        }

        Parts(State from) {
            place = from.place;
            clusters = from.clusters;
            definitions = from.definitions;
            families = from.families;
            services = from.services;
            deployments = from.deployments;
            tasks = from.tasks;
            hosts = from.hosts;
            tokens = from.tokens;
            logGroups = from.logGroups;
            networks = from.networks;
            settings = from.settings;
            vault = from.vault;
            balancers = from.balancers;
            alarms = from.alarms;
            taskSets = from.taskSets;
            releases = from.releases;
        }

        State state() {
            return new State(
                    place,
                    clusters,
                    definitions,
                    families,
                    services,
                    deployments,
                    tasks,
                    hosts,
                    tokens,
                    logGroups,
                    settings,
                    vault,
                    balancers,
                    networks,
                    alarms,
                    taskSets,
                    releases);
        }
    }
}
