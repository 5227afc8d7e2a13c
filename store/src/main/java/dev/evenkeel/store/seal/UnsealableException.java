package dev.evenkeel.store.seal;

/// A sealed value cannot be opened. The message says why and never what is in it.
public final class UnsealableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsealableException(String message) {
        super(message);
    }

    public UnsealableException(String message, Throwable cause) {
        super(message, cause);
    }
}
