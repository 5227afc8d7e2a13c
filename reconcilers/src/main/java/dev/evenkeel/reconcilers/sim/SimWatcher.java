package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.watch.Frame;
import dev.evenkeel.store.watch.Watch;
import dev.evenkeel.store.watch.WatchHub;
import dev.evenkeel.store.watch.WatchSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Somebody who watches, falls behind, hangs up and comes back where it was, also at another server. It must be told
/// every durable batch, in order, once, whole, and be told so when it has seen all.
final class SimWatcher implements Checker {
    private final Agenda agenda;
    private final Dice dice;
    private final Findings findings;
    private final List<Batch> durable = new ArrayList<>();
    private Revision seen = Revision.ZERO;
    private @Nullable WatchHub hub;
    private @Nullable Watch watch;

    SimWatcher(Agenda agenda, Dice dice, Findings findings) {
        this.agenda = agenda;
        this.dice = dice;
        this.findings = findings;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        durable.add(batch);
    }

    /// What services decided of themselves after this revision.
    List<Batch> reconciledAfter(Revision revision) {
        return durable.subList(Math.toIntExact(revision.value()), durable.size()).stream()
                .filter(batch -> batch.origin() instanceof Origin.Reconcile inner
                        && inner.reconciler().equals("service"))
                .toList();
    }

    /// A server is there; whoever watched the one before comes back.
    void connect(WatchHub server) {
        hub = server;
        watch = null;
        agenda.after(pause(), () -> look(server));
    }

    /// The server is gone.
    void disconnect() {
        hub = null;
    }

    private void look(WatchHub server) {
        if (hub == server) {
            readAll(server);
            agenda.after(pause(), () -> look(server));
        }
    }

    /// Reads what there is, and hangs up now and then.
    private void readAll(WatchHub server) {
        var open = watch == null ? server.watch(new WatchSpec(seen)) : watch;
        watch = open;
        for (var frame = next(open); frame.isPresent(); frame = next(open)) {
            take(frame.get());
        }
        findings.check(seen.value() == durable.size(), "a watcher misses nothing", seen + " of " + durable.size());
        if (dice.chance(20)) {
            open.close();
            watch = null;
        }
    }

    private void take(Frame frame) {
        switch (frame) {
            case Frame.Changes changes -> {
                var batch = changes.batch();
                findings.check(
                        batch.revision().equals(seen.next()),
                        "a watcher sees each batch once and in order",
                        seen + ", then " + batch.revision());
                seen = batch.revision();
                boolean whole =
                        seen.value() <= durable.size() && batch.equals(durable.get(Math.toIntExact(seen.value()) - 1));
                findings.check(whole, "a watcher sees what is durable, whole", seen);
            }
            case Frame.Bookmark bookmark ->
                findings.check(bookmark.revision().equals(seen), "a bookmark says what was seen", bookmark.revision());
            case Frame.Gone gone ->
                findings.add("nothing is gone while all is kept", gone.oldest().toString());
        }
    }

    private static Optional<Frame> next(Watch open) {
        try {
            return open.next(Duration.ZERO);
        } catch (InterruptedException impossible) {
            throw new CancellationException("nobody interrupts a simulation");
        }
    }

    private Duration pause() {
        return Duration.ofMillis(100L + dice.below(30_000));
    }
}
