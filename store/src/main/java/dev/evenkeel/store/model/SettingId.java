package dev.evenkeel.store.model;

import java.util.Comparator;

/// An account setting in a region.
///
/// @param principal the ARN of whom it is for; empty for the account's default
/// @param name such as `containerInsights`
public record SettingId(String region, String principal, String name) implements Comparable<SettingId> {
    private static final Comparator<SettingId> ORDER = Comparator.comparing(SettingId::region)
            .thenComparing(SettingId::principal)
            .thenComparing(SettingId::name);

    /// The default of the account.
    public static SettingId ofAccount(String region, String name) {
        return new SettingId(region, "", name);
    }

    @Override
    public int compareTo(SettingId other) {
        return ORDER.compare(this, other);
    }

    /// `region/name`, followed by `@principal` where there is one, for people.
    @Override
    public String toString() {
        return region + "/" + name + (principal.isEmpty() ? "" : "@" + principal);
    }
}
