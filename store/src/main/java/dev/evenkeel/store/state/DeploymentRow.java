package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.TaskDefinitionId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A deployment of a service that still has, or shall have, tasks.
///
/// @param asked what its service wanted when it began
/// @param failedTasks tasks of it that failed to start
/// @param images by container, what its image's tag was resolved to
public record DeploymentRow(
        DeploymentId id,
        TaskDefinitionId definition,
        ServiceSpec asked,
        boolean completed,
        Instant createdAt,
        Instant updatedAt,
        int failedTasks,
        Map<String, String> images,
        EventRef since) {
    public DeploymentRow {
        images = Collections.unmodifiableMap(new TreeMap<>(images));
    }

    DeploymentRow complete(Instant at) {
        return new DeploymentRow(id, definition, asked, true, createdAt, at, failedTasks, images, since);
    }

    DeploymentRow taskFailed(Instant at) {
        return new DeploymentRow(id, definition, asked, completed, createdAt, at, failedTasks + 1, images, since);
    }

    DeploymentRow resolved(String container, String image) {
        var more = new TreeMap<>(images);
        more.put(container, image);
        return new DeploymentRow(id, definition, asked, completed, createdAt, updatedAt, failedTasks, more, since);
    }
}
