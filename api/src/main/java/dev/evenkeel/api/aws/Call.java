package dev.evenkeel.api.aws;

import dev.evenkeel.store.model.Doc;

/// A mutating call whose input its service's model has accepted.
///
/// @param document the input as it was validated
/// @param redacted the same without its sensitive members, for the log
public record Call(Caller caller, Doc.Struct document, Doc.Struct redacted) {}
