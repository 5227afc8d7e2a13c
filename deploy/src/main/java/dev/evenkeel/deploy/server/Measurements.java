package dev.evenkeel.deploy.server;

import dev.evenkeel.api.metrics.Meters;
import dev.evenkeel.runtime.stats.Sampler;
import dev.evenkeel.store.metric.EcsMetrics;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.metric.Usage;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.List;

/// Passes on what was measured of tasks: the last seconds to the meters, each minute to CloudWatch's metrics.
record Measurements(MetricStore store, Meters meters) implements Sampler.Listener {
    private static final int MINUTE = 60;

    @Override
    public void measured(State state, List<Usage> usages) {
        meters.measured(state, usages);
    }

    @Override
    public void minute(Instant minute, State state, List<Usage> usages) {
        for (var value : EcsMetrics.of(state, usages)) {
            store.put(value, minute, MINUTE, minute);
        }
    }
}
