package dev.evenkeel.reconcilers.monitoring;

import dev.evenkeel.reconcilers.monitoring.MathValue.Line;
import dev.evenkeel.reconcilers.monitoring.MathValue.Lines;
import dev.evenkeel.reconcilers.monitoring.MathValue.Scalar;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/// An expression of metric math, read.
sealed interface Formula {
    /// @param lines what other lines come to, by their ids
    /// @param periods in which there could be values
    MathValue value(Function<String, MathValue> lines, List<Instant> periods);

    /// The ids that it speaks of.
    Stream<String> ids();

    /// A number as it is written.
    record Literal(double number) implements Formula {
        @Override
        public MathValue value(Function<String, MathValue> lines, List<Instant> periods) {
            return new Scalar(number);
        }

        @Override
        public Stream<String> ids() {
            return Stream.empty();
        }
    }

    /// Another line.
    record Named(String id) implements Formula {
        @Override
        public MathValue value(Function<String, MathValue> lines, List<Instant> periods) {
            return lines.apply(id);
        }

        @Override
        public Stream<String> ids() {
            return Stream.of(id);
        }
    }

    /// `[a, b]`.
    record Listed(List<Formula> items) implements Formula {
        @Override
        public MathValue value(Function<String, MathValue> lines, List<Instant> periods) {
            return new Lines(items.stream()
                    .map(item -> item.value(lines, periods).line())
                    .toList());
        }

        @Override
        public Stream<String> ids() {
            return items.stream().flatMap(Formula::ids);
        }
    }

    /// One of the functions of one argument.
    record Mapped(DoubleUnaryOperator how, Formula of) implements Formula {
        @Override
        public MathValue value(Function<String, MathValue> lines, List<Instant> periods) {
            return of.value(lines, periods).map(how);
        }

        @Override
        public Stream<String> ids() {
            return of.ids();
        }
    }

    /// `SUM`, `AVG`, `MIN` or `MAX`.
    record Folded(boolean mean, DoubleBinaryOperator how, Formula of) implements Formula {
        @Override
        public MathValue value(Function<String, MathValue> lines, List<Instant> periods) {
            return of.value(lines, periods).fold(mean, how);
        }

        @Override
        public Stream<String> ids() {
            return of.ids();
        }
    }

    /// Two with an operator between them.
    record Joined(DoubleBinaryOperator how, Formula left, Formula right) implements Formula {
        @Override
        public MathValue value(Function<String, MathValue> lines, List<Instant> periods) {
            return left.value(lines, periods).with(right.value(lines, periods), how);
        }

        @Override
        public Stream<String> ids() {
            return Stream.concat(left.ids(), right.ids());
        }
    }

    /// `IF(condition, then, otherwise)`.
    record Choice(Formula condition, Formula then, Formula otherwise) implements Formula {
        @Override
        public MathValue value(Function<String, MathValue> lines, List<Instant> periods) {
            var holds = condition.value(lines, periods);
            var yes = then.value(lines, periods);
            var no = otherwise.value(lines, periods);
            if (holds instanceof Scalar(double always)) {
                return always != 0 ? yes : no;
            }
            var values = new TreeMap<Instant, Double>();
            holds.line().values().forEach((at, each) -> {
                var chosen = each != 0 ? yes : no;
                at(chosen, at).forEach(value -> MathValue.put(values, at, value));
            });
            return new Line(values);
        }

        private static Stream<Double> at(MathValue value, Instant at) {
            return value instanceof Scalar(double number)
                    ? Stream.of(number)
                    : Stream.ofNullable(value.line().values().get(at));
        }

        @Override
        public Stream<String> ids() {
            return Stream.of(condition, then, otherwise).flatMap(Formula::ids);
        }
    }

    /// `FILL(line, number)`, or with `REPEAT` the value before.
    record Filled(Formula of, Formula with, boolean repeat) implements Formula {
        @Override
        public MathValue value(Function<String, MathValue> lines, List<Instant> periods) {
            SortedMap<Instant, Double> known = of.value(lines, periods).line().values();
            double last = repeat ? Double.NaN : ((Scalar) with.value(lines, periods)).value();
            var values = new TreeMap<Instant, Double>();
            for (var at : periods) {
                double here = known.getOrDefault(at, last);
                MathValue.put(values, at, here);
                last = repeat ? here : last;
            }
            return new Line(values);
        }

        @Override
        public Stream<String> ids() {
            return of.ids();
        }
    }
}
