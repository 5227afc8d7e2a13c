package dev.evenkeel.reconcilers.command;

import dev.evenkeel.reconcilers.launch.Launch;
import dev.evenkeel.reconcilers.launch.TaskTags;
import dev.evenkeel.reconcilers.network.NetworkRules;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.Tags;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.state.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What RunTask and StartTask ask of every task that they start.
///
/// @param group absent for `family:NAME`
/// @param request the document that each of the tasks keeps: overrides, tags and the like
/// @param network given for `awsvpc` tasks, and for them only
/// @param propagatesTags whether they take over the tags of their definition
/// @param managedTags whether they are given the tags that ECS manages
public record TaskWish(
        ClusterId cluster,
        DefinitionRef definition,
        @Nullable String group,
        String startedBy,
        Doc.Struct request,
        @Nullable NetworkConfiguration network,
        boolean propagatesTags,
        boolean managedTags) {
    private static final String OVERRIDES = "overrides";

    /// Tasks of a definition in a cluster, with nothing said beyond that.
    public static TaskWish of(ClusterId cluster, DefinitionRef definition, String startedBy) {
        return new TaskWish(cluster, definition, null, startedBy, Doc.EMPTY, null, false, false);
    }

    /// The definition that tasks are made of, or a refusal in ECS's words.
    Outcome<TaskDefinition> resolve(State tip) {
        if (!Answers.isActive(tip, cluster)) {
            return Answers.noCluster();
        }
        var row = definition.resolve(tip);
        if (row.isEmpty()) {
            return Answers.client("TaskDefinition not found.");
        }
        if (!row.get().active()) {
            return Answers.client("TaskDefinition is inactive");
        }
        var found = row.get().definition();
        for (var override : request.struct(OVERRIDES).structs("containerOverrides")) {
            var name = override.text("name").orElse("");
            if (found.container(name).isEmpty()) {
                return Answers.invalid(
                        "Override for container named " + name + " is not a container in the TaskDefinition.");
            }
        }
        var problem = NetworkRules.problem(tip, found.networkMode(), network);
        return problem.isPresent() ? Answers.invalid(problem.get()) : Outcome.accepted(found, List.of());
    }

    /// What the launch of a task is told.
    ///
    /// @param kept the request as [dev.evenkeel.reconcilers.capacity.LaunchRules] leaves it
    Launch.Wish launch(TaskDefinition found, Doc.Struct kept, LaunchType type) {
        var document = propagatesTags ? TaskTags.with(kept, Tags.of(found.document())) : kept;
        if (managedTags) {
            document = TaskTags.with(document, TaskTags.managed(cluster, null));
        }
        return new Launch.Wish(cluster, groupOf(found), startedBy, type, null, null, document, network);
    }

    /// An input as placement reads it: its overrides as the tasks keep them.
    Doc.Struct placing(Doc.Struct input) {
        return input.with(OVERRIDES, request.struct(OVERRIDES));
    }

    String groupOf(TaskDefinition found) {
        return group == null ? "family:" + found.id().family() : group;
    }
}
