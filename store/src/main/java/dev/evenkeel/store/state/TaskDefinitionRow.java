package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.Tags;
import dev.evenkeel.store.model.TaskDefinition;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A revision of a task definition as it is now.
///
/// @param deregisteredAt set once it is INACTIVE
/// @param deleteRequestedAt set once it is DELETE_IN_PROGRESS
public record TaskDefinitionRow(
        TaskDefinition definition,
        Instant registeredAt,
        String registeredBy,
        @Nullable Instant deregisteredAt,
        @Nullable Instant deleteRequestedAt,
        EventRef since) {
    /// The life of a revision.
    public enum Status {
        ACTIVE,
        INACTIVE,
        DELETE_IN_PROGRESS
    }

    static TaskDefinitionRow registered(TaskDefinition definition, Instant at, String by, EventRef since) {
        return new TaskDefinitionRow(definition, at, by, null, null, since);
    }

    /// Where it is in its life.
    public Status status() {
        if (deleteRequestedAt != null) {
            return Status.DELETE_IN_PROGRESS;
        }
        return deregisteredAt == null ? Status.ACTIVE : Status.INACTIVE;
    }

    /// Whether new tasks may be made of it.
    public boolean active() {
        return status() == Status.ACTIVE;
    }

    TaskDefinitionRow deregistered(Instant at, EventRef by) {
        return new TaskDefinitionRow(definition, registeredAt, registeredBy, at, deleteRequestedAt, by);
    }

    TaskDefinitionRow deleteRequested(Instant at, EventRef by) {
        return new TaskDefinitionRow(definition, registeredAt, registeredBy, deregisteredAt, at, by);
    }

    TaskDefinitionRow tagged(Map<String, String> tags) {
        var document = Tags.replace(definition.document(), tags);
        return new TaskDefinitionRow(
                TaskDefinition.of(definition.id(), document),
                registeredAt,
                registeredBy,
                deregisteredAt,
                deleteRequestedAt,
                since);
    }
}
