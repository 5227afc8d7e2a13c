package dev.evenkeel.deploy.client;

/// The server refused a request.
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /// @param code AWS's error type, such as `ClusterNotFoundException`
    public ApiException(int status, String code, String message) {
        super(code + ": " + message);
        this.status = status;
        this.code = code;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// AWS's error type.
    public String code() {
        return code;
    }
}
