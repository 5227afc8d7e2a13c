package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.balancing.Draining;
import dev.evenkeel.reconcilers.balancing.Owners;
import dev.evenkeel.reconcilers.host.Assignment.ContainerPlan;
import dev.evenkeel.reconcilers.host.Assignment.LogTarget;
import dev.evenkeel.reconcilers.host.Assignment.RunTask;
import dev.evenkeel.reconcilers.host.Assignment.StopOrder;
import dev.evenkeel.reconcilers.image.Pins;
import dev.evenkeel.reconcilers.secret.SecretResolver;
import dev.evenkeel.store.event.BalancingEvent;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.LogsEvent;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.ContainerDefinition.LogConfiguration;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskDefinitionRow;
import dev.evenkeel.store.state.TaskRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a state means for one host: its tasks that have not stopped, ready to be run.
public final class Assignments {
    private static final String AWSLOGS = "awslogs";

    private Assignments() {}

    /// What became of some assignments between two states.
    ///
    /// @param drop keys
    public record Change(List<Assignment> put, List<String> drop) {
        public Change {
            put = List.copyOf(put);
            drop = List.copyOf(drop);
        }

        /// Whether the host has nothing to hear.
        public boolean isEmpty() {
            return put.isEmpty() && drop.isEmpty();
        }
    }

    /// Everything wanted of a host.
    public static List<Assignment> of(State state, HostId host) {
        return state.tasks()
                .on(host)
                .<Assignment>flatMap(row -> run(state, row).stream())
                .toList();
    }

    /// What a batch changed for a host. Looks only at the tasks that the batch names.
    public static Change between(State before, State after, Batch batch, HostId host) {
        var tasks = new TreeSet<TaskId>();
        for (var entry : batch.entries()) {
            if (entry.event() instanceof TaskEvent event) {
                tasks.add(event.task());
            } else if (entry.event() instanceof LogsEvent) {
                after.tasks().on(host).map(TaskRow::id).forEach(tasks::add);
            }
            if (entry.event() instanceof BalancingEvent event) {
                Owners.of(before, event).forEach(tasks::add);
            }
            Peers.of(before, after, entry.event()).forEach(tasks::add);
        }
        return between(before, after, tasks.stream(), host);
    }

    /// What changed for a host between any two states.
    public static Change between(State before, State after, HostId host) {
        var tasks = new TreeSet<TaskId>();
        Stream.concat(before.tasks().on(host), after.tasks().on(host))
                .map(TaskRow::id)
                .forEach(tasks::add);
        return between(before, after, tasks.stream(), host);
    }

    private static Change between(State before, State after, Stream<TaskId> tasks, HostId host) {
        var put = new ArrayList<Assignment>();
        var drop = new ArrayList<String>();
        tasks.forEach(task -> {
            var was = on(before, host, task);
            var is = on(after, host, task);
            if (is.isEmpty()) {
                was.ifPresent(run -> drop.add(run.key()));
            } else if (was.isEmpty() || !was.get().wantsTheSameAs(is.get())) {
                put.add(is.get());
            }
        });
        return new Change(put, drop);
    }

    private static Optional<RunTask> on(State state, HostId host, TaskId task) {
        return state.tasks()
                .byId()
                .get(task)
                .filter(row -> row.alive() && host.equals(row.host()))
                .flatMap(row -> run(state, row));
    }

    private static Optional<RunTask> run(State state, TaskRow row) {
        return state.definitions()
                .get(row.definition())
                .map(TaskDefinitionRow::definition)
                .map(definition -> run(state, row, definition.with(row.request().struct("overrides"))));
    }

    private static RunTask run(State state, TaskRow row, TaskDefinition definition) {
        return new RunTask(
                row.id(),
                row.definition(),
                definition.networkMode(),
                Assignment.Common.of(definition),
                state.networks()
                        .interfaces()
                        .of(row.id())
                        .flatMap(attached -> NetworkPlan.of(state, attached, definition))
                        .orElse(null),
                definition.containers().stream()
                        .map(container -> plan(state, row, pinned(container, row.request())))
                        .toList(),
                stop(state, row),
                new TaskReport(
                        row.id(),
                        row.phase(),
                        row.health(),
                        row.containers(),
                        row.times().pullStartedAt(),
                        row.times().pullStoppedAt(),
                        null,
                        null,
                        row.restarts()));
    }

    private static ContainerDefinition pinned(ContainerDefinition container, Doc.Struct request) {
        var image = Pins.image(request, container.name(), container.image());
        return image.equals(container.image())
                ? container
                : ContainerDefinition.of(container.document().with("image", Doc.of(image)));
    }

    private static ContainerPlan plan(State state, TaskRow row, ContainerDefinition container) {
        var ports = row.ports().stream()
                .filter(port -> port.container().equals(container.name()))
                .toList();
        var secrets = new SecretResolver(state.vault()).given(row.id(), container.name());
        return new ContainerPlan(container, ports, log(state, row.id(), container), secrets);
    }

    /// The stream is named as the ECS agent names it, with the task's id where no prefix was given.
    private static @Nullable LogTarget log(State state, TaskId task, ContainerDefinition container) {
        if (!(container.logConfiguration() instanceof LogConfiguration configuration)
                || !configuration.driver().equals(AWSLOGS)) {
            return null;
        }
        Map<String, String> options = configuration.options();
        var region = options.getOrDefault("awslogs-region", task.cluster().region());
        var group = options.getOrDefault("awslogs-group", "");
        var prefix = options.get("awslogs-stream-prefix");
        var own = container.name() + "/" + task.value();
        var stream = prefix == null ? own : prefix + "/" + own;
        boolean exists = state.logGroups().get(new LogGroupId(region, group)).isPresent()
                || Boolean.parseBoolean(options.get("awslogs-create-group"));
        return new LogTarget(region, group, stream, exists);
    }

    /// A task that target groups still have goes on as if nobody had asked it to stop.
    private static @Nullable StopOrder stop(State state, TaskRow row) {
        if (row.stopRequestedBy() == null || !(row.stopCode() instanceof StopCode code) || Draining.holds(state, row)) {
            return null;
        }
        return new StopOrder(code, row.stoppedReason() instanceof String reason ? reason : "");
    }
}
