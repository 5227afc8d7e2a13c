package dev.evenkeel.api.logs.pattern;

/// A text that is no filter pattern.
public final class PatternException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PatternException(String message) {
        super(message);
    }
}
