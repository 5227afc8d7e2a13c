package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.ClusterCommand;
import dev.evenkeel.reconcilers.command.ClusterCommand.CreateCluster;
import dev.evenkeel.reconcilers.command.ClusterCommand.DeleteCluster;
import dev.evenkeel.reconcilers.command.ClusterCommand.PutCapacityProviders;
import dev.evenkeel.reconcilers.command.ClusterCommand.UpdateCluster;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is done to clusters.
final class ClusterMutations {
    private static final Set<String> TOLD = Set.of("TAGS", "SETTINGS", "CONFIGURATIONS");

    private ClusterMutations() {}

    record CreateInput(
            @Nullable String clusterName,
            List<ClusterInput.Setting> settings,
            ClusterInput.@Nullable Configuration configuration,
            List<String> capacityProviders,
            List<Capacity.StrategyItem> defaultCapacityProviderStrategy,
            List<Tag> tags) {}

    record UpdateInput(
            String cluster, List<ClusterInput.Setting> settings, ClusterInput.@Nullable Configuration configuration) {}

    record SettingsInput(String cluster, List<ClusterInput.Setting> settings) {}

    record ProvidersInput(
            String cluster,
            List<String> capacityProviders,
            List<Capacity.StrategyItem> defaultCapacityProviderStrategy) {}

    record DeleteInput(String cluster) {}

    record Answer(ClusterView cluster) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                operation("CreateCluster", CreateInput.class, ClusterMutations::create),
                operation("UpdateCluster", UpdateInput.class, ClusterMutations::update),
                operation("UpdateClusterSettings", SettingsInput.class, ClusterMutations::settings),
                operation("PutClusterCapacityProviders", ProvidersInput.class, ClusterMutations::providers),
                operation(
                        "DeleteCluster",
                        DeleteInput.class,
                        (call, input) ->
                                new DeleteCluster(new Names(call.caller()).cluster(input.cluster()), call.redacted())));
    }

    private static <I extends Record> Operation<?, ?> operation(
            String name, Class<I> input, Operation.Wording<I, ClusterId> wording) {
        return new Mutation<>(name, input, Answer.class, wording, ClusterMutations::answer);
    }

    private static CreateCluster create(Call call, CreateInput input) {
        var name = input.clusterName() == null ? Names.DEFAULT_CLUSTER : input.clusterName();
        var cluster = new ClusterId(call.caller().region(), Names.name("Cluster", name));
        return new CreateCluster(cluster, document(call.document(), input), call.redacted());
    }

    /// What is kept of a cluster.
    static Doc.Struct document(Doc.Struct asked, CreateInput input) {
        Tag.check(input.tags());
        ClusterInput.check(input.settings());
        ClusterInput.check(input.configuration());
        Capacity.associated(input.capacityProviders(), input.defaultCapacityProviderStrategy());
        var document = Doc.EMPTY
                .with(ClusterCommand.SETTINGS, new Doc.Items(asked.items("settings")))
                .with("tags", new Doc.Items(asked.items("tags")));
        document = input.configuration() == null
                ? document
                : document.with("configuration", asked.struct("configuration"));
        return input.capacityProviders().isEmpty()
                ? document
                : withProviders(document, input.capacityProviders(), input.defaultCapacityProviderStrategy());
    }

    private static Doc.Struct withProviders(
            Doc.Struct document, List<String> providers, List<Capacity.StrategyItem> defaults) {
        return document.with(ClusterCommand.PROVIDERS, ClusterInput.providers(providers))
                .with("defaultCapacityProviderStrategy", ClusterInput.strategy(defaults));
    }

    private static UpdateCluster update(Call call, UpdateInput input) {
        ClusterInput.check(input.settings());
        ClusterInput.check(input.configuration());
        var asked = call.document();
        var members = input.settings().isEmpty()
                ? Doc.EMPTY
                : Doc.EMPTY.with(ClusterCommand.SETTINGS, new Doc.Items(asked.items("settings")));
        members =
                input.configuration() == null ? members : members.with("configuration", asked.struct("configuration"));
        return new UpdateCluster(new Names(call.caller()).cluster(input.cluster()), members, call.redacted());
    }

    private static UpdateCluster settings(Call call, SettingsInput input) {
        if (input.settings().isEmpty()) {
            throw Errors.invalid("Settings can not be empty.");
        }
        return update(call, new UpdateInput(input.cluster(), input.settings(), null));
    }

    private static PutCapacityProviders providers(Call call, ProvidersInput input) {
        Capacity.associated(input.capacityProviders(), input.defaultCapacityProviderStrategy());
        var members = withProviders(Doc.EMPTY, input.capacityProviders(), input.defaultCapacityProviderStrategy());
        return new PutCapacityProviders(new Names(call.caller()).cluster(input.cluster()), members, call.redacted());
    }

    private static Answer answer(Caller caller, State state, ClusterId id) {
        var row = state.clusters().get(id).orElseThrow();
        return new Answer(ClusterView.of(new Arns(caller.account()), state, row, TOLD));
    }
}
