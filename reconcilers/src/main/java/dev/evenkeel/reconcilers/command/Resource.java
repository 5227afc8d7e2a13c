package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.event.ClusterEvent.ClusterChanged;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.HostEvent.HostTagged;
import dev.evenkeel.store.event.ServiceEvent.ServiceTagged;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionTagged;
import dev.evenkeel.store.event.TaskEvent.TaskTagged;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.Tags;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.ClusterRow;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskDefinitionRow;
import dev.evenkeel.store.state.TaskRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that can have tags.
public sealed interface Resource {
    /// A cluster.
    record OfCluster(ClusterId id) implements Resource {}

    /// A service.
    record OfService(ServiceId id) implements Resource {}

    /// A task.
    record OfTask(TaskId id) implements Resource {}

    /// A revision of a task definition.
    record OfDefinition(TaskDefinitionId id) implements Resource {}

    /// A host as it serves a cluster.
    record OfInstance(ClusterId cluster, HostId id) implements Resource {}

    private Optional<Map<String, String>> tags(State state) {
        return switch (this) {
            case OfCluster r ->
                state.clusters().get(r.id()).map(ClusterRow::document).map(Tags::of);
            case OfService r ->
                state.services().get(r.id()).map(row -> Tags.of(row.spec().document()));
            case OfTask r ->
                state.tasks().byId().get(r.id()).map(TaskRow::request).map(Tags::of);
            case OfDefinition r ->
                state.definitions()
                        .get(r.id())
                        .map(row -> Tags.of(row.definition().document()));
            case OfInstance r -> state.hosts().get(r.id()).map(HostRow::tags);
        };
    }

    /// The tags of a resource, whatever has become of it, or a refusal in ECS's words.
    default Outcome<Map<String, String>> known(State state) {
        var tags = tags(state);
        if (tags.isPresent()) {
            return Outcome.accepted(tags.get(), List.of());
        }
        return this instanceof OfCluster
                ? Answers.noCluster()
                : Outcome.refused("ResourceNotFoundException", "The specified " + word() + " was not found.");
    }

    /// The tags of a resource that is there to be tagged, or a refusal in ECS's words.
    default Outcome<Map<String, String>> taggable(State state) {
        var known = known(state);
        if (known instanceof Outcome.Refused<Map<String, String>> || lives(state)) {
            return known;
        }
        return Answers.invalid(
                this instanceof OfTask
                        ? "The specified task is stopped. Specify a running task and try again."
                        : "The specified " + word() + " is inactive. Specify an active " + word() + " and try again.");
    }

    private boolean lives(State state) {
        return switch (this) {
            case OfCluster r ->
                state.clusters().get(r.id()).filter(ClusterRow::active).isPresent();
            case OfService r ->
                state.services()
                        .get(r.id())
                        .filter(row -> row.status() != ServiceRow.Status.INACTIVE)
                        .isPresent();
            case OfTask r ->
                state.tasks().byId().get(r.id()).filter(TaskRow::alive).isPresent();
            case OfDefinition r ->
                state.definitions()
                        .get(r.id())
                        .filter(TaskDefinitionRow::active)
                        .isPresent();
            case OfInstance r -> Answers.isActive(state, r.cluster());
        };
    }

    private String word() {
        return switch (this) {
            case OfCluster _ -> "cluster";
            case OfService _ -> "service";
            case OfTask _ -> "task";
            case OfDefinition _ -> "task definition";
            case OfInstance _ -> "container instance";
        };
    }

    /// What says that it has these tags from now on.
    default Event tagged(State state, Map<String, String> tags) {
        return switch (this) {
            case OfCluster r -> {
                var document = state.clusters().get(r.id()).orElseThrow().document();
                yield new ClusterChanged(r.id(), Tags.replace(document, tags));
            }
            case OfService r -> new ServiceTagged(r.id(), tags);
            case OfTask r -> new TaskTagged(r.id(), tags);
            case OfDefinition r -> new TaskDefinitionTagged(r.id(), tags);
            case OfInstance r -> new HostTagged(r.id(), tags);
        };
    }
}
