package dev.evenkeel.reconcilers.host;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// The line to a host in the same process: a queue that nothing gets lost in. Any thread may use it.
public final class LocalHostLink implements HostLink {
    private final HostId host;
    private final Function<Report, CompletionStage<Void>> submit;
    private final ArrayDeque<AssignmentUpdate> queue = new ArrayDeque<>();
    private volatile Runnable wake = () -> {};
    private State last;
    private Revision told = Revision.ZERO;

    /// A line that begins with everything that `now` wants of the host.
    ///
    /// @param submit brings a report to the ledger; completes once it is in the log
    public LocalHostLink(HostId host, State now, Function<Report, CompletionStage<Void>> submit) {
        this.host = host;
        this.submit = submit;
        this.last = now;
        refresh();
    }

    /// A batch was committed. Batches come in order; one that the line began with already is passed over.
    public void published(State before, State after, Batch batch) {
        if (take(before, after, batch)) {
            wake.run();
        }
    }

    private synchronized boolean take(State before, State after, Batch batch) {
        if (after.revision().compareTo(last.revision()) <= 0) {
            return false;
        }
        var change = before.revision().equals(last.revision())
                ? Assignments.between(before, after, batch, host)
                : Assignments.between(last, after, host);
        last = after;
        if (change.isEmpty()) {
            return false;
        }
        queue.add(update(false, change.put(), change.drop()));
        return true;
    }

    private AssignmentUpdate update(boolean complete, List<Assignment> put, List<String> drop) {
        var update = new AssignmentUpdate(complete, told, last.revision(), lastReport(), put, drop);
        told = last.revision();
        return update;
    }

    private long lastReport() {
        return last.hosts().get(host).map(HostRow::lastReport).orElse(0L);
    }

    @Override
    public synchronized Optional<AssignmentUpdate> poll() {
        return Optional.ofNullable(queue.poll());
    }

    @Override
    public synchronized void refresh() {
        queue.clear();
        queue.add(update(true, Assignments.of(last, host), List.of()));
    }

    @Override
    public CompletionStage<Void> report(Report report) {
        return submit.apply(report);
    }

    @Override
    public void onUpdate(Runnable call) {
        wake = call;
    }

    @Override
    public void close() {
        wake = () -> {};
    }
}
