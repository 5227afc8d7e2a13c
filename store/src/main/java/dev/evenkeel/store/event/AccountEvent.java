package dev.evenkeel.store.event;

import dev.evenkeel.store.model.SettingId;
import org.jspecify.annotations.Nullable;

/// The life of an account's settings.
public sealed interface AccountEvent extends Event {
    /// A setting has this value from now on.
    ///
    /// @param value absent when the setting was taken back, and the default applies again
    record AccountSettingChanged(
            SettingId setting, @Nullable String value) implements AccountEvent {}
}
