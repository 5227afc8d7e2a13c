package dev.evenkeel.reconcilers.monitoring;

import dev.evenkeel.store.model.alarm.AlarmSpec.Rule;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.model.alarm.MissingData;
import dev.evenkeel.store.model.alarm.Sample;
import java.time.Instant;
import java.util.List;

/// How an alarm is by what it sees: CloudWatch's rules for M breaching periods out of N, and for periods without
/// values.
///
/// @param known since when values were kept at all; what is missing from before is not taken for missing
public record AlarmJudge(Rule rule, Window window, Instant known) {
    /// How an alarm is.
    ///
    /// @param samples that count, latest first
    /// @param breaching how many of them breach
    /// @param filled how many periods without values count
    public record Verdict(AlarmState state, List<Sample> samples, int breaching, int filled) {}

    /// @param now the state that it is in, which it keeps where nothing can be said
    public Verdict judge(AlarmState now) {
        var samples = counting();
        int breaching = (int) samples.stream()
                .filter(sample -> rule.comparison().breaches(sample.value(), rule.threshold()))
                .count();
        int missing = Math.max(0, rule.periods() - samples.size());
        boolean absent = missing > 0 && window.begin(rule.periods()).isBefore(known);
        AlarmState state;
        if (window.weak()) {
            state = now;
        } else if (breaching >= rule.needed()) {
            state = AlarmState.ALARM;
        } else if (missing == 0 || samples.size() - breaching > rule.periods() - rule.needed()) {
            state = AlarmState.OK;
        } else {
            state = absent ? now : filled(samples, breaching, missing, now);
        }
        return new Verdict(state, samples, breaching, missing);
    }

    /// The latest values, some of them from before the periods that count if those have too few.
    private List<Sample> counting() {
        return window.samples().stream().limit(rule.periods()).toList();
    }

    private AlarmState filled(List<Sample> samples, int breaching, int missing, AlarmState now) {
        return switch (rule.treatMissing()) {
            case BREACHING -> breaching + missing >= rule.needed() ? AlarmState.ALARM : AlarmState.OK;
            case NOT_BREACHING -> AlarmState.OK;
            case IGNORE -> samples.size() > breaching ? AlarmState.OK : now;
            case MISSING -> undecided(samples, breaching, now);
        };
    }

    /// Values that all breach are too few to be sure, but not once the earliest of them is old enough.
    private AlarmState undecided(List<Sample> samples, int breaching, AlarmState now) {
        if (samples.isEmpty()) {
            return AlarmState.INSUFFICIENT_DATA;
        }
        if (samples.size() > breaching) {
            return AlarmState.OK;
        }
        return window.age(samples.getLast()) >= rule.needed() ? AlarmState.ALARM : now;
    }

    /// Whether the verdict rests on periods without values alone.
    static boolean isOfMissing(Verdict verdict, Rule rule) {
        return verdict.samples().isEmpty() && rule.treatMissing() != MissingData.MISSING;
    }
}
