package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.store.metric.MetricStore;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// CloudWatch's metrics. Alarms and dashboards are not there yet.
public final class Monitoring {
    private Monitoring() {}

    /// The service, over what was measured of tasks and what callers put.
    public static AwsService service(MetricStore store, InstantSource clock) {
        var operations = Stream.of(new ReadOperations(store, clock).all(), new PutOperation(store, clock).all())
                .<Operation<?, ?>>flatMap(List::stream)
                .toList();
        return AwsService.of("monitoring", operations, new MonitoringWording());
    }
}
