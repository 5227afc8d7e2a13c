package dev.evenkeel.api.metrics;

import dev.evenkeel.store.metric.Usage;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// What tasks use, by cluster, service and family: gauges of those that run, of so many at most.
final class UsageGauges {
    private static final int MOST = 1_000;

    private final MultiGauge cpu;
    private final MultiGauge cpuReserved;
    private final MultiGauge memory;
    private final MultiGauge memoryReserved;
    private final MultiGauge received;
    private final MultiGauge sent;

    /// Tasks whose figures are added up. `service` is empty for tasks of none.
    private record Group(String region, String cluster, String service, String family) implements Comparable<Group> {
        static Group of(TaskRow row) {
            var cluster = row.id().cluster();
            var service = row.service() == null ? "" : row.service().name();
            return new Group(
                    cluster.region(), cluster.name(), service, row.definition().family());
        }

        Tags tags() {
            return Tags.of("region", region, "cluster", cluster, "service", service, "family", family);
        }

        @Override
        public int compareTo(Group other) {
            return toString().compareTo(other.toString());
        }
    }

    private record Sum(double cpu, int cpuReserved, double memory, int memoryReserved, double received, double sent) {
        static Sum of(TaskRow row, Usage usage) {
            return new Sum(usage.cpu(), row.cpu(), usage.memory(), row.memory(), usage.received(), usage.sent());
        }

        Sum plus(Sum other) {
            return new Sum(
                    cpu + other.cpu,
                    cpuReserved + other.cpuReserved,
                    memory + other.memory,
                    memoryReserved + other.memoryReserved,
                    received + other.received,
                    sent + other.sent);
        }
    }

    UsageGauges(MeterRegistry registry) {
        cpu = gauge(registry, "evenkeel.cpu.used", "CPU units used by running tasks, 1024 a core");
        cpuReserved = gauge(registry, "evenkeel.cpu.reserved", "CPU units reserved by running tasks");
        memory = gauge(registry, "evenkeel.memory.used", "MiB used by running tasks");
        memoryReserved = gauge(registry, "evenkeel.memory.reserved", "MiB reserved by running tasks");
        received = gauge(registry, "evenkeel.network.received", "Bytes a second received by running tasks");
        sent = gauge(registry, "evenkeel.network.sent", "Bytes a second sent by running tasks");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    void show(State state, List<Usage> usages) {
        var sums = new TreeMap<Group, Sum>();
        for (var usage : usages) {
            state.tasks()
                    .byId()
                    .get(usage.task())
                    .filter(row -> sums.size() < MOST || sums.containsKey(Group.of(row)))
                    .ifPresent(row -> sums.merge(Group.of(row), Sum.of(row, usage), Sum::plus));
        }
        show(cpu, sums, Sum::cpu);
        show(cpuReserved, sums, Sum::cpuReserved);
        show(memory, sums, Sum::memory);
        show(memoryReserved, sums, Sum::memoryReserved);
        show(received, sums, Sum::received);
        show(sent, sums, Sum::sent);
    }

    private static void show(MultiGauge gauge, Map<Group, Sum> sums, ToDoubleFunction<Sum> part) {
        gauge.register(
                sums.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(entry.getKey().tags(), part.applyAsDouble(entry.getValue())))
                        .toList(),
                true);
    }
}
