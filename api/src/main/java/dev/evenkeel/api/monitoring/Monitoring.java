package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.store.audit.History;
import dev.evenkeel.store.metric.MetricStore;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// CloudWatch's metrics and alarms. Dashboards, composite alarms and streams are not there.
public final class Monitoring {
    private Monitoring() {}

    /// The service, over what was measured and what callers put.
    ///
    /// @param history in which alarms have left their traces
    public static AwsService service(MetricStore store, History history, InstantSource clock) {
        var operations = Stream.of(
                        new ReadOperations(store, clock).all(),
                        new PutOperation(store, clock).all(),
                        AlarmMutations.all(),
                        AlarmQueries.all(),
                        new AlarmHistory(history).all(),
                        TagOperations.all())
                .<Operation<?, ?>>flatMap(List::stream)
                .toList();
        return AwsService.of("monitoring", operations, new MonitoringWording());
    }
}
