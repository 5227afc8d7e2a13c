package dev.evenkeel.runtime.stats;

import dev.evenkeel.store.ledger.Role;
import dev.evenkeel.store.metric.Usage;
import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the figures of all running containers of a host every ten seconds, one after another, and tells what their
/// tasks used.
public final class Sampler implements Role {
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final HostId host;
    private final Supplier<State> state;
    private final StatsSource source;
    private final Listener listener;
    private Map<String, Reading> readings = new TreeMap<>();
    private final List<List<Usage>> rounds = new ArrayList<>();
    private Instant minute = Instant.EPOCH;
    private Instant next = Instant.EPOCH;

    /// Who hears of what was measured.
    public interface Listener {
        /// What running tasks used over the last seconds.
        void measured(State state, List<Usage> usages);

        /// The means of a minute that is over.
        void minute(Instant minute, State state, List<Usage> usages);
    }

    /// A sampler of what runs on a host.
    public Sampler(HostId host, Supplier<State> state, StatsSource source, Listener listener) {
        this.host = host;
        this.state = state;
        this.source = source;
        this.listener = listener;
    }

    @Override
    public String name() {
        return "stats";
    }

    @Override
    public boolean step(Instant now) {
        if (now.isBefore(next)) {
            return false;
        }
        next = now.plus(EVERY);
        var seen = state.get();
        var usages = sample(seen);
        listener.measured(seen, usages);
        var current = now.truncatedTo(ChronoUnit.MINUTES);
        if (!current.equals(minute) && !rounds.isEmpty()) {
            listener.minute(minute, seen, means());
            rounds.clear();
        }
        minute = current;
        rounds.add(usages);
        return true;
    }

    private List<Usage> means() {
        var sums = new TreeMap<TaskId, Usage>();
        var counts = new TreeMap<TaskId, Integer>();
        for (var usage : rounds.stream().flatMap(List::stream).toList()) {
            sums.merge(usage.task(), usage, Usage::plus);
            counts.merge(usage.task(), 1, Integer::sum);
        }
        return sums.values().stream()
                .map(sum -> sum.dividedBy(Objects.requireNonNull(counts.get(sum.task()))))
                .toList();
    }

    private List<Usage> sample(State seen) {
        var usages = new TreeMap<TaskId, Usage>();
        var now = new TreeMap<String, Reading>();
        seen.tasks()
                .on(host)
                .forEach(task -> read(seen, task).forEach((container, reading) -> {
                    now.put(container, reading);
                    var before = readings.get(container);
                    if (before != null) {
                        usages.merge(task.id(), reading.since(before, task.id()), Usage::plus);
                    }
                }));
        readings = now;
        return List.copyOf(usages.values());
    }

    /// All running containers of a task. Where they share an interface, the sandbox counts for them what went over it.
    private Map<String, Reading> read(State seen, TaskRow task) {
        var found = new TreeMap<String, Reading>();
        var running = running(task);
        running.forEach(id -> read(id, () -> source.stats(id)).ifPresent(reading -> found.put(id, reading)));
        if (!running.isEmpty() && seen.networks().interfaces().of(task.id()).isPresent()) {
            var name = "sandbox of " + task.id();
            read(name, () -> source.sandboxStats(task.id())).ifPresent(reading -> found.put(name, reading.network()));
        }
        return found;
    }

    private static List<String> running(TaskRow task) {
        return task.containers().stream()
                .filter(container -> container.phase() == ContainerPhase.RUNNING)
                .flatMap(container -> Optional.ofNullable(container.runtimeId()).stream())
                .toList();
    }

    /// A question to the engine.
    @FunctionalInterface
    private interface Question {
        Optional<String> ask() throws IOException;
    }

    private static Optional<Reading> read(String container, Question question) {
        try {
            var text = question.ask();
            return text.isPresent() ? Optional.of(Reading.parse(text.get())) : Optional.empty();
        } catch (IOException e) {
            LOG.debug("no figures of {}: {}", container, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public Optional<Instant> wakeAt() {
        return Optional.of(next);
    }

    @Override
    public void onWork(Runnable wake) {
        // Only time brings work here.
    }
}
