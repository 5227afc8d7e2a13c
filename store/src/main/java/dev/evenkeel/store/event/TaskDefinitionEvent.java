package dev.evenkeel.store.event;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskDefinitionId;
import java.util.Map;

/// The life of task definitions.
public sealed interface TaskDefinitionEvent extends Event {
    /// The revision.
    TaskDefinitionId definition();

    /// A revision was registered.
    ///
    /// @param document the validated input, tags included
    record TaskDefinitionRegistered(TaskDefinitionId definition, Doc.Struct document, String registeredBy)
            implements TaskDefinitionEvent {}

    /// The revision is INACTIVE: described, not listed as active, not run by new calls.
    record TaskDefinitionDeregistered(TaskDefinitionId definition) implements TaskDefinitionEvent {}

    /// Its tags are now these.
    record TaskDefinitionTagged(TaskDefinitionId definition, Map<String, String> tags) implements TaskDefinitionEvent {}

    /// The revision is DELETE_IN_PROGRESS: it goes once nothing uses it.
    record TaskDefinitionDeletionRequested(TaskDefinitionId definition) implements TaskDefinitionEvent {}

    /// The revision is gone. Its number is not given out again.
    record TaskDefinitionDeleted(TaskDefinitionId definition) implements TaskDefinitionEvent {}
}
