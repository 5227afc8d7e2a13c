package dev.evenkeel.store.ledger;

/// A transaction was refused. The refusal of a call is itself in the log.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /// @param code the error type of the caller's service
    public RefusedException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /// The error type of the caller's service, such as `ClusterNotFoundException`.
    public String code() {
        return code;
    }
}
