package dev.evenkeel.store.watch;

import dev.evenkeel.store.event.Revision;

/// What a watcher wants.
///
/// @param after the last revision it has seen; the stream begins with the next
public record WatchSpec(Revision after) {}
