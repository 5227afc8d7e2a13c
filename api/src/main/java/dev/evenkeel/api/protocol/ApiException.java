package dev.evenkeel.api.protocol;

/// Carries an [ApiError] to where it is written. Made often and by strangers, so it has no stack trace.
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ApiError error;

    ApiException(ApiError error) {
        super(error.code() + ": " + error.message(), null, false, false);
        this.error = error;
    }

    /// What the caller is to be told.
    public ApiError error() {
        return error;
    }
}
