package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.RuleSpec;

/// A rule as it is now.
///
/// @param since the event that made it so
/// @param writer who made it so, for people: a caller and what was called, or the service that shifted its traffic
public record RuleRow(RuleId id, RuleSpec spec, EventRef since, String writer) {}
