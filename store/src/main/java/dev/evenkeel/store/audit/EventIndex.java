package dev.evenkeel.store.audit;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Revision;
import java.util.List;
import java.util.Optional;

/// Where in the log something is spoken of. Made from the log, and can be made again.
public interface EventIndex {
    /// The newest events about an entity, oldest of them first.
    ///
    /// @param entity as [Entities] names it
    /// @param limit how many at most
    List<EventRef> about(String entity, int limit);

    /// The batch of a call.
    Optional<Revision> request(String requestId);
}
