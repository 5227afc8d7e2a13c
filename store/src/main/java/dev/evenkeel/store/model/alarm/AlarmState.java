package dev.evenkeel.store.model.alarm;

/// How an alarm is. Constants are only ever appended.
public enum AlarmState {
    /// What is watched is within bounds.
    OK,

    /// It is beyond them.
    ALARM,

    /// Too little is known.
    INSUFFICIENT_DATA
}
