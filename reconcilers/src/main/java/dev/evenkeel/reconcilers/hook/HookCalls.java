package dev.evenkeel.reconcilers.hook;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.HookRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The hooks of service deployments and of AppSpecs that are to be called, as a projection of a state.
public final class HookCalls {
    private HookCalls() {}

    /// Those whose time has come.
    ///
    /// @param account the twelve digits in ARNs
    public static List<HookCall> due(State state, Instant now, String account) {
        var ofServices = state.deployments()
                .open()
                .values()
                .flatMap(row -> waiting(row)
                        .filter(hook -> hook.callAt() instanceof Instant at && !now.isBefore(at))
                        .map(hook -> call(state, row, hook, account)));
        return Stream.concat(ofServices, ReleaseHookCalls.due(state)).toList();
    }

    /// When the next one comes, if any does; those of AppSpecs are due from the beginning.
    public static Optional<Instant> next(State state) {
        return state.deployments()
                .open()
                .values()
                .flatMap(HookCalls::waiting)
                .flatMap(hook -> Optional.ofNullable(hook.callAt()).stream())
                .min(Comparator.naturalOrder());
    }

    /// Once a deployment goes back, nobody waits for the hooks of its way forward.
    private static Stream<HookRow> waiting(ServiceDeploymentRow row) {
        return row.hooks().stream().filter(hook -> hook.open() && hook.rollback() == goesBack(row));
    }

    private static boolean goesBack(ServiceDeploymentRow row) {
        return row.rollback() != null || row.status() == ServiceDeploymentStatus.STOP_REQUESTED;
    }

    private static HookCall call(State state, ServiceDeploymentRow row, HookRow hook, String account) {
        var target = state.deployments()
                .revision(row.id().service(), row.target())
                .map(revision -> revision.asked().lifecycleHooks())
                .filter(hooks -> hook.position() < hooks.size())
                .map(hooks -> hooks.get(hook.position()))
                .orElse(Doc.EMPTY)
                .text("hookTargetArn")
                .orElse("");
        return new HookCall.OfService(row.id(), hook.hook(), hook.since(), target, HookPayload.of(row, hook, account));
    }
}
