package dev.evenkeel.reconcilers.placement.query;

/// An expression is not one of the cluster query language. The message says where and why.
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    QueryException(String message) {
        super(message);
    }
}
