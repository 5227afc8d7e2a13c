package dev.evenkeel.api.sigv4;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// AWS's words for requests that are not signed, not well, not now, or by nobody known.
final class Refusals {
    private static final int FORBIDDEN = 403;

    private Refusals() {}

    static ApiException notSigned() {
        return forbidden("MissingAuthenticationTokenException", "Request is missing Authentication Token");
    }

    static ApiException unknownKey() {
        String message = "The security token included in the request is invalid.";
        return forbidden("UnrecognizedClientException", message);
    }

    /// @param authorization the header, which is told back only as its hash
    static ApiException incomplete(String problem, String authorization) {
        byte[] hash = Hashes.sha256(authorization.getBytes(StandardCharsets.UTF_8));
        String message = problem + " (Hashed with SHA-256 and encoded with Base64) Authorization="
                + Base64.getEncoder().encodeToString(hash);
        return incomplete(message);
    }

    static ApiException incomplete(String message) {
        return ApiError.sender("IncompleteSignatureException", message).asException();
    }

    static ApiException invalid(String message) {
        return forbidden("InvalidSignatureException", message);
    }

    static ApiException mismatch() {
        return invalid("The request signature we calculated does not match the signature you provided. Check your AWS"
                + " Secret Access Key and signing method. Consult the service documentation for details.");
    }

    private static ApiException forbidden(String code, String message) {
        return ApiError.sender(FORBIDDEN, code, message).asException();
    }
}
