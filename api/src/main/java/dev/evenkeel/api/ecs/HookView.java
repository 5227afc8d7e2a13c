package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.deployment.HookAction;
import dev.evenkeel.store.state.HookRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One run of a lifecycle hook as ECS describes it.
record HookView(
        String hookId,
        String targetType,
        Optional<String> targetArn,
        String status,
        Instant expiresAt,
        String timeoutAction) {
    /// All of a service deployment, oldest first.
    ///
    /// @param asked what its service wanted when it began
    static List<HookView> of(ServiceDeploymentRow row, ServiceSpec asked) {
        var hooks = asked.lifecycleHooks();
        return row.hooks().stream()
                .map(hook -> of(hook, hook.position() < hooks.size() ? hooks.get(hook.position()) : Doc.EMPTY))
                .toList();
    }

    private static HookView of(HookRow row, Doc.Struct hook) {
        return new HookView(
                row.hook(),
                hook.text("targetType").orElse("AWS_LAMBDA"),
                hook.text("hookTargetArn"),
                row.status().name(),
                row.expiresAt(),
                hook.struct("timeoutConfiguration").text("action").orElse(HookAction.ROLLBACK.name()));
    }
}
