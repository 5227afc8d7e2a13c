package dev.evenkeel.reconcilers.image;

import dev.evenkeel.store.model.ImageName;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The images that somebody may want to run at any moment.
public final class NamedImages {
    private NamedImages() {}

    /// Those of every service that is there and of every task that has not stopped, by tag and by digest.
    public static Set<String> of(State state) {
        var names = new TreeSet<String>();
        Stream.of(ofServices(state), ofTaskSets(state), ofTasks(state))
                .flatMap(ids -> ids)
                .distinct()
                .forEach(id -> add(names, state, id));
        services(state)
                .flatMap(service -> service.deployments().stream())
                .forEach(deployment -> names.addAll(deployment.images().values()));
        state.taskSets().values().forEach(set -> names.addAll(set.images().values()));
        return Collections.unmodifiableSet(names);
    }

    private static Stream<ServiceRow> services(State state) {
        return state.services().values().filter(service -> service.status() != ServiceRow.Status.INACTIVE);
    }

    private static Stream<TaskDefinitionId> ofServices(State state) {
        return services(state)
                .flatMap(service -> Stream.concat(
                        Stream.of(service.spec().taskDefinition()),
                        service.deployments().stream().map(deployment -> deployment.definition())));
    }

    private static Stream<TaskDefinitionId> ofTaskSets(State state) {
        return state.taskSets().values().map(set -> set.spec().definition());
    }

    private static Stream<TaskDefinitionId> ofTasks(State state) {
        return state.tasks().byId().values().filter(TaskRow::alive).map(TaskRow::definition);
    }

    private static void add(Set<String> names, State state, TaskDefinitionId id) {
        state.definitions()
                .get(id)
                .ifPresent(row -> row.definition()
                        .containers()
                        .forEach(container ->
                                names.add(ImageName.of(container.image()).toString())));
    }
}
