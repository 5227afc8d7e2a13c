package dev.evenkeel.reconcilers.secret;

import dev.evenkeel.store.model.Sealed;
import dev.evenkeel.store.model.ValueFrom;
import org.jspecify.annotations.Nullable;

/// A value that a container is given, still sealed where it is secret.
///
/// @param asked what its definition says
/// @param key of the JSON object that the value is; empty for the whole value
/// @param context what the value was sealed for
/// @param binary whether the value is bytes and not text
/// @param sealed absent for what may be read, and where there is a failure
/// @param text the value of a parameter that may be read
/// @param failure why there is no value, if there is none
public record GivenSecret(
        ValueFrom asked,
        String key,
        String context,
        boolean binary,
        @Nullable Sealed sealed,
        @Nullable String text,
        @Nullable String failure) {
    static GivenSecret failed(ValueFrom asked, String failure) {
        return new GivenSecret(asked, "", "", false, null, null, failure);
    }
}
