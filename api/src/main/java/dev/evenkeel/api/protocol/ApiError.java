package dev.evenkeel.api.protocol;

import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.api.model.Shape;
import dev.evenkeel.store.model.Doc;

/// An error as a caller is told it.
///
/// @param code the name of the error's shape, such as `ClusterNotFoundException`; protocols that use other words for
///     it translate
/// @param message for people; empty if AWS says nothing
/// @param senderFault whether the same request can never succeed
/// @param members further members of the error's shape
public record ApiError(String code, String message, int httpStatus, boolean senderFault, Doc.Struct members) {
    /// An error of the sender's, status 400.
    public static ApiError sender(String code, String message) {
        return sender(400, code, message);
    }

    /// An error of the sender's with another status.
    public static ApiError sender(int httpStatus, String code, String message) {
        return new ApiError(code, message, httpStatus, true, Doc.EMPTY);
    }

    /// An error of ours, status 500, which says nothing of its cause.
    public static ApiError internal() {
        String message = "The request processing has failed because of an unknown error, exception or failure.";
        return new ApiError("InternalFailure", message, 500, false, Doc.EMPTY);
    }

    /// An error of a service's model, with the status the model gives it.
    ///
    /// @throws IllegalArgumentException if the model has no such error
    public static ApiError of(ServiceModel service, String shapeName, String message) {
        Shape.ErrorFacts facts = service.error(shapeName)
                .orElseThrow(() -> new IllegalArgumentException(service.facts().id() + " has no error " + shapeName));
        return new ApiError(shapeName, message, facts.status(), facts.senderFault(), Doc.EMPTY);
    }

    /// This error to be thrown.
    public ApiException asException() {
        return new ApiException(this);
    }
}
