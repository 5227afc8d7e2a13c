package dev.evenkeel.store.model.balancing;

import java.util.Locale;

/// What the ids of a group's targets are.
public enum TargetType {
    /// Hosts.
    INSTANCE,
    /// Addresses.
    IP;

    /// As callers say it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
