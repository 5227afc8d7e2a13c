package dev.evenkeel.runtime.secret;

/// A container cannot be given what it needs before it starts. The message is ECS's, names what is missing, and never
/// holds a value.
public final class InitializationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message tells what is missing, never a value
    public InitializationException(String message) {
        super(message);
    }
}
