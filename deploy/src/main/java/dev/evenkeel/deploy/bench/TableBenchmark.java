package dev.evenkeel.deploy.bench;

import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.Table;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntConsumer;

/// The table that state is made of, at a million rows, beside the mutable maps of the JDK: a ceiling, since none of
/// them keeps its old versions.
final class TableBenchmark implements Benchmark {
    private static final int ROWS = 1_000_000;
    private static final int CHANGES = 500_000;

    @Override
    public String name() {
        return "table";
    }

    @Override
    public String title() {
        return "a million rows by task id, in million operations per second";
    }

    @Override
    public void run(Report report) {
        new Rows(report).measure();
    }

    /// The keys, and what is done with them.
    private static final class Rows {
        private final Report report;
        private final TaskId[] keys = new TaskId[ROWS];
        private final Random random = new Random(1);

        Rows(Report report) {
            this.report = report;
            var cluster = new ClusterId("us-east-1", "default");
            for (int i = 0; i < ROWS; i++) {
                keys[i] = new TaskId(
                        cluster, String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong()));
            }
        }

        void measure() {
            report.figure("", "%8s %8s %8s %8s %8s", "insert", "change", "get", "scan", "B/row");
            table();
            map("TreeMap", new TreeMap<>());
            map("ConcurrentSkipListMap", new ConcurrentSkipListMap<>());
            map("HashMap", new HashMap<>());
        }

        private void table() {
            long before = Heap.used();
            var holder = new Object() {
                private Table<TaskId, Integer> table = Table.empty();
            };
            Integer value = 7;
            Integer other = 8;
            double insert = rate(ROWS, i -> holder.table = holder.table.with(keys[i], value));
            double bytes = (double) (Heap.used() - before) / ROWS;
            var places = places();
            var kept = holder.table;
            double change = rate(CHANGES, i -> holder.table = holder.table.with(keys[places[i]], other));
            double get =
                    rate(CHANGES, i -> require(holder.table.get(keys[places[i]]).isPresent()));
            double scan = ROWS
                    / seconds(() ->
                            require(holder.table.values().filter(v -> v > 0).count() == ROWS))
                    / 1e6;
            require(kept.values().noneMatch(v -> v.equals(other)));
            print("Table (copy-on-write)", insert, change, get, scan, bytes);
        }

        private void map(String name, Map<TaskId, Integer> map) {
            long before = Heap.used();
            Integer value = 7;
            Integer other = 8;
            double insert = rate(ROWS, i -> map.put(keys[i], value));
            double bytes = (double) (Heap.used() - before) / ROWS;
            var places = places();
            double change = rate(CHANGES, i -> map.put(keys[places[i]], other));
            double get = rate(CHANGES, i -> require(map.containsKey(keys[places[i]])));
            double scan = ROWS
                    / seconds(() -> require(map.entrySet().stream()
                                    .filter(e -> e.getValue() > 0)
                                    .count()
                            == ROWS))
                    / 1e6;
            print(name, insert, change, get, scan, bytes);
        }

        private void print(String name, double insert, double change, double get, double scan, double bytes) {
            report.figure(name, "%8.2f %8.2f %8.2f %8.2f %8.1f", insert, change, get, scan, bytes);
        }

        private int[] places() {
            return random.ints(CHANGES, 0, ROWS).toArray();
        }

        private static double rate(int count, IntConsumer operation) {
            return count
                    / seconds(() -> {
                        for (int i = 0; i < count; i++) {
                            operation.accept(i);
                        }
                    })
                    / 1e6;
        }

        private static double seconds(Runnable work) {
            long start = System.nanoTime();
            work.run();
            return (System.nanoTime() - start) / 1e9;
        }

        private static void require(boolean held) {
            if (!held) {
                throw new IllegalStateException("the table does not hold what was put into it");
            }
        }
    }
}
