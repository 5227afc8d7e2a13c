package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.Scale;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.TaskSetSpec;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A task set as it is now.
///
/// @param steady whether it has what was wanted since the last change
/// @param failedTasks tasks of it that failed to start
/// @param images by container, what its image's tag was resolved to
/// @param steadyAt when `steady` last changed
/// @param since the event that last changed what is wanted of it
public record TaskSetRow(
        TaskSetId id,
        TaskSetSpec spec,
        Status status,
        boolean steady,
        int failedTasks,
        Map<String, String> images,
        Instant createdAt,
        Instant updatedAt,
        Instant steadyAt,
        EventRef since) {
    /// The life of a task set.
    public enum Status {
        /// It serves production.
        PRIMARY,
        /// It does not serve production.
        ACTIVE,
        /// It was deleted; its tasks are being stopped.
        DRAINING
    }

    public TaskSetRow {
        images = Collections.unmodifiableMap(new TreeMap<>(images));
    }

    static TaskSetRow created(TaskSetId id, TaskSetSpec spec, Instant at, EventRef by) {
        return new TaskSetRow(id, spec, Status.ACTIVE, false, 0, Map.of(), at, at, at, by);
    }

    /// The same once it was deleted.
    public TaskSetRow drained() {
        return drained(updatedAt, since);
    }

    TaskSetRow drained(Instant at, EventRef by) {
        return scaled(Scale.NONE, at, by).status(Status.DRAINING, at, by);
    }

    TaskSetRow scaled(Scale scale, Instant at, EventRef by) {
        return new TaskSetRow(
                id,
                spec.withScale(scale),
                status,
                false,
                failedTasks,
                images,
                createdAt,
                at,
                steady ? at : steadyAt,
                by);
    }

    TaskSetRow status(Status now, Instant at, EventRef by) {
        return new TaskSetRow(id, spec, now, steady, failedTasks, images, createdAt, at, steadyAt, by);
    }

    TaskSetRow steady(boolean reached, Instant at) {
        return reached == steady
                ? this
                : new TaskSetRow(id, spec, status, reached, failedTasks, images, createdAt, at, at, since);
    }

    TaskSetRow taskFailed(Instant at) {
        return new TaskSetRow(id, spec, status, steady, failedTasks + 1, images, createdAt, at, steadyAt, since);
    }

    TaskSetRow resolved(String container, String image) {
        var more = new TreeMap<>(images);
        more.put(container, image);
        return new TaskSetRow(id, spec, status, steady, failedTasks, more, createdAt, updatedAt, steadyAt, since);
    }

    /// The deployment that its tasks belong to.
    ///
    /// @param service what its service wants
    public DeploymentRow deployment(ServiceSpec service) {
        return new DeploymentRow(
                id.deployment(),
                spec.definition(),
                spec.within(service),
                steady,
                null,
                createdAt,
                updatedAt,
                failedTasks,
                DeploymentRow.Failures.NONE,
                images,
                List.of(),
                since);
    }
}
