package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.host.AssignmentUpdate;
import dev.evenkeel.reconcilers.host.HostLink;
import dev.evenkeel.reconcilers.host.Report;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A host's link to the server over a line that may be poor: between the agent and the server's own end of it.
final class SimLink implements HostLink {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Agenda agenda;
    private final Wire wire;
    private final ArrayDeque<AssignmentUpdate> inbox = new ArrayDeque<>();
    private Runnable wake = () -> {};
    private @Nullable HostLink end;
    private int session;
    private long sent;
    private long lastLost;
    private boolean broken;
    private boolean closed;

    SimLink(Agenda agenda, Wire wire) {
        this.agenda = agenda;
        this.wire = wire;
    }

    /// The server is there: `serverEnd` is where its updates come from and reports go to.
    void attach(HostLink serverEnd) {
        end = serverEnd;
        session++;
        serverEnd.onUpdate(this::pump);
        pump();
    }

    /// The server is gone.
    void detach() {
        end = null;
    }

    private void pump() {
        var from = end;
        if (from == null || closed) {
            return;
        }
        int sentIn = session;
        for (var update = from.poll(); update.isPresent(); update = from.poll()) {
            var said = update.get();
            long number = ++sent;
            if (!wire.send(() -> arrived(sentIn, number, said))) {
                reconnect();
            }
        }
    }

    /// What an earlier session sent is not heard any more. Only what was sent after the last loss makes up for it.
    private void arrived(int sentIn, long number, AssignmentUpdate update) {
        if (closed || end == null || sentIn != session) {
            return;
        }
        if (update.complete() && number > lastLost) {
            broken = false;
        }
        inbox.add(update);
        wake.run();
    }

    /// A line that lost something is noticed to be broken, and asks for everything until it gets through.
    private void reconnect() {
        lastLost = sent;
        if (!broken) {
            broken = true;
            agenda.after(RETRY, this::retry);
        }
    }

    private void retry() {
        if (broken && !closed) {
            refresh();
            agenda.after(RETRY, this::retry);
        }
    }

    @Override
    public Optional<AssignmentUpdate> poll() {
        return Optional.ofNullable(inbox.poll());
    }

    @Override
    public void refresh() {
        boolean sent = wire.send(() -> {
            if (end instanceof HostLink there) {
                there.refresh();
                pump();
            }
        });
        if (!sent) {
            reconnect();
        }
    }

    @Override
    public CompletionStage<Void> report(Report report) {
        var result = new CompletableFuture<Void>();
        agenda.after(PATIENCE, () -> result.completeExceptionally(new IllegalStateException("no answer")));
        wire.send(() -> {
            if (end instanceof HostLink there) {
                there.report(report).whenComplete((_, error) -> wire.send(() -> settle(result, error)));
            }
        });
        return result;
    }

    private static void settle(CompletableFuture<Void> result, @Nullable Throwable error) {
        if (error == null) {
            result.complete(null);
        } else {
            result.completeExceptionally(error);
        }
    }

    @Override
    public void onUpdate(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public void close() {
        closed = true;
        if (end instanceof HostLink there) {
            there.close();
        }
        end = null;
    }
}
