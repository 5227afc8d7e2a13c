package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetGroupSpec;

/// A target group as it is now.
///
/// @param since the event that made it so
public record TargetGroupRow(TargetGroupId id, TargetGroupSpec spec, EventRef since) {}
