package dev.evenkeel.store.shelf;

/// The disk does not take or give back log lines.
public final class ShelfUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message for people: which file, and what went wrong
    public ShelfUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
