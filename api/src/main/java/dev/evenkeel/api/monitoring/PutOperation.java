package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Direct;
import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.store.metric.MetricId;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.metric.MetricValue;
import dev.evenkeel.store.metric.Statistic;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Values from callers.
final class PutOperation {
    private static final int MOST_DATA = 1_000;
    private static final int MOST_VALUES = 150;
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);
    private static final List<Integer> RESOLUTIONS = List.of(1, 60);
    private static final int MINUTE = 60;
    private static final double LARGEST = Math.pow(2, 360);

    private final MetricStore store;
    private final InstantSource clock;

    PutOperation(MetricStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    record PutInput(String Namespace, List<Datum> MetricData) {}

    record Datum(
            String MetricName,
            List<Dimension> Dimensions,
            @Nullable Instant Timestamp,
            @Nullable Double Value,
            @Nullable Set StatisticValues,
            List<Double> Values,
            List<Double> Counts,
            @Nullable String Unit,
            @Nullable Integer StorageResolution) {}

    record Set(double SampleCount, double Sum, double Minimum, double Maximum) {}

    record Nothing() {}

    /// A value that is right, and where it belongs.
    private record Put(MetricValue value, Instant at, int resolution) {}

    List<Operation<?, ?>> all() {
        return List.of(new Direct<>("PutMetricData", PutInput.class, Nothing.class, this::put));
    }

    private Nothing put(Caller caller, State state, PutInput input) {
        if (input.Namespace().startsWith("AWS/")) {
            throw Errors.value("The value AWS/ for parameter Namespace is invalid: it is not for users.");
        }
        if (input.MetricData().isEmpty()) {
            throw Errors.missing("MetricData");
        }
        if (input.MetricData().size() > MOST_DATA) {
            throw Errors.value("The collection MetricData must not have a size greater than " + MOST_DATA + ".");
        }
        var now = clock.instant();
        var puts = new ArrayList<Put>();
        for (int i = 0; i < input.MetricData().size(); i++) {
            var path = "MetricData.member." + (i + 1) + ".";
            puts.add(put(caller, input.Namespace(), input.MetricData().get(i), path, now));
        }
        for (var put : puts) {
            if (!store.put(put.value(), put.at(), put.resolution(), now)) {
                throw ApiError.sender("LimitExceededFault", "No more metrics can be kept at present.")
                        .asException();
            }
        }
        return new Nothing();
    }

    private static Put put(Caller caller, String namespace, Datum datum, String path, Instant now) {
        var at = Objects.requireNonNullElse(datum.Timestamp(), now);
        if (at.isBefore(now.minus(OLDEST)) || at.isAfter(now.plus(NEWEST))) {
            throw Errors.value("The parameter " + path + "Timestamp must be within the last two weeks and not more than"
                    + " two hours ahead: " + at);
        }
        int resolution = Objects.requireNonNullElse(datum.StorageResolution(), MINUTE);
        if (!RESOLUTIONS.contains(resolution)) {
            throw Errors.value("The value " + resolution + " for parameter " + path
                    + "StorageResolution must be one of " + RESOLUTIONS + ".");
        }
        var dimensions = Dimension.map(datum.Dimensions(), Errors::value);
        var id = new MetricId(caller.region(), namespace, datum.MetricName(), dimensions);
        var unit = Objects.requireNonNullElse(datum.Unit(), "None");
        return new Put(new MetricValue(id, unit, statistic(datum, path)), at, resolution);
    }

    private static Statistic statistic(Datum datum, String path) {
        int ways = (datum.Value() == null ? 0 : 1)
                + (datum.StatisticValues() == null ? 0 : 1)
                + (datum.Values().isEmpty() ? 0 : 1);
        if (ways != 1) {
            throw Errors.combination("Exactly one of the parameters " + path + "Value, " + path + "StatisticValues and "
                    + path + "Values must be given.");
        }
        if (datum.StatisticValues() instanceof Set set) {
            return set(set, path);
        }
        if (datum.Value() instanceof Double value) {
            return Statistic.of(legal(value, path + "Value"));
        }
        return many(datum, path);
    }

    private static Statistic set(Set set, String path) {
        legal(set.Sum(), path + "StatisticValues.Sum");
        legal(set.Minimum(), path + "StatisticValues.Minimum");
        legal(set.Maximum(), path + "StatisticValues.Maximum");
        if (set.SampleCount() <= 0 || set.Minimum() > set.Maximum()) {
            throw Errors.value("The parameter " + path + "StatisticValues is no statistic of values.");
        }
        return new Statistic(set.SampleCount(), set.Sum(), set.Minimum(), set.Maximum());
    }

    private static Statistic many(Datum datum, String path) {
        var values = datum.Values();
        var counts = datum.Counts();
        if (values.size() > MOST_VALUES || !(counts.isEmpty() || counts.size() == values.size())) {
            throw Errors.value("The parameters " + path + "Values and " + path
                    + "Counts must be of the same size, no more than " + MOST_VALUES + ".");
        }
        return IntStream.range(0, values.size())
                .mapToObj(i -> {
                    double value = legal(values.get(i), path + "Values");
                    double count = counts.isEmpty() ? 1 : counts.get(i);
                    if (!(count > 0)) {
                        throw Errors.value("The parameter " + path + "Counts must be greater than 0.");
                    }
                    return Statistic.of(value, count);
                })
                .reduce(Statistic::plus)
                .orElseThrow();
    }

    private static double legal(double value, String path) {
        if (Double.isNaN(value) || Math.abs(value) > LARGEST) {
            throw Errors.value("The value " + value + " for parameter " + path + " is invalid.");
        }
        return value;
    }
}
