package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How production traffic goes over to a new revision, step by step. Never empty; the last step sends everything.
///
/// Worked: LINEAR by 40 % with 6 minutes: 40.0 % for 6 minutes, 80.0 % for 6 minutes, 100 %. CANARY of 2.5 % with 10
/// minutes: 2.5 % for 10 minutes, 100 %. BLUE_GREEN: 100 %.
public record Steps(List<Step> all) {
    private static final int WHOLE = 1000;

    /// Everything in one step.
    public static final Steps ALL_AT_ONCE = new Steps(List.of(new Step(WHOLE, Duration.ZERO)));

    private static final BigDecimal LINEAR_PERCENT = BigDecimal.valueOf(10);
    private static final BigDecimal CANARY_PERCENT = BigDecimal.valueOf(5);
    private static final long LINEAR_MINUTES = 6;
    private static final long CANARY_MINUTES = 10;

    public Steps {
        all = List.copyOf(all);
    }

    /// One step.
    ///
    /// @param permille thousandths of the requests that the new revision gets from then on
    /// @param bake how long that is looked at before the next step
    public record Step(int permille, Duration bake) {}

    /// As a service asks for it, with ECS's defaults where it does not say.
    public static Steps of(ServiceSpec spec) {
        var asked = spec.deploymentConfiguration();
        return switch (spec.strategy()) {
            case ROLLING, BLUE_GREEN -> ALL_AT_ONCE;
            case LINEAR -> {
                var linear = asked.struct("linearConfiguration");
                yield linear(
                        permille(linear, "stepPercent", LINEAR_PERCENT),
                        minutes(linear, "stepBakeTimeInMinutes", LINEAR_MINUTES));
            }
            case CANARY -> {
                var canary = asked.struct("canaryConfiguration");
                yield canary(
                        permille(canary, "canaryPercent", CANARY_PERCENT),
                        minutes(canary, "canaryBakeTimeInMinutes", CANARY_MINUTES));
            }
        };
    }

    private static Steps linear(int permille, Duration bake) {
        var steps = new ArrayList<Step>();
        for (int sent = permille; sent < WHOLE; sent += permille) {
            steps.add(new Step(sent, bake));
        }
        steps.add(new Step(WHOLE, Duration.ZERO));
        return new Steps(steps);
    }

    private static Steps canary(int permille, Duration bake) {
        return permille == WHOLE
                ? ALL_AT_ONCE
                : new Steps(List.of(new Step(permille, bake), new Step(WHOLE, Duration.ZERO)));
    }

    private static int permille(Doc.Struct asked, String member, BigDecimal otherwise) {
        var percent = asked.get(member)
                .map(value -> value instanceof Doc.Num num ? num.value() : otherwise)
                .orElse(otherwise);
        return percent.movePointRight(1).intValueExact();
    }

    private static Duration minutes(Doc.Struct asked, String member, long otherwise) {
        return Duration.ofMinutes(asked.whole(member).orElse(otherwise));
    }

    /// A step by its number, from 1.
    public Step number(int number) {
        return all.get(number - 1);
    }

    /// Whether no step follows one.
    public boolean isLast(int number) {
        return number >= all.size();
    }
}
