package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A service as it is now.
///
/// @param deployments newest first; the first is PRIMARY
/// @param steady whether it has what was wanted since the last change
/// @param failedStarts starts that failed in a row since the last success or change
/// @param throttledAt the number of failures for which a wait was last decided
/// @param nextAttemptAt no task is started before this
/// @param refusals why its next task has no host, empty when it has
/// @param messages newest first, at most [#MESSAGES]
/// @param specSince the event that last changed what is wanted
/// @param lastStop the last event that took a task from it
public record ServiceRow(
        ServiceId id,
        Status status,
        ServiceSpec spec,
        Instant createdAt,
        String createdBy,
        List<DeploymentRow> deployments,
        boolean steady,
        int failedStarts,
        int throttledAt,
        @Nullable Instant nextAttemptAt,
        List<Refusal> refusals,
        List<ServiceMessage> messages,
        EventRef specSince,
        @Nullable EventRef lastStop) {
    /// How many messages are kept, as in ECS.
    public static final int MESSAGES = 100;

    /// The life of a service.
    public enum Status {
        ACTIVE,
        DRAINING,
        INACTIVE
    }

    /// The newest deployment.
    public DeploymentRow primary() {
        return deployments.getFirst();
    }
}
