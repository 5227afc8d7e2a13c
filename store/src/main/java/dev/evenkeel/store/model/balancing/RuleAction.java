package dev.evenkeel.store.model.balancing;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rule does with a request.
///
/// @param groups of FORWARD, one at least; none otherwise
/// @param stickiness of FORWARD: how long a client stays with the group it was sent to, if it does
/// @param redirect of REDIRECT
/// @param fixed of FIXED_RESPONSE
public record RuleAction(
        ActionKind kind,
        List<WeightedGroup> groups,
        @Nullable Duration stickiness,
        @Nullable Redirect redirect,
        @Nullable FixedResponse fixed) {
    /// Which of the components counts.
    public enum ActionKind {
        FORWARD,
        REDIRECT,
        FIXED_RESPONSE
    }

    /// Where a client is sent. Each part may hold `#{protocol}`, `#{host}`, `#{port}`, `#{path}` and `#{query}`.
    ///
    /// @param status 301 or 302
    public record Redirect(String protocol, String host, String port, String path, String query, int status) {}

    /// What a client is told.
    public record FixedResponse(int status, String contentType, String body) {}

    /// Everything to one group.
    public static RuleAction forward(TargetGroupId group) {
        return forward(List.of(new WeightedGroup(group, 1)), null);
    }

    /// To several groups by their weights.
    public static RuleAction forward(List<WeightedGroup> groups, @Nullable Duration stickiness) {
        return new RuleAction(ActionKind.FORWARD, groups, stickiness, null, null);
    }

    /// To another place.
    public static RuleAction redirect(Redirect redirect) {
        return new RuleAction(ActionKind.REDIRECT, List.of(), null, redirect, null);
    }

    /// An answer without any target.
    public static RuleAction fixed(FixedResponse fixed) {
        return new RuleAction(ActionKind.FIXED_RESPONSE, List.of(), null, null, fixed);
    }

    /// The same with other groups.
    public RuleAction withGroups(List<WeightedGroup> changed) {
        return new RuleAction(kind, changed, stickiness, redirect, fixed);
    }
}
