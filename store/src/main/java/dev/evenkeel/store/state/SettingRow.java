package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.SettingId;

/// An account setting that was made.
public record SettingRow(SettingId id, String value, EventRef since) {}
