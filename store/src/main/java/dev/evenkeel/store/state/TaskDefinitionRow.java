package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.TaskDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A revision of a task definition as it is now.
///
/// @param deregisteredAt set once it is INACTIVE
public record TaskDefinitionRow(
        TaskDefinition definition,
        Instant registeredAt,
        String registeredBy,
        @Nullable Instant deregisteredAt,
        EventRef since) {
    /// Whether new tasks may be made of it.
    public boolean active() {
        return deregisteredAt == null;
    }
}
