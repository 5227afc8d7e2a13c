package dev.evenkeel.api.model;

/// Implemented by enums whose words on the wire are not their constants' names, such as `task-definition`.
public interface WireNamed {
    /// The word on the wire.
    String wireName();
}
