package dev.evenkeel.api.monitoring;

import dev.evenkeel.store.metric.Statistic;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What is made of the values of a period.
enum Stat {
    AVERAGE("Average", Statistic::average),
    SUM("Sum", Statistic::sum),
    MINIMUM("Minimum", Statistic::minimum),
    MAXIMUM("Maximum", Statistic::maximum),
    SAMPLE_COUNT("SampleCount", Statistic::count);

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // only method references are given to it
    private final ToDoubleFunction<Statistic> value;

    Stat(String word, ToDoubleFunction<Statistic> value) {
        this.word = word;
        this.value = value;
    }

    /// @throws dev.evenkeel.api.protocol.ApiException for percentiles and their like, which are not kept
    static Stat of(String word) {
        return Arrays.stream(values())
                .filter(stat -> stat.word.equals(word))
                .findFirst()
                .orElseThrow(() -> Errors.value("The value " + word + " for parameter Stat is not supported yet."));
    }

    double of(Statistic statistic) {
        return value.applyAsDouble(statistic);
    }

    /// The value, if this is one of the words that are asked for.
    Optional<Double> ifAsked(Iterable<String> words, Statistic statistic) {
        for (String asked : words) {
            if (asked.equals(word)) {
                return Optional.of(of(statistic));
            }
        }
        return Optional.empty();
    }
}
