package dev.evenkeel.reconcilers.hook;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.State;
import java.util.stream.Stream;

/// The hooks of AppSpecs that are to be called. Each is called as soon as its lifecycle event begins.
final class ReleaseHookCalls {
    private ReleaseHookCalls() {}

    static Stream<HookCall> due(State state) {
        return state.releases()
                .open()
                .filter(row -> row.stop() == null)
                .flatMap(row -> row.hooks().stream()
                        .filter(hook -> hook.status() == HookStatus.IN_PROGRESS)
                        .map(hook -> call(row, hook)));
    }

    private static HookCall call(ReleaseRow row, ReleaseRow.Hook hook) {
        var payload = Doc.EMPTY
                .with("DeploymentId", Doc.of(row.id().value()))
                .with("LifecycleEventHookExecutionId", Doc.of(hook.hook()));
        var target = row.spec().hook(hook.stage()).orElse("");
        return new HookCall.OfRelease(row.id(), hook.hook(), hook.since(), target, payload);
    }
}
