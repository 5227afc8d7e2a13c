package dev.evenkeel.reconcilers.monitoring;

import dev.evenkeel.reconcilers.command.AlarmCommand.JudgeAlarm;
import dev.evenkeel.store.ledger.Role;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.state.AlarmRow;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Judges every alarm once in each of its periods, each minute at least, and tells where one is otherwise than the log
/// says. Remembers nothing that matters: after a restart it goes on with the alarms of the log, and does not take for
/// missing what was lost with the process before.
public final class AlarmWatch implements Role {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Supplier<State> state;
    private final MetricStore store;
    private final Consumer<JudgeAlarm> told;
    private Map<AlarmId, Judged> judged = new TreeMap<>();
    private @Nullable Instant began;
    private Instant next = Instant.EPOCH;

    /// What was last judged of an alarm.
    private record Judged(AlarmSpec spec, Instant end) {}

    /// @param told what is to be put to the ledger
    public AlarmWatch(Supplier<State> state, MetricStore store, Consumer<JudgeAlarm> told) {
        this.state = state;
        this.store = store;
        this.told = told;
    }

    @Override
    public String name() {
        return "alarms";
    }

    @Override
    public boolean step(Instant now) {
        if (began == null) {
            began = now;
        }
        if (now.isBefore(next)) {
            return false;
        }
        next = now.plus(EVERY);
        var before = judged;
        judged = new TreeMap<>();
        var since = began;
        state.get().alarms().values().forEach(row -> {
            var end = Window.end(Window.period(row.spec()), now);
            var current = new Judged(row.spec(), end);
            if (!current.equals(before.get(row.id()))) {
                judge(row, end, since, now);
            }
            judged.put(row.id(), current);
        });
        return true;
    }

    private void judge(AlarmRow row, Instant end, Instant since, Instant now) {
        var window = Window.of(row.spec(), store, row.id().region(), end);
        var before = row.status().state();
        boolean inherited = row.status().updatedAt().isBefore(since);
        var known = inherited ? since : Instant.MIN;
        var verdict = new AlarmJudge(row.spec().rule(), window, known).judge(before);
        if (verdict.state() != before) {
            var words = new AlarmWords(row.spec(), before, verdict);
            told.accept(new JudgeAlarm(
                    row.id(),
                    row.since(),
                    row.spec(),
                    verdict.state(),
                    words.reason(),
                    words.data(window, now),
                    verdict.samples()));
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
