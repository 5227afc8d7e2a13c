package dev.evenkeel.api.ecs;

import dev.evenkeel.reconcilers.hook.HookTargets;
import dev.evenkeel.store.model.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An item of the `lifecycleHooks` of a deployment configuration.
///
/// @param targetType AWS_LAMBDA where it is absent
/// @param hookDetails what the hook is given when it is first called
record Hook(
        @Nullable String targetType,
        @Nullable String hookTargetArn,
        @Nullable String roleArn,
        List<String> lifecycleStages,
        @Nullable Doc hookDetails,
        @Nullable Timeout timeoutConfiguration) {
    private static final String MEMBER = "deploymentConfiguration.lifecycleHooks";
    private static final int MOST = 10;
    private static final int LONGEST_CALL = 1_440;
    private static final List<String> NO_PAUSE = List.of("TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT");

    /// How long an answer may take, and what becomes of the deployment then.
    record Timeout(
            @Nullable Integer timeoutInMinutes, @Nullable String action) {}

    /// Whether they make sense by themselves.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if they do not
    static void check(List<Hook> hooks) {
        long pauses = hooks.stream().filter(Hook::pauses).count();
        if (pauses > MOST || hooks.size() - pauses > MOST) {
            throw Errors.invalid(MEMBER + " can have at most " + MOST + " items of each targetType.");
        }
        hooks.forEach(Hook::check);
    }

    /// Whether somebody answers at the targets of hooks.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException that names one where nobody does
    static void checkTargets(List<Hook> hooks, HookTargets targets) {
        for (var hook : hooks) {
            if (hook.hookTargetArn() instanceof String target
                    && targets.address(target).isEmpty()) {
                throw Errors.invalid(
                        MEMBER + ".hookTargetArn " + target + " has no HTTP endpoint: start the server with"
                                + " --hook " + target + "=URL, or give a URL without credentials.");
            }
        }
    }

    private boolean pauses() {
        return "PAUSE".equals(targetType);
    }

    private void check() {
        if (lifecycleStages.isEmpty()) {
            throw Errors.invalid(MEMBER + ".lifecycleStages can not be empty.");
        }
        if (lifecycleStages.stream().distinct().count() < lifecycleStages.size()) {
            throw Errors.invalid(MEMBER + ".lifecycleStages can not have duplicate items.");
        }
        if (hookDetails != null && !(hookDetails instanceof Doc.Struct)) {
            throw Errors.invalid(MEMBER + ".hookDetails must be a JSON object.");
        }
        if (pauses()) {
            pause();
        } else {
            call();
        }
    }

    private void pause() {
        if (hookTargetArn != null || roleArn != null) {
            throw Errors.invalid(MEMBER + ".hookTargetArn and roleArn can not be specified when targetType is PAUSE.");
        }
        for (String stage : lifecycleStages) {
            if (NO_PAUSE.contains(stage)) {
                throw Errors.invalid(MEMBER + " of targetType PAUSE can not be used in lifecycle stage " + stage + ".");
            }
        }
    }

    private void call() {
        if (hookTargetArn == null || hookTargetArn.isBlank()) {
            throw Errors.invalid(MEMBER + ".hookTargetArn must be specified when targetType is AWS_LAMBDA.");
        }
        if (roleArn == null || roleArn.isBlank()) {
            throw Errors.invalid(MEMBER + ".roleArn must be specified when targetType is AWS_LAMBDA.");
        }
        if (timeoutConfiguration != null
                && timeoutConfiguration.timeoutInMinutes() instanceof Integer minutes
                && minutes > LONGEST_CALL) {
            throw Errors.invalid(MEMBER + ".timeoutConfiguration.timeoutInMinutes must be between 1 and " + LONGEST_CALL
                    + " when targetType is AWS_LAMBDA, but was " + minutes);
        }
    }
}
