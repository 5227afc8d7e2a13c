package dev.evenkeel.store.watch;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Revision;

/// One element of a watch stream.
public sealed interface Frame {
    /// One batch, never split.
    record Changes(Batch batch) implements Frame {}

    /// Nothing is missing up to this revision.
    record Bookmark(Revision revision) implements Frame {}

    /// What was asked for is no longer kept; `oldest` is.
    record Gone(Revision oldest) implements Frame {}
}
