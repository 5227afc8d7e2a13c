package dev.evenkeel.api.metrics;

import dev.evenkeel.api.http.Answer;
import dev.evenkeel.api.http.RequestMeter;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.HostEvent.HostConditionChanged;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.ledger.CommitListener;
import dev.evenkeel.store.metric.Usage;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What happens, as meters: the batches folded into counts, and the time that requests take.
public final class Meters implements CommitListener, RequestMeter, AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final AtomicLong revision = new AtomicLong();
    private final UsageGauges usage = new UsageGauges(registry);
    private final Map<Group, AtomicLong> tasks = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> conditions = new ConcurrentHashMap<>();

    /// Tasks that are counted together. `service` is empty for tasks of none.
    private record Group(String region, String cluster, String service, Phase phase) {
        static Group of(TaskRow row, Phase phase) {
            var cluster = row.id().cluster();
            var service = row.service() == null ? "" : row.service().name();
            return new Group(cluster.region(), cluster.name(), service, phase);
        }

        Tags tags() {
            return Tags.of("region", region, "cluster", cluster, "service", service);
        }
    }

    /// Meters that begin with this state and hear of every batch after it.
    public Meters(State start) {
        Gauge.builder("evenkeel.ledger.revision", revision, AtomicLong::get)
                .description("Revision of the last durable batch")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        collections.bindTo(registry);
        revision.set(start.revision().value());
        start.tasks().byId().values().forEach(row -> count(row, 1));
        start.hosts()
                .values()
                .forEach(host -> host.conditions()
                        .keySet()
                        .forEach(name -> condition(host.id(), name).set(1)));
    }

    @Override
    public void committed(Batch batch, State before, State after) {
        revision.set(batch.revision().value());
        var touched = new TreeSet<TaskId>();
        for (Entry entry : batch.entries()) {
            if (entry.event() instanceof TaskEvent event) {
                tell(event, after);
                touched.add(event.task());
            }
            if (entry.event() instanceof HostConditionChanged event) {
                condition(event.host(), event.condition()).set(event.holds() ? 1 : 0);
            }
        }
        touched.forEach(task -> moved(row(before, task), row(after, task)));
    }

    @Override
    public void answered(Answer.Label label, int status, long nanos) {
        Timer.builder("evenkeel.api.requests")
                .description("Requests answered")
                .tags("service", label.service(), "operation", label.operation(), "status", Integer.toString(status))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /// Shows what running tasks use at present.
    public void measured(State state, List<Usage> usages) {
        usage.show(state, usages);
    }

    /// All meters in Prometheus' text format.
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private void tell(TaskEvent event, State after) {
        var row = row(after, event.task());
        switch (event) {
            case TaskEvent.TaskCreated _ ->
                row.ifPresent(task -> Counter.builder("evenkeel.task.starts")
                        .description("Tasks created")
                        .tags(Group.of(task, task.phase()).tags())
                        .register(registry)
                        .increment());
            case TaskEvent.TaskStopped stopped ->
                row.ifPresent(task -> Counter.builder("evenkeel.task.stops")
                        .description("Tasks stopped, by stop code")
                        .tags(Group.of(task, task.phase())
                                .tags()
                                .and("code", stopped.code().word()))
                        .register(registry)
                        .increment());
            case TaskEvent.ContainerRestarted _ ->
                row.ifPresent(task -> Counter.builder("evenkeel.container.restarts")
                        .description("Containers started again where they stand")
                        .tags(Group.of(task, task.phase()).tags())
                        .register(registry)
                        .increment());
            case TaskEvent.TaskPlaced _,
                    TaskEvent.TaskObserved _,
                    TaskEvent.TaskStopRequested _,
                    TaskEvent.TaskTagged _,
                    TaskEvent.TaskProtectionChanged _,
                    TaskEvent.ShellOpened _,
                    TaskEvent.TaskForgotten _ -> {}
        }
    }

    private AtomicLong condition(HostId host, String condition) {
        return conditions.computeIfAbsent(host + "/" + condition, _ -> {
            var value = new AtomicLong();
            Gauge.builder("evenkeel.host.condition", value, AtomicLong::get)
                    .description("1 while a host suffers from this")
                    .tags("host", host.value(), "condition", condition)
                    .register(registry);
            return value;
        });
    }

    private void moved(Optional<TaskRow> before, Optional<TaskRow> after) {
        before.ifPresent(row -> count(row, -1));
        after.ifPresent(row -> count(row, 1));
    }

    private void count(TaskRow row, int change) {
        tasks.computeIfAbsent(Group.of(row, row.phase()), this::gauge).addAndGet(change);
    }

    private AtomicLong gauge(Group group) {
        var value = new AtomicLong();
        Gauge.builder("evenkeel.tasks", value, AtomicLong::get)
                .description("Tasks of the live state, by phase")
                .tags(group.tags().and("phase", group.phase().name()))
                .register(registry);
        return value;
    }

    private static Optional<TaskRow> row(State state, TaskId task) {
        return state.tasks().byId().get(task);
    }
}
