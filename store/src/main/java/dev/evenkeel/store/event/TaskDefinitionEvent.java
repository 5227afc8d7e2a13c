package dev.evenkeel.store.event;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskDefinitionId;

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
}
