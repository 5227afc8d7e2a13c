package dev.evenkeel.api.protocol;

import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.api.model.Shape;
import java.util.Map;
import java.util.Optional;

/// Errors have names of their shapes; the query protocol has older words for some.
final class ErrorCodes {
    /// Errors common to all services, which no model has.
    private static final Map<String, String> COMMON = Map.of(
            "AccessDeniedException", "AccessDenied",
            "ExpiredTokenException", "ExpiredToken",
            "IncompleteSignatureException", "IncompleteSignature",
            "InvalidSignatureException", "SignatureDoesNotMatch",
            "MissingAuthenticationTokenException", "MissingAuthenticationToken",
            "SerializationException", "MalformedInput",
            "ThrottlingException", "Throttling",
            "UnknownOperationException", "InvalidAction",
            "UnrecognizedClientException", "InvalidClientTokenId",
            "ValidationException", "ValidationError");

    private ErrorCodes() {}

    /// The query protocol's word for an error.
    static String query(Optional<ServiceModel> service, String code) {
        return service.flatMap(model -> model.error(code))
                .map(Shape.ErrorFacts::code)
                .orElseGet(() -> COMMON.getOrDefault(code, code));
    }

    /// For services that once spoke the query protocol: clients are told the older code in a header.
    static Headers withQueryError(Headers headers, Optional<ServiceModel> service, ApiError error) {
        if (service.filter(model -> model.facts().queryCompatible()).isEmpty()) {
            return headers;
        }
        String fault = error.senderFault() ? "Sender" : "Receiver";
        return headers.with("x-amzn-query-error", query(service, error.code()) + ";" + fault);
    }
}
