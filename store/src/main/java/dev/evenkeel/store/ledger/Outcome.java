package dev.evenkeel.store.ledger;

import dev.evenkeel.store.event.Entry;
import java.util.List;

/// What a transaction decided.
public sealed interface Outcome<R> {
    /// Do this. Without entries nothing changes; for a call the log still gets who asked.
    record Accepted<R>(R response, List<Entry> entries) implements Outcome<R> {
        public Accepted {
            entries = List.copyOf(entries);
        }
    }

    /// No: with the error's type and message as the caller's service words them.
    record Refused<R>(String code, String message) implements Outcome<R> {
        /// The same refusal, of what else was asked.
        public <S> Outcome<S> as() {
            return new Refused<>(code, message);
        }
    }

    /// Accepted, with these entries.
    static <R> Outcome<R> accepted(R response, List<Entry> entries) {
        return new Accepted<>(response, entries);
    }

    /// Refused.
    static <R> Outcome<R> refused(String code, String message) {
        return new Refused<>(code, message);
    }
}
