package dev.evenkeel.reconcilers.monitoring;

import dev.evenkeel.reconcilers.monitoring.AlarmJudge.Verdict;
import dev.evenkeel.store.log.JsonView;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.model.alarm.MissingData;
import dev.evenkeel.store.model.alarm.Sample;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Why an alarm changed its state, in CloudWatch's words.
final class AlarmWords {
    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("dd/MM/yy HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// CloudWatch's reasons end at a thousand characters.
    private static final int MOST_SAMPLES = 20;

    private final AlarmSpec spec;
    private final AlarmState before;
    private final Verdict verdict;

    AlarmWords(AlarmSpec spec, AlarmState before, Verdict verdict) {
        this.spec = spec;
        this.before = before;
        this.verdict = verdict;
    }

    String reason() {
        if (verdict.state() == AlarmState.INSUFFICIENT_DATA) {
            return "Insufficient Data: " + count(verdict.filled(), "datapoint") + was(verdict.filled()) + "unknown.";
        }
        return "Threshold Crossed: " + (AlarmJudge.isOfMissing(verdict, spec.rule()) ? missing() : crossed());
    }

    private String missing() {
        int periods = verdict.filled();
        var treated = spec.rule().treatMissing() == MissingData.BREACHING ? "Breaching" : "NonBreaching";
        return "no datapoints were received for " + count(periods, "period") + " and "
                + count(periods, "missing datapoint") + was(periods) + "treated as [" + treated + "].";
    }

    private String crossed() {
        var rule = spec.rule();
        boolean rings = verdict.state() == AlarmState.ALARM;
        int telling = rings ? verdict.breaching() : verdict.samples().size() - verdict.breaching();
        int needed = rings ? rule.needed() : rule.periods() - rule.needed() + 1;
        return telling + " out of the last " + verdict.samples().size() + " datapoints [" + list(rings) + "]"
                + (telling == 1 ? " was " : " were ") + (rings ? "" : "not ")
                + rule.comparison().phrase() + " the threshold (" + rule.threshold() + ")"
                + (rings && telling < needed ? filled() : minimum(needed)) + ".";
    }

    private String minimum(int needed) {
        return " (minimum " + count(needed, "datapoint") + " for " + before + " -> " + verdict.state() + " transition)";
    }

    private String filled() {
        return spec.rule().treatMissing() == MissingData.BREACHING
                ? " and " + count(verdict.filled(), "missing datapoint") + was(verdict.filled())
                        + "treated as [Breaching]"
                : " and " + count(verdict.filled(), "datapoint") + was(verdict.filled()) + "unknown";
    }

    private String list(boolean breaching) {
        var rule = spec.rule();
        return verdict.samples().stream()
                .filter(sample -> rule.comparison().breaches(sample.value(), rule.threshold()) == breaching)
                .limit(MOST_SAMPLES)
                .map(sample -> sample.value() + " (" + SHORT.format(sample.at()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String count(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    private static String was(int count) {
        return count == 1 ? " was " : " were ";
    }

    /// The same for programs.
    String data(Window window, Instant now) {
        var members = new LinkedHashMap<String, Doc>();
        members.put("version", Doc.of("1.0"));
        members.put("queryDate", Doc.of(LONG.format(now)));
        if (!verdict.samples().isEmpty()) {
            members.put(
                    "startDate", Doc.of(LONG.format(verdict.samples().getLast().at())));
        }
        var metric = spec.metric();
        if (metric != null) {
            members.put("statistic", Doc.of(metric.stat()));
        }
        members.put("period", Doc.of(window.period()));
        members.put(
                "recentDatapoints",
                Doc.of(samples().reversed().stream()
                        .map(sample -> number(sample.value()))
                        .toList()));
        members.put("threshold", number(spec.rule().threshold()));
        members.put(
                "evaluatedDatapoints",
                Doc.of(samples().stream().map(AlarmWords::point).toList()));
        return JsonView.of(new Doc.Struct(members));
    }

    private List<Sample> samples() {
        return verdict.samples().stream().limit(MOST_SAMPLES).toList();
    }

    private static Doc point(Sample sample) {
        return Doc.EMPTY.with("timestamp", Doc.of(LONG.format(sample.at()))).with("value", number(sample.value()));
    }

    private static Doc number(double value) {
        return new Doc.Num(BigDecimal.valueOf(value));
    }
}
