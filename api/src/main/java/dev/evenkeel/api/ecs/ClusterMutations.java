package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.ClusterCommand.CreateCluster;
import dev.evenkeel.reconcilers.command.ClusterCommand.DeleteCluster;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is done to clusters.
final class ClusterMutations {
    private static final Set<String> SETTING_VALUES = Set.of("enabled", "enhanced", "disabled");

    private ClusterMutations() {}

    record CreateInput(@Nullable String clusterName, List<Setting> settings, List<Tag> tags) {}

    record Setting(@Nullable String name, @Nullable String value) {}

    record DeleteInput(String cluster) {}

    record Answer(ClusterView cluster) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateCluster",
                        CreateInput.class,
                        Answer.class,
                        ClusterMutations::create,
                        ClusterMutations::answer),
                new Mutation<>(
                        "DeleteCluster",
                        DeleteInput.class,
                        Answer.class,
                        (call, input) ->
                                new DeleteCluster(new Names(call.caller()).cluster(input.cluster()), call.redacted()),
                        ClusterMutations::answer));
    }

    private static CreateCluster create(Call call, CreateInput input) {
        var name = input.clusterName() == null ? Names.DEFAULT_CLUSTER : input.clusterName();
        var cluster = new ClusterId(call.caller().region(), Names.name("Cluster", name));
        return new CreateCluster(cluster, document(call.document(), input), call.redacted());
    }

    /// What is kept of a cluster: its settings and tags.
    static Doc.Struct document(Doc.Struct asked, CreateInput input) {
        Tag.check(input.tags());
        for (Setting setting : input.settings()) {
            if (!SETTING_VALUES.contains(setting.value() == null ? "" : setting.value())) {
                throw Errors.invalid("Invalid value for setting " + setting.name() + ": " + setting.value());
            }
        }
        return Doc.EMPTY
                .with("settings", new Doc.Items(asked.items("settings")))
                .with("tags", new Doc.Items(asked.items("tags")));
    }

    private static Answer answer(Caller caller, State state, ClusterId id) {
        var row = state.clusters().get(id).orElseThrow();
        return new Answer(ClusterView.of(new Arns(caller.account()), state, row, Set.of("TAGS", "SETTINGS")));
    }
}
