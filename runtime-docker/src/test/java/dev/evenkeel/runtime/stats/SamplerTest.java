package dev.evenkeel.runtime.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.sim.Blueprint;
import dev.evenkeel.reconcilers.sim.ImagePlan;
import dev.evenkeel.reconcilers.sim.World;
import dev.evenkeel.store.metric.EcsMetrics;
import dev.evenkeel.store.metric.Usage;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.ClusterRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SamplerTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, String> figures = new TreeMap<>();
    private final List<List<Usage>> measured = new ArrayList<>();
    private final List<List<Usage>> minutes = new ArrayList<>();
    private State state = State.EMPTY;
    private Sampler sampler;

    @BeforeEach
    void twoTasksRun() {
        run(Blueprint.image("web:1"));
    }

    private void run(Blueprint tasks) {
        state = World.seed(3)
                .host(4096, 8192)
                .image("web:1", ImagePlan.forever())
                .service("web", 2, tasks)
                .settle()
                .state();
        sampler = new Sampler(host(), () -> state, new Figures(figures), new Sampler.Listener() {
            @Override
            public void measured(State seen, List<Usage> usages) {
                measured.add(usages);
            }

            @Override
            public void minute(Instant minute, State seen, List<Usage> usages) {
                minutes.add(usages);
            }
        });
    }

    @Test
    void whatWasUsedIsToldOfTheTimeBetweenTwoReadings() {
        tick(0, 0, 0);
        tick(10, 5_000_000_000L, 2_000);

        assertEquals(List.of(), measured.getFirst());
        var usage = measured.getLast().getFirst();
        assertEquals(512, usage.cpu(), 0.001);
        assertEquals(64, usage.memory(), 0.001);
        assertEquals(200, usage.received(), 0.001);
        assertEquals(2_000, usage.written(), 0.001);
    }

    @Test
    void whatGoesOverTheInterfaceOfATaskIsCountedWithItsSandboxAndOnce() {
        run(Blueprint.image("web:1").sidecar("side", "web:1").attached());
        state.tasks().on(host()).forEach(task -> figures.put("sandbox " + task.id(), json(0, 7, 0)));
        tick(0, 0, 0, "\"none\": {}");
        state.tasks().on(host()).forEach(task -> figures.put("sandbox " + task.id(), json(10, 9_000_000_000L, 3_000)));
        tick(10, 5_000_000_000L, 2_000, "\"none\": {}");

        var usage = measured.getLast().getFirst();
        assertEquals(300, usage.received(), 0.001);
        assertEquals(1024, usage.cpu(), 0.001, "the sandbox itself is no part of the task");
        assertEquals(128, usage.memory(), 0.001);
    }

    @Test
    void nothingIsReadBeforeItsTime() {
        tick(0, 0, 0);

        assertFalse(sampler.step(START.plusSeconds(9)));
        assertEquals(Optional.of(START.plusSeconds(10)), sampler.wakeAt());
    }

    @Test
    void aMinuteIsTheMeanOfItsReadings() {
        for (int i = 0; i <= 6; i++) {
            tick(10 * i, (i % 2 == 0 ? i : i + 1) * 10_000_000_000L, 0);
        }

        assertEquals(1, minutes.size());
        assertEquals(2, minutes.getFirst().size());
        assertEquals(6 * 1024.0 / 5, minutes.getFirst().getFirst().cpu(), 0.001);
    }

    @Test
    void aContainerThatDoesNotAnswerIsLeftOut() {
        tick(0, 0, 0);
        figures.replaceAll((_, _) -> "{}");
        sampler.step(START.plusSeconds(10));
        figures.clear();
        sampler.step(START.plusSeconds(20));

        assertEquals(List.of(), measured.getLast());
    }

    @Test
    void countersThatBeganAnewAreNoNegativeUse() {
        tick(0, 9_000_000_000L, 9_000);
        tick(10, 1_000_000_000L, 10);

        assertEquals(102.4, measured.getLast().getFirst().cpu(), 0.001);
        assertTrue(measured.getLast().getFirst().received() >= 0);
    }

    private static double value(Map<String, Double> values, String metric) {
        return Objects.requireNonNull(values.get(metric), metric);
    }

    @Test
    void aServiceUsesPercentOfWhatItReserves() {
        var values = values(EcsMetrics.ECS, "ServiceName");

        assertEquals(50, value(values, "CPUUtilization"), 0.001);
        assertEquals(25, value(values, "MemoryUtilization"), 0.001);
    }

    @Test
    void aClusterUsesPercentOfItsHosts() {
        var values = values(EcsMetrics.ECS, "");

        double reserved =
                state.tasks().byId().values().mapToInt(row -> row.cpu()).sum();
        assertEquals(reserved / 2 / 4096 * 100, value(values, "CPUUtilization"), 0.001);
        assertEquals(reserved / 4096 * 100, value(values, "CPUReservation"), 0.001);
    }

    @Test
    void containerInsightsAreThereWhereTheClusterAsksForThem() {
        assertTrue(values(EcsMetrics.INSIGHTS, "ServiceName").isEmpty());
        state.clusters().values().toList().forEach(this::withInsights);

        var service = values(EcsMetrics.INSIGHTS, "ServiceName");
        assertEquals(2, value(service, "RunningTaskCount"));
        assertEquals(0, value(service, "PendingTaskCount"));
        assertEquals(2, value(service, "DesiredTaskCount"));
        assertEquals(1, value(service, "DeploymentCount"));
        assertEquals(value(service, "CpuReserved") / 2, value(service, "CpuUtilized"), 0.001);
        var cluster = values(EcsMetrics.INSIGHTS, "");
        assertEquals(2, value(cluster, "TaskCount"));
        assertEquals(1, value(cluster, "ServiceCount"));
        assertEquals(1, value(cluster, "ContainerInstanceCount"));
        assertEquals(
                value(service, "MemoryReserved"),
                values(EcsMetrics.INSIGHTS, "TaskDefinitionFamily").get("MemoryReserved"));
    }

    /// Every task uses half its CPU and a quarter of its memory.
    private Map<String, Double> values(String namespace, String dimension) {
        var usages = state.tasks()
                .byId()
                .values()
                .map(row -> new Usage(row.id(), row.cpu() / 2.0, row.memory() / 4.0, 0, 0, 0, 0))
                .toList();
        var values = new TreeMap<String, Double>();
        for (var value : EcsMetrics.of(state, usages)) {
            var dimensions = value.id().dimensions();
            boolean asked = dimension.isEmpty() ? dimensions.size() == 1 : dimensions.containsKey(dimension);
            if (value.id().namespace().equals(namespace) && asked) {
                values.put(value.id().name(), value.statistic().average());
            }
        }
        return values;
    }

    private void withInsights(ClusterRow row) {
        var setting = Doc.EMPTY.with("name", Doc.of("containerInsights")).with("value", Doc.of("enabled"));
        var document = row.document().with("settings", Doc.of(List.of(setting)));
        state = state.withClusters(
                state.clusters().with(row.id(), new ClusterRow(row.id(), row.active(), document, row.since())));
    }

    private HostId host() {
        return state.hosts().values().findFirst().orElseThrow().id();
    }

    private void tick(int seconds, long cpu, long bytes) {
        tick(seconds, cpu, bytes, eth0(bytes));
    }

    private void tick(int seconds, long cpu, long bytes, String network) {
        state.tasks()
                .on(host())
                .forEach(task -> task.containers()
                        .forEach(container -> figures.put(
                                String.valueOf(container.runtimeId()), json(seconds, cpu, bytes, network))));
        assertTrue(sampler.step(START.plusSeconds(seconds)));
    }

    private static String eth0(long bytes) {
        return "\"eth0\": {\"rx_bytes\": " + bytes + ", \"tx_bytes\": 0}";
    }

    private static String json(int seconds, long cpu, long bytes) {
        return json(seconds, cpu, bytes, eth0(bytes));
    }

    private static String json(int seconds, long cpu, long bytes, String network) {
        return String.format(Locale.ROOT, """
                {"read": "%s", "cpu_stats": {"cpu_usage": {"total_usage": %d}},
                 "memory_stats": {"usage": 69206016, "stats": {"total_inactive_file": 2097152}},
                 "networks": {%s},
                 "blkio_stats": {"io_service_bytes_recursive": [{"op": "Read", "value": 0}, {"op": "Write", "value": %d}]}}
                """, START.plusSeconds(seconds), cpu, network, bytes);
    }

    /// An engine that says this, of containers by their id and of sandboxes by their task.
    private record Figures(Map<String, String> texts) implements StatsSource {
        @Override
        public Optional<String> stats(String runtimeId) {
            return Optional.ofNullable(texts.get(runtimeId));
        }

        @Override
        public Optional<String> sandboxStats(TaskId task) {
            return Optional.ofNullable(texts.get("sandbox " + task));
        }
    }
}
