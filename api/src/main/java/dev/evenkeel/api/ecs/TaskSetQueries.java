package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;

/// What is asked about task sets.
final class TaskSetQueries {
    private TaskSetQueries() {}

    record DescribeInput(String cluster, String service, List<String> taskSets, List<String> include) {}

    record DescribeAnswer(List<TaskSetView> taskSets, List<Failure> failures) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("DescribeTaskSets", DescribeInput.class, DescribeAnswer.class, TaskSetQueries::describe));
    }

    /// All of a service where none is named.
    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var cluster = ClusterQueries.active(caller, state, input.cluster()).id();
        var names = new Names(caller);
        var row = state.services().get(names.service(cluster, input.service())).orElseThrow(Errors::serviceNotFound);
        if (row.status() != ServiceRow.Status.ACTIVE) {
            throw Errors.of("ServiceNotActiveException", "Service was not ACTIVE.");
        }
        var arns = new Arns(caller.account());
        boolean withTags = input.include().contains("TAGS");
        if (input.taskSets().isEmpty()) {
            return new DescribeAnswer(TaskSetView.of(arns, state, row, withTags), List.of());
        }
        var found = new ArrayList<TaskSetView>();
        var failures = new ArrayList<Failure>();
        for (String name : input.taskSets()) {
            var id = names.taskSet(row.id(), name);
            state.taskSets()
                    .get(id)
                    .ifPresentOrElse(
                            set -> found.add(TaskSetView.of(arns, state, row, set, withTags)),
                            () -> failures.add(Failure.missing(arns.of(id))));
        }
        return new DescribeAnswer(found, failures);
    }
}
