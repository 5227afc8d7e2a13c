package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.reconcilers.balancing.BalancingLimits;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.RuleAction.FixedResponse;
import dev.evenkeel.store.model.balancing.RuleAction.Redirect;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What rules do with requests, as inputs say it and as it is told.
final class Actions {
    private static final int MOST_WEIGHT = 999;
    private static final int LONGEST_STICKINESS = 604_800;
    private static final Set<String> TYPES =
            Set.of("text/plain", "text/css", "text/html", "application/javascript", "application/json");

    private Actions() {}

    /// An action of an input. Only one may be given, so its order says nothing.
    record Action(
            String Type,
            @Nullable String TargetGroupArn,
            @Nullable Integer Order,
            @Nullable RedirectInput RedirectConfig,
            @Nullable FixedConfig FixedResponseConfig,
            @Nullable ForwardInput ForwardConfig) {}

    record RedirectInput(
            @Nullable String Protocol,
            @Nullable String Port,
            @Nullable String Host,
            @Nullable String Path,
            @Nullable String Query,
            String StatusCode) {}

    record FixedConfig(
            @Nullable String MessageBody,
            String StatusCode,
            @Nullable String ContentType) {}

    record ForwardInput(
            List<Weighted> TargetGroups, @Nullable Stickiness TargetGroupStickinessConfig) {}

    record Weighted(
            @Nullable String TargetGroupArn, @Nullable Integer Weight) {}

    record Stickiness(boolean Enabled, @Nullable Integer DurationSeconds) {}

    /// An action as it is told.
    record View(
            String Type,
            Optional<String> TargetGroupArn,
            Optional<RedirectInput> RedirectConfig,
            Optional<FixedConfig> FixedResponseConfig,
            Optional<ForwardView> ForwardConfig) {}

    record ForwardView(List<WeightedView> TargetGroups, StickinessView TargetGroupStickinessConfig) {}

    record WeightedView(String TargetGroupArn, int Weight) {}

    record StickinessView(boolean Enabled, Optional<Integer> DurationSeconds) {}

    /// The one action of a list.
    static RuleAction one(List<Action> actions) {
        if (actions.isEmpty()) {
            throw Errors.invalid("An action must be specified");
        }
        if (actions.size() > 1) {
            throw ApiError.sender(
                            "TooManyActionsException",
                            "Only one action of type forward, redirect or fixed-response is allowed")
                    .asException();
        }
        var action = actions.getFirst();
        return switch (action.Type()) {
            case "forward" -> forward(action);
            case "redirect" -> redirect(action.RedirectConfig());
            case "fixed-response" -> fixed(action.FixedResponseConfig());
            default -> throw Errors.invalid("Actions of type '" + action.Type() + "' are not supported yet.");
        };
    }

    private static RuleAction forward(Action action) {
        var config = action.ForwardConfig();
        if (config == null || config.TargetGroups().isEmpty()) {
            if (action.TargetGroupArn() == null) {
                throw Errors.invalid("A target group ARN must be specified");
            }
            return RuleAction.forward(Named.group(action.TargetGroupArn()));
        }
        var groups = config.TargetGroups().stream().map(Actions::weighted).toList();
        if (groups.size() > BalancingLimits.GROUPS_PER_ACTION) {
            throw ApiError.sender(
                            "TooManyUniqueTargetGroupsPerLoadBalancerException",
                            "An action can forward to at most " + BalancingLimits.GROUPS_PER_ACTION + " target groups")
                    .asException();
        }
        if (groups.stream().map(WeightedGroup::group).distinct().count() < groups.size()) {
            throw Errors.invalid("A target group cannot be specified more than once in an action");
        }
        var named = action.TargetGroupArn();
        if (named != null && (groups.size() > 1 || !groups.getFirst().group().equals(Named.group(named)))) {
            throw Errors.invalid("TargetGroupArn and ForwardConfig must name the same target group");
        }
        return RuleAction.forward(groups, stickiness(config.TargetGroupStickinessConfig()));
    }

    private static WeightedGroup weighted(Weighted input) {
        if (input.TargetGroupArn() == null) {
            throw Errors.invalid("A target group ARN must be specified");
        }
        int weight = input.Weight() == null ? 1 : input.Weight();
        if (weight < 0 || weight > MOST_WEIGHT) {
            throw Errors.invalid("The weight '" + weight + "' must be from 0 to " + MOST_WEIGHT);
        }
        return new WeightedGroup(Named.group(input.TargetGroupArn()), weight);
    }

    private static @Nullable Duration stickiness(@Nullable Stickiness config) {
        if (config == null || !config.Enabled()) {
            return null;
        }
        int seconds = config.DurationSeconds() == null ? 0 : config.DurationSeconds();
        if (seconds < 1 || seconds > LONGEST_STICKINESS) {
            throw Errors.invalid("The stickiness duration '" + seconds + "' must be from 1 to " + LONGEST_STICKINESS);
        }
        return Duration.ofSeconds(seconds);
    }

    private static RuleAction redirect(@Nullable RedirectInput config) {
        if (config == null) {
            throw Errors.invalid("A RedirectConfig must be specified");
        }
        var redirect = new Redirect(
                Objects.requireNonNullElse(config.Protocol(), "#{protocol}"),
                Objects.requireNonNullElse(config.Host(), "#{host}"),
                Objects.requireNonNullElse(config.Port(), "#{port}"),
                Objects.requireNonNullElse(config.Path(), "/#{path}"),
                Objects.requireNonNullElse(config.Query(), "#{query}"),
                config.StatusCode().equals("HTTP_301") ? 301 : 302);
        boolean loops = redirect.protocol().equals("#{protocol}")
                && redirect.host().equals("#{host}")
                && redirect.port().equals("#{port}")
                && redirect.path().equals("/#{path}");
        if (loops) {
            throw ApiError.sender(
                            "InvalidLoadBalancerActionException",
                            "The RedirectConfig is not valid because it creates a loop: it must modify at least one of"
                                    + " protocol, host, port and path")
                    .asException();
        }
        if (!redirect.path().startsWith("/")) {
            throw Errors.invalid("The redirect path '" + redirect.path() + "' must begin with '/'");
        }
        if (!redirect.port().equals("#{port}") && !isPort(redirect.port())) {
            throw Errors.invalid("The redirect port '" + redirect.port() + "' must be from 1 to 65535 or #{port}");
        }
        return RuleAction.redirect(redirect);
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535;
    }

    private static RuleAction fixed(@Nullable FixedConfig config) {
        if (config == null) {
            throw Errors.invalid("A FixedResponseConfig must be specified");
        }
        var type = Objects.requireNonNullElse(config.ContentType(), "text/plain");
        if (!TYPES.contains(type)) {
            throw Errors.invalid("The content type '" + type + "' must be one of text/plain, text/css, text/html,"
                    + " application/javascript, application/json");
        }
        var body = Objects.requireNonNullElse(config.MessageBody(), "");
        return RuleAction.fixed(new FixedResponse(Integer.parseInt(config.StatusCode()), type, body));
    }

    /// An action as it is told.
    static View told(String account, RuleAction action) {
        return switch (action.kind()) {
            case FORWARD -> forwardTold(account, action);
            case REDIRECT ->
                new View("redirect", Optional.empty(), redirectTold(action), Optional.empty(), Optional.empty());
            case FIXED_RESPONSE ->
                new View("fixed-response", Optional.empty(), Optional.empty(), fixedTold(action), Optional.empty());
        };
    }

    private static View forwardTold(String account, RuleAction action) {
        var groups = action.groups().stream()
                .map(weighted -> new WeightedView(BalancingArns.of(account, weighted.group()), weighted.weight()))
                .toList();
        var stickiness = action.stickiness();
        var config = new ForwardView(
                groups,
                new StickinessView(
                        stickiness != null,
                        Optional.ofNullable(stickiness).map(duration -> (int) duration.toSeconds())));
        var only = groups.size() == 1 ? Optional.of(groups.getFirst().TargetGroupArn()) : Optional.<String>empty();
        return new View("forward", only, Optional.empty(), Optional.empty(), Optional.of(config));
    }

    private static Optional<RedirectInput> redirectTold(RuleAction action) {
        return Optional.ofNullable(action.redirect())
                .map(to -> new RedirectInput(
                        to.protocol(), to.port(), to.host(), to.path(), to.query(), "HTTP_" + to.status()));
    }

    private static Optional<FixedConfig> fixedTold(RuleAction action) {
        return Optional.ofNullable(action.fixed())
                .map(answer -> new FixedConfig(
                        answer.body().isEmpty() ? null : answer.body(),
                        Integer.toString(answer.status()),
                        answer.contentType()));
    }
}
