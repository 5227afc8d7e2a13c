package dev.evenkeel.store.log;

import org.jspecify.annotations.Nullable;

/// The log takes no writes at the moment, for example because the disk is full. Reads go on; writes may be tried again.
public final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message for people: what is wrong and what helps
    public LogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
