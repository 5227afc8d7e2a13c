package dev.evenkeel.reconcilers.host;

/// The container runtime does not answer. Nothing is known of its containers until it does.
public final class RuntimeUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message for people: which runtime, and what it said
    public RuntimeUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
