package dev.evenkeel.store.metric;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// What is made of the values of a period, as CloudWatch names it.
public sealed interface Stat {
    /// Such as `Average` or `p99.9`.
    String word();

    /// The value; empty where it cannot be told.
    OptionalDouble of(Statistic values);

    /// What CloudWatch calls so, if it is kept here.
    static Optional<Stat> of(String word) {
        return Arrays.<Stat>stream(Simple.values())
                .filter(stat -> stat.word().equals(word))
                .findFirst()
                .or(() -> Percentile.parse(word));
    }

    /// The five that there always were.
    enum Simple implements Stat {
        AVERAGE("Average"),
        SUM("Sum"),
        MINIMUM("Minimum"),
        MAXIMUM("Maximum"),
        SAMPLE_COUNT("SampleCount");

        private final String word;

        Simple(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }

        @Override
        public OptionalDouble of(Statistic values) {
            return OptionalDouble.of(
                    switch (this) {
                        case AVERAGE -> values.average();
                        case SUM -> values.sum();
                        case MINIMUM -> values.minimum();
                        case MAXIMUM -> values.maximum();
                        case SAMPLE_COUNT -> values.count();
                    });
        }
    }

    /// The value that so many percent of all do not exceed.
    record Percentile(double percent, String word) implements Stat {
        private static final Pattern FORM = Pattern.compile("p(100|\\d{1,2}(\\.\\d{1,10})?)");

        private static Optional<Stat> parse(String word) {
            return FORM.matcher(word).matches()
                    ? Optional.of(new Percentile(Double.parseDouble(word.substring(1)), word))
                    : Optional.empty();
        }

        @Override
        public OptionalDouble of(Statistic values) {
            return values.percentile(percent);
        }

        /// Whether there are enough values for it to say anything.
        public boolean isSignificant(Statistic values) {
            double share = Math.min(percent, 100 - percent) / 100;
            return values.count() * share >= 10;
        }
    }
}
