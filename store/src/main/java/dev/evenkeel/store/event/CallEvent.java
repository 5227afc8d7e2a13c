package dev.evenkeel.store.event;

import dev.evenkeel.store.model.Doc;
import java.util.List;

/// What callers asked.
public sealed interface CallEvent extends Event {
    /// A mutating call was accepted; always the first entry of its batch.
    ///
    /// @param input the validated input, sensitive members redacted
    record Called(String operation, Doc.Struct input) implements CallEvent {}

    /// A mutating call was refused; the only entry of its batch.
    record CallRefused(String operation, Doc.Struct input, String code, String message) implements CallEvent {}

    /// A client token was spent, so that the same call with it gives the same answer again.
    ///
    /// @param scope what the token is unique within, such as `RunTask/us-east-1/dev`
    /// @param request digest of the parameters
    /// @param results the ids that the answer is made of
    record TokenUsed(String scope, String token, Hash request, List<String> results) implements CallEvent {}

    /// A client token is old enough to be forgotten.
    record TokenExpired(String scope, String token) implements CallEvent {}
}
