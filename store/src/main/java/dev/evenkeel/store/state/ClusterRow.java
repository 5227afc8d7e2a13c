package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;

/// A cluster as it is now.
///
/// @param active false once it was deleted
/// @param since the event that made it so
public record ClusterRow(ClusterId id, boolean active, Doc.Struct document, EventRef since) {}
