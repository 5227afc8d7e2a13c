package dev.evenkeel.reconcilers.monitoring;

import dev.evenkeel.reconcilers.monitoring.MathValue.Line;
import dev.evenkeel.reconcilers.monitoring.MathValue.Scalar;
import dev.evenkeel.store.model.alarm.MetricQuery;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Lines of metric math, and what they come to.
///
/// @param queries in which nothing is wrong, as [#fault] tells
public record MetricMath(MetricReader reader, List<MetricQuery> queries) {
    private static final int MINUTE = 60;

    /// What is wrong with some lines, if anything is.
    public static Optional<String> fault(List<MetricQuery> queries) {
        var known = new TreeMap<String, MetricQuery>();
        queries.forEach(query -> known.put(query.id(), query));
        for (var query : queries) {
            try {
                visit(query, known, new TreeSet<>());
            } catch (IllegalArgumentException wrong) {
                return Optional.of(
                        "Error in expression '" + query.id() + "': " + Objects.requireNonNull(wrong.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static void visit(MetricQuery query, SortedMap<String, MetricQuery> known, Set<String> above) {
        if (!above.add(query.id())) {
            throw new IllegalArgumentException("it leads back to itself");
        }
        ids(query).forEach(id -> {
            var other = known.get(id);
            if (other == null) {
                throw new IllegalArgumentException("there is no " + id);
            }
            visit(other, known, above);
        });
        above.remove(query.id());
    }

    private static Stream<String> ids(MetricQuery query) {
        var expression = query.expression();
        return expression == null
                ? Stream.empty()
                : FormulaParser.parse(expression).ids();
    }

    /// The length of a line's periods: its own, or else the longest of those that it rests on; a minute if none has
    /// any.
    public int period(MetricQuery query) {
        var stat = query.stat();
        if (stat != null) {
            return stat.period();
        }
        return query.period() instanceof Integer own
                ? own
                : ids(query).mapToInt(id -> period(named(id))).max().orElse(MINUTE);
    }

    /// The values of the line that is returned.
    SortedMap<Instant, Double> returned(Periods periods) {
        return queries.stream()
                .filter(MetricQuery::returned)
                .findFirst()
                .map(query -> values(query, periods))
                .orElseGet(TreeMap::new);
    }

    /// The values of a line.
    public SortedMap<Instant, Double> values(MetricQuery query, Periods periods) {
        var begins = Stream.iterate(
                        periods.from(), at -> at.isBefore(periods.until()), at -> at.plusSeconds(periods.seconds()))
                .toList();
        var value = value(query, periods, begins);
        if (value instanceof Scalar(double number)) {
            var constant = new TreeMap<Instant, Double>();
            begins.forEach(at -> MathValue.put(constant, at, number));
            return constant;
        }
        return value.line().values();
    }

    private MathValue value(MetricQuery query, Periods periods, List<Instant> begins) {
        var stat = query.stat();
        if (stat != null) {
            return new Line(reader.values(stat, periods));
        }
        var formula = FormulaParser.parse(Objects.requireNonNull(query.expression()));
        return formula.value(id -> value(named(id), periods, begins), begins);
    }

    private MetricQuery named(String id) {
        return queries.stream()
                .filter(query -> query.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
