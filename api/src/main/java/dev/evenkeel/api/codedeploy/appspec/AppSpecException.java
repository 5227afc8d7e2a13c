package dev.evenkeel.api.codedeploy.appspec;

/// An AppSpec makes no sense, or asks for what is not there.
public final class AppSpecException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message naming what is wrong
    AppSpecException(String message) {
        super(message);
    }
}
