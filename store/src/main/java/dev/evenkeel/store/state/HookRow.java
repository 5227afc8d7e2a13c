package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One run of a lifecycle hook.
///
/// @param hook its name, unlike any other
/// @param position in the service's list of hooks, from 0
/// @param rollback whether it is called because the deployment goes back
/// @param details what it is given when it is called
/// @param callAt when it is to be called next, absent for a pause and after the end
/// @param expiresAt when waiting for it ends
/// @param since the event that last changed its status
public record HookRow(
        String hook,
        int position,
        LifecycleStage stage,
        int step,
        boolean rollback,
        HookStatus status,
        Doc.Struct details,
        @Nullable Instant callAt,
        Instant expiresAt,
        String text,
        EventRef since) {
    /// Whether an answer is still to come.
    public boolean open() {
        return status == HookStatus.AWAITING_ACTION || status == HookStatus.IN_PROGRESS;
    }
}
