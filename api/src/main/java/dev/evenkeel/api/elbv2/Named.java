package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.aws.Page;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Names, ARNs and pages, as inputs give them.
final class Named {
    private static final int MOST = 400;
    private static final int LONGEST = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+");

    private Named() {}

    /// The load balancer of an ARN, whether it is there or not.
    static LoadBalancerId balancer(String arn) {
        return BalancingArns.loadBalancer(arn)
                .orElseThrow(() -> Errors.invalid("'" + arn + "' is not a valid load balancer ARN"));
    }

    /// The target group of an ARN, whether it is there or not.
    static TargetGroupId group(String arn) {
        return BalancingArns.targetGroup(arn)
                .orElseThrow(() -> Errors.invalid("'" + arn + "' is not a valid target group ARN"));
    }

    /// The listener of an ARN, whether it is there or not.
    static ListenerId listener(String arn) {
        return BalancingArns.listener(arn)
                .orElseThrow(() -> Errors.invalid("'" + arn + "' is not a valid listener ARN"));
    }

    /// The rule of an ARN, whether it is there or not.
    static RuleId rule(String arn) {
        return BalancingArns.rule(arn)
                .orElseThrow(() -> Errors.invalid("'" + arn + "' is not a valid listener rule ARN"));
    }

    /// Refuses names that AWS refuses.
    ///
    /// @param what has the name, for people
    static void checkName(String what, String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            throw Errors.invalid(
                    "The " + what + " name '" + name + "' cannot be longer than '32' characters, nor empty");
        }
        if (!NAME.matcher(name).matches()) {
            throw Errors.invalid("The " + what + " name '" + name
                    + "' can only contain characters that are alphanumeric characters and hyphens(-)");
        }
        if (name.startsWith("-") || name.endsWith("-")) {
            throw Errors.invalid("The " + what + " name '" + name + "' cannot begin or end with a hyphen(-)");
        }
    }

    /// A page of rows.
    ///
    /// @param position of a row, by which the next page finds on
    static <T> Page<T> page(
            Stream<T> rows, @Nullable String marker, @Nullable Integer size, Function<T, String> position) {
        var after = marker == null
                ? ""
                : Page.positionOf(marker).orElseThrow(() -> Errors.invalid("'" + marker + "' is not a valid marker"));
        return Page.of(
                rows.filter(row -> position.apply(row).compareTo(after) > 0).sorted(Comparator.comparing(position)),
                size == null ? MOST : size,
                position);
    }

    /// Refuses to mix what excludes each other.
    static void checkOneOf(String message, List<Boolean> given) {
        if (given.stream().filter(present -> present).count() > 1) {
            throw Errors.invalid(message);
        }
    }
}
