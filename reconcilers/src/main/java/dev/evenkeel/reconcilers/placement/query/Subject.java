package dev.evenkeel.reconcilers.placement.query;

import static dev.evenkeel.reconcilers.placement.query.Operator.EQUALS;
import static dev.evenkeel.reconcilers.placement.query.Operator.GREATER;
import static dev.evenkeel.reconcilers.placement.query.Operator.GREATER_OR_EQUAL;
import static dev.evenkeel.reconcilers.placement.query.Operator.IN;
import static dev.evenkeel.reconcilers.placement.query.Operator.LESS;
import static dev.evenkeel.reconcilers.placement.query.Operator.LESS_OR_EQUAL;
import static dev.evenkeel.reconcilers.placement.query.Operator.MATCHES;
import static dev.evenkeel.reconcilers.placement.query.Operator.NOT_EQUALS;
import static dev.evenkeel.reconcilers.placement.query.Operator.NOT_IN;
import static dev.evenkeel.reconcilers.placement.query.Operator.NOT_MATCHES;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What of an instance a simple expression asks for.
sealed interface Subject {
    /// As expressions name it.
    String name();

    /// Those that it may be compared with.
    Set<Operator> operators();

    /// The test of an operator and as many arguments as it takes.
    ///
    /// @throws QueryException if an argument makes no sense
    Predicate<Instance> test(Operator operator, List<String> arguments);

    /// @throws QueryException if nothing has this name
    static Subject named(String name) {
        var attribute = name.startsWith("attribute:") ? name.substring("attribute:".length()) : "";
        if (!attribute.isEmpty()) {
            return new Text(name, EnumSet.allOf(Operator.class), i -> i.attribute(attribute).stream());
        }
        return switch (name) {
            case "agentConnected" -> new Text(name, Text.PLAIN, i -> Stream.of(Boolean.toString(i.agentConnected())));
            case "ec2InstanceId" -> new Text(name, Text.PLAIN, i -> Stream.of(i.ec2InstanceId()));
            case "task:group" -> new Text(name, Text.PLAIN, i -> i.taskGroups().stream());
            case "agentVersion" -> new Ordered<>(name, i -> Version.of(i.agentVersion()), Version::parse);
            case "registeredAt" -> new Ordered<>(name, Instance::registeredAt, Moment::parse);
            case "runningTasksCount" -> new Ordered<>(name, i -> (long) i.runningTasksCount(), Ordered::whole);
            default -> throw new QueryException(name + " is nothing that an expression can ask for");
        };
    }

    /// @throws QueryException if this cannot be compared so
    default void requireTakes(Operator operator) {
        if (!operators().contains(operator)) {
            throw new QueryException(name() + " cannot be compared with " + operator.sign());
        }
    }

    /// Text that is there once, more than once, or not at all. A positive test asks whether it holds for one of the
    /// values; a negative one whether it holds for none, so it is true of what is missing.
    record Text(String name, Set<Operator> operators, Function<Instance, Stream<String>> values) implements Subject {
        static final Set<Operator> PLAIN = EnumSet.of(EQUALS, NOT_EQUALS, IN, NOT_IN, MATCHES, NOT_MATCHES);
        private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");

        @Override
        public Predicate<Instance> test(Operator operator, List<String> arguments) {
            return switch (operator) {
                case EQUALS, IN -> any(arguments::contains);
                case NOT_EQUALS, NOT_IN -> any(arguments::contains).negate();
                case EXISTS -> any(_ -> true);
                case NOT_EXISTS -> any(_ -> true).negate();
                case MATCHES -> any(Regex.parse(arguments.getFirst())::matches);
                case NOT_MATCHES ->
                    any(Regex.parse(arguments.getFirst())::matches).negate();
                case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> any(order(operator, arguments.getFirst()));
            };
        }

        private Predicate<Instance> any(Predicate<String> test) {
            return instance -> values.apply(instance).anyMatch(test);
        }

        /// Only numbers have an order.
        private static Predicate<String> order(Operator operator, String argument) {
            var bound = number(argument).orElseThrow(() -> new QueryException(argument + " is not a number"));
            return value -> number(value)
                    .filter(n -> operator.holds(n.compareTo(bound)))
                    .isPresent();
        }

        private static Optional<BigDecimal> number(String text) {
            return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
        }
    }

    /// A value with an order, which every instance has.
    record Ordered<T extends Comparable<T>>(String name, Function<Instance, T> value, Function<String, T> reading)
            implements Subject {
        private static final Set<Operator> OPERATORS =
                EnumSet.of(EQUALS, NOT_EQUALS, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL);
        private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

        @Override
        public Set<Operator> operators() {
            return OPERATORS;
        }

        @Override
        public Predicate<Instance> test(Operator operator, List<String> arguments) {
            var bound = reading.apply(arguments.getFirst());
            return instance -> operator.holds(value.apply(instance).compareTo(bound));
        }

        private static Long whole(String text) {
            if (!WHOLE.matcher(text).matches()) {
                throw new QueryException(text + " is not a whole number");
            }
            return Long.valueOf(text);
        }
    }
}
