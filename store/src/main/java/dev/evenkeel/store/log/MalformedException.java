package dev.evenkeel.store.log;

/// Bytes are not what this encoding writes.
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message what is wrong with the bytes
    public MalformedException(String message) {
        super(message);
    }

    MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
