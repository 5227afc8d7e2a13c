package dev.evenkeel.store.ledger;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent.CallRefused;
import dev.evenkeel.store.event.CallEvent.Called;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.log.BatchCodec;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.state.Fold;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/// The ledger as a role. One turn: take what was submitted, decide each on the tip, let the reactor answer, append all
/// of it with one sync, and only then let anyone see it.
///
/// The tip is ahead of the committed state only within a turn. When the log does not take a turn, the tip falls back
/// and every caller of that turn is told; nothing of it was ever seen.
public final class LedgerCore implements Ledger, Role {
    private static final int SUBMISSIONS = 256;
    private static final int EVENTS = 10_000;
    private static final long TERM = 1;
    /// After a turn that the log did not take, decisions of our own wait this long; callers may try at once.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EventLog log;
    private final Reactor reactor;
    private final Dice seeds;
    private final BiConsumer<Origin, RuntimeException> defects;
    private final Queue<Submission<?>> queue = new ConcurrentLinkedQueue<>();
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private volatile State committed;
    private Optional<Instant> pauseUntil = Optional.empty();
    private volatile Runnable wake = () -> {};

    /// @param start the fold of everything in `log`
    /// @param seed from which each decision gets its own
    /// @param defects hears of decisions that threw: a defect of ours; nothing of such a decision happened
    public LedgerCore(
            EventLog log, State start, Reactor reactor, long seed, BiConsumer<Origin, RuntimeException> defects) {
        this.log = log;
        this.committed = start;
        this.reactor = reactor;
        this.seeds = new Dice(seed);
        this.defects = defects;
        reactor.reset(start);
    }

    /// Adds a listener; to be called before the first turn, or from the ledger's thread.
    public void listen(CommitListener listener) {
        listeners.add(listener);
    }

    @Override
    public State state() {
        return committed;
    }

    @Override
    public <R> CompletionStage<Receipt<R>> submit(Origin origin, Transaction<R> transaction) {
        var submission = new Submission<R>(origin, transaction, new CompletableFuture<>());
        queue.add(submission);
        wake.run();
        return submission.answer;
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public void onWork(Runnable newWake) {
        wake = newWake;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return pauseUntil.or(reactor::wakeAt);
    }

    @Override
    public boolean step(Instant now) {
        var turn = new Turn(committed, now);
        for (int i = 0; i < SUBMISSIONS && queue.poll() instanceof Submission<?> submission; i++) {
            turn.take(submission);
        }
        if (pauseUntil.filter(now::isBefore).isPresent()) {
            return turn.finish();
        }
        pauseUntil = Optional.empty();
        while (turn.events < EVENTS && reactor.next(turn.tip, turn.clock()).orElse(null) instanceof Reactor.Turn due) {
            turn.react(due);
        }
        return turn.finish();
    }

    private record Submission<R>(Origin origin, Transaction<R> transaction, CompletableFuture<Receipt<R>> answer) {}

    private record Step(EventLog.Encoded encoded, State before, State after) {}

    /// What is decided in one step of the role.
    private final class Turn {
        private final Instant now;
        private final List<Step> steps = new ArrayList<>();
        private final List<Runnable> answers = new ArrayList<>();
        private final List<CompletableFuture<?>> waiting = new ArrayList<>();
        private State tip;
        private int events;
        private boolean worked;

        Turn(State start, Instant now) {
            this.tip = start;
            this.now = now;
        }

        /// Time as decisions see it never runs backwards.
        Instant clock() {
            return now.isBefore(tip.at()) ? tip.at() : now;
        }

        <R> void take(Submission<R> submission) {
            worked = true;
            Outcome<R> outcome;
            var inputs = inputs();
            try {
                outcome = submission.transaction.decide(tip, inputs);
                append(submission.origin, inputs, entries(submission, outcome));
            } catch (RuntimeException defect) {
                defects.accept(submission.origin, defect);
                submission.answer.completeExceptionally(defect);
                return;
            }
            waiting.add(submission.answer);
            var revision = tip.revision();
            answers.add(() -> {
                switch (outcome) {
                    case Outcome.Accepted<R> yes -> submission.answer.complete(new Receipt<>(yes.response(), revision));
                    case Outcome.Refused<R> no ->
                        submission.answer.completeExceptionally(new RefusedException(no.code(), no.message()));
                }
            });
        }

        void react(Reactor.Turn due) {
            worked = true;
            var inputs = inputs();
            try {
                if (due.transaction().decide(tip, inputs) instanceof Outcome.Accepted<?> yes) {
                    append(due.origin(), inputs, yes.entries());
                }
            } catch (RuntimeException defect) {
                defects.accept(due.origin(), defect);
            }
        }

        boolean finish() {
            if (!steps.isEmpty()) {
                try {
                    var encoded = steps.stream().map(Step::encoded).toList();
                    log.append(encoded).toCompletableFuture().join();
                } catch (CompletionException notDurable) {
                    undo(Objects.requireNonNullElse(notDurable.getCause(), notDurable));
                    return true;
                }
            }
            for (var step : steps) {
                committed = step.after;
                listeners.forEach(l -> l.committed(step.encoded.batch(), step.before, step.after));
            }
            answers.forEach(Runnable::run);
            return worked;
        }

        private void undo(Throwable cause) {
            pauseUntil = Optional.of(now.plus(PAUSE));
            reactor.reset(committed);
            waiting.forEach(answer -> answer.completeExceptionally(cause));
        }

        private Inputs inputs() {
            return new Inputs(clock(), seeds.next(), tip.revision().next());
        }

        private void append(Origin origin, Inputs inputs, List<Entry> entries) {
            if (entries.isEmpty()) {
                return;
            }
            requireEvidence(origin, inputs, entries);
            var batch = new Batch(inputs.revision(), TERM, inputs.now(), origin, inputs.seed(), tip.head(), entries);
            var encoded = BatchCodec.encode(batch);
            var before = tip;
            tip = Fold.apply(before, batch, encoded.hash());
            steps.add(new Step(encoded, before, tip));
            events += entries.size();
            reactor.decided(batch, before, tip);
        }
    }

    /// Every call leaves who asked what, also when it was refused or changed nothing.
    private static <R> List<Entry> entries(Submission<R> submission, Outcome<R> outcome) {
        var input = submission.transaction.input();
        if (!(submission.origin instanceof Origin.Call call)) {
            return outcome instanceof Outcome.Accepted<R> yes ? yes.entries() : List.of();
        }
        return switch (outcome) {
            case Outcome.Accepted<R> yes -> {
                var all = new ArrayList<Entry>(yes.entries().size() + 1);
                all.add(new Entry(new Called(call.operation(), input), new Reason.Requested()));
                all.addAll(yes.entries());
                yield all;
            }
            case Outcome.Refused<R> no ->
                List.of(new Entry(
                        new CallRefused(call.operation(), input, no.code(), no.message()), new Reason.Requested()));
        };
    }

    /// Evidence points backwards, and what nobody outside caused has some: so every chain of causes ends outside.
    private static void requireEvidence(Origin origin, Inputs inputs, List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            var evidence = entries.get(i).reason().evidence();
            if (origin instanceof Origin.Reconcile && evidence.isEmpty()) {
                throw new IllegalStateException(
                        origin + " gave no evidence for " + entries.get(i).event());
            }
            var self = new EventRef(inputs.revision(), i);
            for (var ref : evidence) {
                if (ref.compareTo(self) >= 0) {
                    throw new IllegalStateException(origin + " quotes " + ref + ", which is not before " + self);
                }
            }
        }
    }
}
