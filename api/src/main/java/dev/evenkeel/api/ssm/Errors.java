package dev.evenkeel.api.ssm;

import dev.evenkeel.api.aws.Page;
import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;
import org.jspecify.annotations.Nullable;

/// How the Parameter Store tells that an input makes no sense, or that what it names is not there.
final class Errors {
    private Errors() {}

    static ApiException of(String code, String message) {
        return ApiError.sender(code, message).asException();
    }

    static ApiException invalid(String message) {
        return of("ValidationException", message);
    }

    static ApiException notFound(String name) {
        return of("ParameterNotFound", "Parameter " + name + " not found.");
    }

    static ApiException noVersion(String selector, String name) {
        return of(
                "ParameterVersionNotFound",
                "Systems Manager could not find version " + selector + " of " + name
                        + ". Verify the version and try again.");
    }

    /// Where a token says that a page begins; empty text where there is none.
    static String position(@Nullable String token) {
        return token == null
                ? ""
                : Page.positionOf(token).orElseThrow(() -> of("InvalidNextToken", "The specified token is not valid."));
    }
}
