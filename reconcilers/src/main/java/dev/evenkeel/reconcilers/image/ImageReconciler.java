package dev.evenkeel.reconcilers.image;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.loop.Reconciler;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.DeploymentEvent.ImageResolved;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.TaskObserved;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ImageName;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskDefinitionRow;
import dev.evenkeel.store.state.TaskRow;
import dev.evenkeel.store.state.TaskSetRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Remembers for each deployment what the first task that fetched an image found behind its tag, so that all later
/// tasks run the same bytes. An image without a digest in a registry, made on its host, stays what its tag says there.
public final class ImageReconciler implements Reconciler<TaskId> {
    @Override
    public String name() {
        return "image";
    }

    @Override
    public Set<Class<? extends Event>> emits() {
        return Set.of(ImageResolved.class);
    }

    @Override
    public Stream<TaskId> all(State state) {
        return state.services()
                .values()
                .flatMap(service -> state.tasks().of(service.id()).map(TaskRow::id));
    }

    @Override
    public Stream<TaskId> concerns(Batch batch, State before, State after) {
        return batch.entries().stream()
                .map(Entry::event)
                .filter(TaskObserved.class::isInstance)
                .map(event -> ((TaskObserved) event).task());
    }

    @Override
    public Decision reconcile(State state, TaskId key, Inputs inputs) {
        return state.tasks().byId().get(key).map(task -> resolve(state, task)).orElse(Decision.NOTHING);
    }

    private static Decision resolve(State state, TaskRow task) {
        if (!(task.service() instanceof ServiceId service) || !(task.deployment() instanceof DeploymentId id)) {
            return Decision.NOTHING;
        }
        var known = images(state, service, id);
        var definition = state.definitions().get(task.definition()).map(TaskDefinitionRow::definition);
        if (known.isEmpty() || definition.isEmpty()) {
            return Decision.NOTHING;
        }
        var why = new Reason.FirstFetched(task.id(), List.of(task.phaseSince()));
        var entries = new ArrayList<Entry>();
        for (var seen : task.containers()) {
            if (seen.imageDigest() instanceof String digest && !known.get().containsKey(seen.name())) {
                exact(definition.get(), seen.name(), digest)
                        .map(image -> new ImageResolved(service, id, seen.name(), image))
                        .ifPresent(event -> entries.add(new Entry(event, why)));
            }
        }
        return new Decision(entries, Optional.empty());
    }

    /// What is resolved by now of a deployment, or of the task set that is one.
    private static Optional<Map<String, String>> images(State state, ServiceId service, DeploymentId id) {
        return state.services()
                .get(service)
                .flatMap(row -> row.deployment(id))
                .map(DeploymentRow::images)
                .or(() -> state.taskSets().get(new TaskSetId(service, id)).map(TaskSetRow::images));
    }

    private static Optional<String> exact(TaskDefinition definition, String container, String digest) {
        boolean wanted = definition.document().structs("containerDefinitions").stream()
                .filter(c -> c.text("name").filter(container::equals).isPresent())
                .noneMatch(ImageReconciler::isFree);
        return definition
                .container(container)
                .map(c -> ImageName.of(c.image()))
                .filter(name -> wanted && !name.isExact())
                .map(name -> name.at(digest).toString());
    }

    private static boolean isFree(Doc.Struct container) {
        return container.text("versionConsistency").filter("disabled"::equals).isPresent();
    }
}
