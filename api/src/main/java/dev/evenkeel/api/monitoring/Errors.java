package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;

/// How CloudWatch tells that an input makes no sense.
final class Errors {
    private Errors() {}

    static ApiException value(String message) {
        return ApiError.sender("InvalidParameterValueException", message).asException();
    }

    static ApiException combination(String message) {
        return ApiError.sender("InvalidParameterCombinationException", message).asException();
    }

    static ApiException missing(String parameter) {
        return ApiError.sender("MissingRequiredParameterException", "The parameter " + parameter + " is required.")
                .asException();
    }

    static ApiException token() {
        return ApiError.sender("InvalidNextToken", "The next token that was given is invalid.")
                .asException();
    }
}
