package dev.evenkeel.store.snapshot;

import dev.evenkeel.store.log.MalformedException;
import dev.evenkeel.store.log.RowCodec;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.AlarmRow;
import dev.evenkeel.store.state.ClusterRow;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.ListenerRow;
import dev.evenkeel.store.state.LoadBalancerRow;
import dev.evenkeel.store.state.LogGroupRow;
import dev.evenkeel.store.state.ParameterRow;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.Releases;
import dev.evenkeel.store.state.RuleRow;
import dev.evenkeel.store.state.SecretRow;
import dev.evenkeel.store.state.ServedRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceRevisionRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.SettingRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.Table;
import dev.evenkeel.store.state.TargetGroupRow;
import dev.evenkeel.store.state.TargetRow;
import dev.evenkeel.store.state.TaskDefinitionRow;
import dev.evenkeel.store.state.TaskRow;
import dev.evenkeel.store.state.TaskSetRow;
import dev.evenkeel.store.state.TokenRow;
import dev.evenkeel.store.state.Vault;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// A state as rows, and rows as a state. Indexes are not among them: they are made again from what they index.
public final class Rows {
    private static final int PER_CHUNK = 1000;

    /// One kind of rows, how to get at them and how to put them back.
    private record Kind<R>(Class<R> type, Function<State, Stream<R>> rows, BiFunction<State, List<R>, State> add) {
        Stream<byte[]> encode(State state) {
            return rows.apply(state).gather(Gatherers.windowFixed(PER_CHUNK)).map(rows -> RowCodec.encode(type, rows));
        }

        State decode(State state, byte[] bytes) {
            return add.apply(state, RowCodec.decode(type, bytes));
        }
    }

    /// The highest revision number of a family of task definitions.
    record Highest(TaskDefinitionId family, int revision) {}

    /// Their positions here are their numbers in files: new kinds go to the end.
    private static final List<Kind<?>> KINDS = List.of(
            new Kind<>(State.Place.class, s -> Stream.of(s.place()), Rows::place),
            new Kind<>(ClusterRow.class, s -> s.clusters().values(), Rows::clusters),
            new Kind<>(TaskDefinitionRow.class, s -> s.definitions().values(), Rows::definitions),
            new Kind<>(Highest.class, Rows::families, Rows::families),
            new Kind<>(ServiceRow.class, s -> s.services().values(), Rows::services),
            new Kind<>(TaskRow.class, s -> s.tasks().byId().values(), Rows::tasks),
            new Kind<>(HostRow.class, s -> s.hosts().values(), Rows::hosts),
            new Kind<>(TokenRow.class, s -> s.tokens().values(), Rows::tokens),
            new Kind<>(LogGroupRow.class, s -> s.logGroups().values(), Rows::logGroups),
            new Kind<>(SettingRow.class, s -> s.settings().values(), Rows::settings),
            new Kind<>(SecretRow.class, s -> s.vault().secrets().values(), Rows::secrets),
            new Kind<>(ParameterRow.class, s -> s.vault().parameters().values(), Rows::parameters),
            new Kind<>(Vault.Given.class, s -> s.vault().given().values(), Rows::given),
            new Kind<>(LoadBalancerRow.class, s -> s.balancers().balancers().values(), BalancerRows::balancers),
            new Kind<>(TargetGroupRow.class, s -> s.balancers().groups().values(), BalancerRows::groups),
            new Kind<>(ListenerRow.class, s -> s.balancers().listeners().values(), BalancerRows::listeners),
            new Kind<>(RuleRow.class, s -> s.balancers().rules().values(), BalancerRows::rules),
            new Kind<>(TargetRow.class, s -> s.balancers().targets().values(), BalancerRows::targets),
            new Kind<>(ServedRow.class, s -> s.balancers().served().values(), BalancerRows::served),
            new Kind<>(BalancerRows.Changed.class, BalancerRows::changed, BalancerRows::changed),
            new Kind<>(NetworkRows.class, NetworkRows::of, NetworkRows::add),
            new Kind<>(AlarmRow.class, s -> s.alarms().values(), Rows::alarms),
            new Kind<>(
                    ServiceRevisionRow.class, s -> s.deployments().revisions().values(), Rows::revisions),
            new Kind<>(ServiceDeploymentRow.class, s -> s.deployments().byId().values(), Rows::deployments),
            new Kind<>(TaskSetRow.class, s -> s.taskSets().values(), Rows::taskSets),
            new Kind<>(
                    Releases.Application.class, s -> s.releases().applications().values(), ReleaseRows::applications),
            new Kind<>(Releases.Group.class, s -> s.releases().groups().values(), ReleaseRows::groups),
            new Kind<>(Releases.Config.class, s -> s.releases().configs().values(), ReleaseRows::configs),
            new Kind<>(ReleaseRow.class, s -> s.releases().releases().values(), ReleaseRows::releases));

    private Rows() {}

    /// Up to a thousand rows of one kind.
    record Chunk(int kind, byte[] rows) {}

    /// All rows, each kind in key order: the same state gives the same chunks, whatever led to it.
    static Stream<Chunk> of(State state) {
        return Stream.iterate(0, kind -> kind < KINDS.size(), kind -> kind + 1)
                .flatMap(kind -> KINDS.get(kind).encode(state).map(rows -> new Chunk(kind, rows)));
    }

    /// The state with these rows added.
    static State add(State state, Chunk chunk) {
        if (chunk.kind < 0 || chunk.kind >= KINDS.size()) {
            throw new MalformedException("no rows are of kind " + chunk.kind);
        }
        return KINDS.get(chunk.kind).decode(state, chunk.rows);
    }

    /// The state made again from its own rows: an equal one, as long as rows carry all of it.
    public static State copy(State state) {
        return of(state).reduce(State.EMPTY, Rows::add, (_, later) -> later);
    }

    static <K extends Comparable<? super K>, R> Table<K, R> added(Table<K, R> table, List<R> rows, Function<R, K> key) {
        var result = table;
        for (var row : rows) {
            result = result.with(key.apply(row), row);
        }
        return result;
    }

    private static State place(State state, List<State.Place> rows) {
        var place = rows.getFirst();
        return state.as(place.revision(), place.at(), place.head());
    }

    private static State clusters(State state, List<ClusterRow> rows) {
        return state.withClusters(added(state.clusters(), rows, ClusterRow::id));
    }

    private static State definitions(State state, List<TaskDefinitionRow> rows) {
        return state.withDefinitions(
                added(state.definitions(), rows, row -> row.definition().id()), state.families());
    }

    private static Stream<Highest> families(State state) {
        return state.families().entries().map(row -> new Highest(row.getKey(), row.getValue()));
    }

    private static State families(State state, List<Highest> rows) {
        var families = state.families();
        for (var row : rows) {
            families = families.with(row.family, row.revision);
        }
        return state.withDefinitions(state.definitions(), families);
    }

    private static State services(State state, List<ServiceRow> rows) {
        return state.withServices(added(state.services(), rows, ServiceRow::id));
    }

    private static State revisions(State state, List<ServiceRevisionRow> rows) {
        var deployments = state.deployments();
        for (var row : rows) {
            deployments = deployments.with(row);
        }
        return state.withDeployments(deployments);
    }

    private static State deployments(State state, List<ServiceDeploymentRow> rows) {
        var deployments = state.deployments();
        for (var row : rows) {
            deployments = deployments.with(row);
        }
        return state.withDeployments(deployments);
    }

    private static State tasks(State state, List<TaskRow> rows) {
        var tasks = state.tasks();
        for (var row : rows) {
            tasks = tasks.with(null, row);
        }
        return state.withTasks(tasks);
    }

    private static State hosts(State state, List<HostRow> rows) {
        return state.withHosts(added(state.hosts(), rows, HostRow::id));
    }

    private static State tokens(State state, List<TokenRow> rows) {
        return state.withTokens(added(state.tokens(), rows, TokenRow::key));
    }

    private static State secrets(State state, List<SecretRow> rows) {
        return vault(state, rows, Vault::with);
    }

    private static State parameters(State state, List<ParameterRow> rows) {
        return vault(state, rows, Vault::with);
    }

    private static State given(State state, List<Vault.Given> rows) {
        return vault(state, rows, Vault::with);
    }

    private static <R> State vault(State state, List<R> rows, BiFunction<Vault, R, Vault> add) {
        var vault = state.vault();
        for (var row : rows) {
            vault = add.apply(vault, row);
        }
        return state.withVault(vault);
    }

    private static State logGroups(State state, List<LogGroupRow> rows) {
        return state.withLogGroups(added(state.logGroups(), rows, LogGroupRow::id));
    }

    private static State alarms(State state, List<AlarmRow> rows) {
        return state.withAlarms(added(state.alarms(), rows, AlarmRow::id));
    }

    private static State taskSets(State state, List<TaskSetRow> rows) {
        return state.withTaskSets(added(state.taskSets(), rows, TaskSetRow::id));
    }

    private static State settings(State state, List<SettingRow> rows) {
        return state.withSettings(added(state.settings(), rows, SettingRow::id));
    }
}
