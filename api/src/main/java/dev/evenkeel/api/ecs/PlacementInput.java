package dev.evenkeel.api.ecs;

import dev.evenkeel.reconcilers.placement.query.Query;
import dev.evenkeel.reconcilers.placement.query.QueryException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The `placementConstraints` and `placementStrategy` of services and tasks.
final class PlacementInput {
    private static final int MOST_CONSTRAINTS = 10;
    private static final int MOST_STRATEGIES = 5;
    private static final Set<String> SPREAD_FIELDS = Set.of("instanceId", "host");
    private static final Set<String> PACK_FIELDS = Set.of("cpu", "memory");

    private PlacementInput() {}

    /// Where tasks may be.
    record Constraint(@Nullable String type, @Nullable String expression) {}

    /// Where tasks had better be.
    record Strategy(@Nullable String type, @Nullable String field) {}

    /// Refuses what ECS refuses, and expressions that are none.
    static void check(List<Constraint> constraints, List<Strategy> strategies) {
        problem(constraints).ifPresent(message -> {
            throw Errors.invalid(message);
        });
        if (strategies.size() > MOST_STRATEGIES) {
            throw Errors.invalid("A maximum of " + MOST_STRATEGIES + " placement strategies can be specified, but there"
                    + " were " + strategies.size() + ".");
        }
        strategies.forEach(PlacementInput::check);
    }

    /// What is wrong with constraints; empty if nothing is.
    static Optional<String> problem(List<Constraint> constraints) {
        return constraints.size() > MOST_CONSTRAINTS
                ? Optional.of("A maximum of " + MOST_CONSTRAINTS + " placement constraints can be specified, but"
                        + " there were " + constraints.size() + ".")
                : constraints.stream().flatMap(c -> problem(c).stream()).findFirst();
    }

    private static Optional<String> problem(Constraint constraint) {
        if (constraint.type() == null) {
            return Optional.of("Placement constraint type can not be blank.");
        }
        var expression = constraint.expression() == null ? "" : constraint.expression();
        if (constraint.type().equals("distinctInstance")) {
            return expression.isBlank()
                    ? Optional.empty()
                    : Optional.of("A distinctInstance placement constraint takes no expression, but had " + expression);
        }
        try {
            Query.parse(expression);
            return Optional.empty();
        } catch (QueryException e) {
            return Optional.of("Invalid expression '" + expression + "': " + e.getMessage() + ".");
        }
    }

    private static void check(Strategy strategy) {
        if (strategy.type() == null) {
            throw Errors.invalid("Placement strategy type can not be blank.");
        }
        var field = strategy.field() == null ? "" : strategy.field();
        boolean known = switch (strategy.type()) {
            case "spread" ->
                SPREAD_FIELDS.contains(field)
                        || (field.startsWith("attribute:") && field.length() > "attribute:".length());
            case "binpack" -> PACK_FIELDS.contains(field.toLowerCase(Locale.ROOT));
            default -> field.isEmpty();
        };
        if (!known) {
            throw Errors.invalid(
                    "The field '" + field + "' is not valid for the placement strategy " + strategy.type() + ".");
        }
    }
}
