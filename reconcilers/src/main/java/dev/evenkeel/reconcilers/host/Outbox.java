package dev.evenkeel.reconcilers.host;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a host has to tell: one report is under way at a time, and whatever changes meanwhile goes into the next. A
/// report that may have been lost is sent again as it was, under the same number, until it is acknowledged.
final class Outbox {
    /// After this long without an answer the report, or the answer, counts as lost.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HostId host;
    private final TreeMap<TaskId, TaskReport> told = new TreeMap<>();
    private final TreeMap<TaskId, TaskReport> changed = new TreeMap<>();
    private @Nullable Report underWay;
    private Instant sendAt = Instant.MAX;
    private int failures;
    private long sequence;

    Outbox(HostId host) {
        this.host = host;
    }

    /// The ledger had taken reports up to this number, and perhaps more since it said so: a number is never used twice.
    void resume(long lastReport) {
        acknowledged(lastReport);
        sequence = Math.max(sequence, lastReport);
    }

    /// The ledger knows this of a task.
    void known(TaskReport report) {
        told.put(report.task(), report);
    }

    /// Nobody wants to hear of the task any more.
    void forget(TaskId task) {
        told.remove(task);
        changed.remove(task);
    }

    /// The task is like this now; it is told only if that is news.
    void offer(TaskReport report) {
        if (report.equals(told.get(report.task()))) {
            changed.remove(report.task());
        } else {
            changed.put(report.task(), report);
        }
    }

    /// The report to send now, if any: the one under way when its time has come again, or a new one.
    Optional<Report> due(Revision seen, Instant now) {
        if (underWay == null && !changed.isEmpty()) {
            underWay = new Report(host, ++sequence, seen, new ArrayList<>(changed.values()));
            told.putAll(changed);
            changed.clear();
            failures = 0;
            sendAt = now;
        }
        if (underWay == null || now.isBefore(sendAt)) {
            return Optional.empty();
        }
        sendAt = now.plus(PATIENCE);
        return Optional.of(underWay);
    }

    void acknowledged(long taken) {
        if (underWay != null && underWay.sequence() <= taken) {
            underWay = null;
            sendAt = Instant.MAX;
        }
    }

    void lost(long which, Instant now) {
        if (underWay != null && underWay.sequence() == which) {
            failures++;
            sendAt = now.plus(Backoff.after(failures));
        }
    }

    /// When a report is due again although nothing changes.
    Optional<Instant> wakeAt() {
        return underWay == null ? Optional.empty() : Optional.of(sendAt);
    }
}
