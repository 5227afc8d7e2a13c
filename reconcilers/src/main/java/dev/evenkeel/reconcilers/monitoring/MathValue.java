package dev.evenkeel.reconcilers.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// What an expression of metric math comes to.
sealed interface MathValue {
    /// A number.
    record Scalar(double value) implements MathValue {}

    /// A number for each period that has one.
    record Line(SortedMap<Instant, Double> values) implements MathValue {}

    /// Several lines.
    record Lines(List<Line> lines) implements MathValue {
        private List<Double> at(Instant at) {
            return lines.stream()
                    .filter(line -> line.values.containsKey(at))
                    .map(line -> line.values.get(at))
                    .toList();
        }
    }

    /// The same done to every number.
    default MathValue map(DoubleUnaryOperator how) {
        return switch (this) {
            case Scalar scalar -> new Scalar(how.applyAsDouble(scalar.value));
            case Line line -> {
                var values = new TreeMap<Instant, Double>();
                line.values.forEach((at, value) -> put(values, at, how.applyAsDouble(value)));
                yield new Line(values);
            }
            case Lines all ->
                new Lines(all.lines.stream().map(line -> (Line) line.map(how)).toList());
        };
    }

    /// Both together, in the periods in which both have a number.
    default MathValue with(MathValue other, DoubleBinaryOperator how) {
        if (other instanceof Scalar(double right)) {
            return map(left -> how.applyAsDouble(left, right));
        }
        if (this instanceof Scalar(double left)) {
            return other.map(right -> how.applyAsDouble(left, right));
        }
        var first = line();
        var second = other.line();
        var values = new TreeMap<Instant, Double>();
        first.values.forEach((at, left) -> {
            var right = second.values.get(at);
            if (right != null) {
                put(values, at, how.applyAsDouble(left, right));
            }
        });
        return new Line(values);
    }

    /// What cannot be told, such as the quotient of something and nothing, is no value.
    static void put(SortedMap<Instant, Double> values, Instant at, double value) {
        if (Double.isFinite(value)) {
            values.put(at, value);
        }
    }

    /// As one line; of several, none.
    default Line line() {
        return this instanceof Line line ? line : new Line(new TreeMap<>());
    }

    /// Several lines folded into one; one line folded into a number.
    default MathValue fold(boolean mean, DoubleBinaryOperator how) {
        return switch (this) {
            case Scalar scalar -> scalar;
            case Line line -> new Scalar(folded(line.values.values(), mean, how));
            case Lines all -> {
                var times = new TreeSet<Instant>();
                all.lines.forEach(line -> times.addAll(line.values.keySet()));
                var values = new TreeMap<Instant, Double>();
                times.forEach(at -> put(values, at, folded(all.at(at), mean, how)));
                yield new Line(values);
            }
        };
    }

    private static double folded(Iterable<Double> numbers, boolean mean, DoubleBinaryOperator how) {
        int count = 0;
        double result = 0;
        for (double number : numbers) {
            result = count++ == 0 ? number : how.applyAsDouble(result, number);
        }
        return count == 0 ? Double.NaN : mean ? result / count : result;
    }
}
