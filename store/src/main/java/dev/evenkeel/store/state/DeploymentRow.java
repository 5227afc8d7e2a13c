package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.TaskDefinitionId;
import java.time.Instant;

/// A deployment of a service that still has, or shall have, tasks.
///
/// @param failedTasks tasks of it that failed to start
public record DeploymentRow(
        DeploymentId id,
        TaskDefinitionId definition,
        boolean completed,
        Instant createdAt,
        Instant updatedAt,
        int failedTasks,
        EventRef since) {
    DeploymentRow complete(Instant at) {
        return new DeploymentRow(id, definition, true, createdAt, at, failedTasks, since);
    }

    DeploymentRow taskFailed(Instant at) {
        return new DeploymentRow(id, definition, completed, createdAt, at, failedTasks + 1, since);
    }
}
