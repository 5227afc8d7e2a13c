package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is asked about tasks.
final class TaskQueries {
    private static final int MOST = 100;

    private TaskQueries() {}

    record DescribeInput(@Nullable String cluster, List<String> tasks, List<String> include) {}

    record DescribeAnswer(List<TaskView> tasks, List<Failure> failures) {}

    record ListInput(
            @Nullable String cluster,
            @Nullable String containerInstance,
            @Nullable String family,
            @Nullable String startedBy,
            @Nullable String serviceName,
            @Nullable String desiredStatus,
            @Nullable String launchType,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record ListAnswer(List<String> taskArns, Optional<String> nextToken) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("DescribeTasks", DescribeInput.class, DescribeAnswer.class, TaskQueries::describe),
                new Query<>("ListTasks", ListInput.class, ListAnswer.class, TaskQueries::list));
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var cluster = ClusterQueries.active(caller, state, input.cluster()).id();
        if (input.tasks().isEmpty()) {
            throw Errors.invalid("Tasks cannot be empty.");
        }
        if (input.tasks().size() > MOST) {
            throw Errors.invalid("Tasks can have at most " + MOST + " items.");
        }
        var arns = new Arns(caller.account());
        var found = new ArrayList<TaskView>();
        var failures = new ArrayList<Failure>();
        for (String name : input.tasks()) {
            var id = new Names(caller).task(cluster, name);
            state.tasks()
                    .byId()
                    .get(id)
                    .ifPresentOrElse(
                            row -> found.add(TaskView.of(
                                    arns, state, row, input.include().contains("TAGS"))),
                            () -> failures.add(Failure.missing(arns.of(id))));
        }
        return new DescribeAnswer(found, failures);
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var cluster = ClusterQueries.active(caller, state, input.cluster()).id();
        if (input.containerInstance() != null) {
            known(state, new Names(caller).instance(cluster, input.containerInstance()));
        }
        var paging = Paging.of(input.maxResults(), input.nextToken());
        var page = paging.page(
                candidates(caller, state, cluster, input, paging.after().orElse(""))
                        .filter(row -> matches(caller, row, input))
                        .map(TaskRow::id),
                TaskId::value);
        var arns = new Arns(caller.account());
        return new ListAnswer(page.items().stream().map(arns::of).toList(), page.nextToken());
    }

    private static Stream<TaskRow> candidates(
            Caller caller, State state, ClusterId cluster, ListInput input, String after) {
        var from = new TaskId(cluster, after);
        var stopped = "STOPPED".equals(input.desiredStatus());
        if (input.serviceName() != null) {
            var service = service(caller, state, cluster, input.serviceName());
            if (!stopped) {
                return state.tasks().of(service);
            }
        }
        return state.tasks()
                .byId()
                .from(from)
                .takeWhile(entry -> entry.getKey().cluster().equals(cluster))
                .map(Map.Entry::getValue);
    }

    private static void known(State state, HostId host) {
        if (state.hosts().get(host).isEmpty()) {
            throw Errors.invalid("The specified container instance was not found: " + host);
        }
    }

    private static ServiceId service(Caller caller, State state, ClusterId cluster, String name) {
        var service = new Names(caller).service(cluster, name);
        return state.services()
                .get(service)
                .orElseThrow(Errors::serviceNotFound)
                .id();
    }

    /// Tasks are never PENDING by wish, so that filter finds none, as in ECS.
    private static boolean matches(Caller caller, TaskRow row, ListInput input) {
        var status = input.desiredStatus() == null ? "RUNNING" : input.desiredStatus();
        return status.equals(row.wanted() ? "RUNNING" : "STOPPED")
                && (input.family() == null
                        || input.family().equals(row.definition().family()))
                && (input.startedBy() == null || input.startedBy().equals(row.startedBy()))
                && (input.launchType() == null
                        || input.launchType().equals(row.launchType().name()))
                && (input.serviceName() == null || ofService(caller, row, input.serviceName()))
                && (input.containerInstance() == null || onHost(caller, row, input.containerInstance()));
    }

    private static boolean ofService(Caller caller, TaskRow row, String name) {
        return new Names(caller).service(row.id().cluster(), name).equals(row.service());
    }

    /// Tasks of Fargate are on no container instance, wherever they run.
    private static boolean onHost(Caller caller, TaskRow row, String idOrArn) {
        return row.launchType() != LaunchType.FARGATE
                && new Names(caller).instance(row.id().cluster(), idOrArn).equals(row.host());
    }
}
