package dev.evenkeel.reconcilers.loop;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.ledger.Reactor;
import dev.evenkeel.store.ledger.Transaction;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Runs reconcilers: notes which keys a batch gives reason to look at, and offers them one after another, reconcilers
/// in the order of registration and keys in their own order. Remembers nothing that the state would not tell again.
public final class Conductor implements Reactor {
    private final List<Slot<?>> slots;

    /// @throws IllegalArgumentException when two reconcilers would emit the same event
    public Conductor(List<Reconciler<?>> reconcilers) {
        var owners = new TreeMap<String, String>();
        for (var reconciler : reconcilers) {
            for (var event : reconciler.emits()) {
                var other = owners.put(event.getName(), reconciler.name());
                if (other != null) {
                    throw new IllegalArgumentException(
                            event.getSimpleName() + " is emitted by " + other + " and by " + reconciler.name());
                }
            }
        }
        this.slots = reconcilers.stream().<Slot<?>>map(Slot::new).toList();
    }

    @Override
    public void decided(Batch batch, State before, State after) {
        slots.forEach(slot -> slot.decided(batch, before, after));
    }

    @Override
    public void reset(State state) {
        slots.forEach(slot -> slot.reset(state));
    }

    @Override
    public Optional<Turn> next(State tip, Instant now) {
        for (var slot : slots) {
            var turn = slot.next(now);
            if (turn.isPresent()) {
                return turn;
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Instant> wakeAt() {
        return slots.stream().flatMap(slot -> slot.wakeAt().stream()).min(Comparator.naturalOrder());
    }

    /// Whether no key waits to be looked at; some may wait for their time.
    public boolean quiet() {
        return slots.stream().allMatch(slot -> slot.dirty.isEmpty());
    }

    private static final class Slot<K extends Comparable<? super K>> {
        private final Reconciler<K> reconciler;
        private final TreeSet<K> dirty = new TreeSet<>();
        private final TreeMap<K, Instant> visits = new TreeMap<>();
        private final TreeMap<Instant, TreeSet<K>> calendar = new TreeMap<>();

        Slot(Reconciler<K> reconciler) {
            this.reconciler = reconciler;
        }

        void decided(Batch batch, State before, State after) {
            reconciler.concerns(batch, before, after).forEach(dirty::add);
        }

        void reset(State state) {
            dirty.clear();
            visits.clear();
            calendar.clear();
            reconciler.all(state).forEach(dirty::add);
        }

        Optional<Instant> wakeAt() {
            return calendar.isEmpty() ? Optional.empty() : Optional.of(calendar.firstKey());
        }

        Optional<Turn> next(Instant now) {
            while (!calendar.isEmpty() && !calendar.firstKey().isAfter(now)) {
                var due = calendar.pollFirstEntry().getValue();
                due.forEach(visits::remove);
                dirty.addAll(due);
            }
            var key = dirty.pollFirst();
            if (key == null) {
                return Optional.empty();
            }
            return Optional.of(new Turn(new Origin.Reconcile(reconciler.name(), key.toString()), visit(key)));
        }

        private Transaction<Boolean> visit(K key) {
            return (tip, inputs) -> {
                var decision = reconciler.reconcile(tip, key, inputs);
                requireOwn(decision.entries(), reconciler.emits());
                schedule(key, decision.revisit());
                return Outcome.accepted(true, decision.entries());
            };
        }

        private void schedule(K key, Optional<Instant> revisit) {
            var old = visits.remove(key);
            if (old != null) {
                calendar.computeIfPresent(old, (_, keys) -> {
                    keys.remove(key);
                    return keys.isEmpty() ? null : keys;
                });
            }
            revisit.ifPresent(at -> {
                visits.put(key, at);
                calendar.computeIfAbsent(at, _ -> new TreeSet<>()).add(key);
            });
        }

        private void requireOwn(List<Entry> entries, Set<Class<? extends Event>> own) {
            for (var entry : entries) {
                if (!own.contains(entry.event().getClass())) {
                    throw new IllegalStateException(reconciler.name() + " does not own " + entry.event());
                }
            }
        }
    }
}
