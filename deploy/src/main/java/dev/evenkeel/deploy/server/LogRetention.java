package dev.evenkeel.deploy.server;

import dev.evenkeel.store.ledger.Role;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.shelf.ShelfUnavailableException;
import dev.evenkeel.store.state.LogGroupRow;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Frees the room of lines that are older than their group keeps them: a bounded piece of one group in each turn,
/// all groups once a minute.
final class LogRetention implements Role {
    private static final Logger LOG = LoggerFactory.getLogger(LogRetention.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Supplier<State> state;
    private final LogShelf shelf;
    private final Queue<LogGroupId> left = new ArrayDeque<>();
    private Instant next = Instant.EPOCH;

    LogRetention(Supplier<State> state, LogShelf shelf) {
        this.state = state;
        this.shelf = shelf;
    }

    @Override
    public String name() {
        return "log-retention";
    }

    @Override
    public boolean step(Instant now) {
        if (left.isEmpty() && now.isBefore(next)) {
            return false;
        }
        if (left.isEmpty()) {
            next = now.plus(EVERY);
            state.get()
                    .logGroups()
                    .values()
                    .filter(row -> row.retentionDays() != null)
                    .forEach(row -> left.add(row.id()));
        }
        Optional.ofNullable(left.poll())
                .flatMap(group -> state.get().logGroups().get(group))
                .ifPresent(row -> expire(row, now));
        return true;
    }

    private void expire(LogGroupRow row, Instant now) {
        if (!(row.retentionDays() instanceof Integer days)) {
            return;
        }
        try {
            long before = now.minus(Duration.ofDays(days)).toEpochMilli();
            if (shelf.expire(row.id(), before, now.toEpochMilli())) {
                left.add(row.id());
            }
        } catch (ShelfUnavailableException e) {
            LOG.warn("old lines of {} stay for now: {}", row.id(), e.getMessage());
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
