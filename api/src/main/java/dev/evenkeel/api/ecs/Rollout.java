package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `deploymentConfiguration` of CreateService and UpdateService.
record Rollout(
        @Nullable Integer minimumHealthyPercent,
        @Nullable Integer maximumPercent,
        @Nullable String strategy,
        @Nullable CircuitBreaker deploymentCircuitBreaker,
        @Nullable Alarms alarms,
        @Nullable Integer bakeTimeInMinutes,
        @Nullable EarlySuccess earlySuccessCriteria,
        List<Hook> lifecycleHooks,
        @Nullable Linear linearConfiguration,
        @Nullable Canary canaryConfiguration) {
    private static final List<String> PERCENTAGES = List.of("minimumHealthyPercent", "maximumPercent");
    private static final Rollout UNSAID = new Rollout(null, null, null, null, null, null, null, List.of(), null, null);

    /// When a deployment is given up because its tasks fail.
    record CircuitBreaker(
            boolean enable,
            boolean rollback,
            @Nullable Boolean resetOnHealthyTask,
            @Nullable Threshold thresholdConfiguration) {}

    /// How many failures are too many.
    record Threshold(String type, int value) {}

    /// Alarms that fail a deployment.
    record Alarms(List<String> alarmNames, boolean enable, boolean rollback) {}

    /// When a deployment has succeeded before all of its tasks are there.
    record EarlySuccess(
            boolean enable,
            @Nullable Integer healthyPercent,
            @Nullable String sourceServiceRevisionCleanup) {}

    /// Traffic that goes over in equal steps.
    record Linear(@Nullable Double stepPercent, @Nullable Integer stepBakeTimeInMinutes) {}

    /// Traffic of which a small part goes over first.
    record Canary(@Nullable Double canaryPercent, @Nullable Integer canaryBakeTimeInMinutes) {}

    /// What was asked, or nothing.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if it asks for what cannot be
    static Rollout checked(@Nullable Rollout asked) {
        var rollout = asked == null ? UNSAID : asked;
        RolloutRules.check(rollout);
        return rollout;
    }

    int minimum(boolean daemon) {
        return minimumHealthyPercent == null ? (daemon ? 0 : 100) : minimumHealthyPercent;
    }

    int maximum(boolean daemon) {
        return maximumPercent == null ? (daemon ? 100 : 200) : maximumPercent;
    }

    /// The part of an input that a service's document keeps; its percentages are kept elsewhere.
    static Doc.Struct kept(Doc.Struct input) {
        var kept = input.struct(ServiceSpec.DEPLOYMENT_CONFIGURATION);
        for (String percentage : PERCENTAGES) {
            kept = kept.without(percentage);
        }
        return kept;
    }
}
