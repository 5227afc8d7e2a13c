package dev.evenkeel.reconcilers.monitoring;

import dev.evenkeel.reconcilers.balancing.TrafficReport;
import dev.evenkeel.store.ledger.Role;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/// Puts what goes through load balancers to the metrics, every ten seconds by the clock.
public final class TrafficWatch implements Role {
    private static final int EVERY = 10;

    private final Supplier<State> state;
    private final Supplier<TrafficReport> traffic;
    private final MetricStore store;
    private TrafficReport before = TrafficReport.NONE;
    private Instant next = Instant.EPOCH;

    public TrafficWatch(Supplier<State> state, Supplier<TrafficReport> traffic, MetricStore store) {
        this.state = state;
        this.traffic = traffic;
        this.store = store;
    }

    @Override
    public String name() {
        return "traffic";
    }

    @Override
    public boolean step(Instant now) {
        if (now.isBefore(next)) {
            return false;
        }
        long into = Math.floorMod(now.getEpochSecond(), EVERY);
        var begin = now.truncatedTo(ChronoUnit.SECONDS).minusSeconds(into);
        var report = traffic.get();
        TrafficSamples.of(state.get(), before, report)
                .forEach(value -> store.put(value, begin.minusSeconds(EVERY), EVERY, now));
        before = report;
        next = begin.plusSeconds(EVERY);
        return true;
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
