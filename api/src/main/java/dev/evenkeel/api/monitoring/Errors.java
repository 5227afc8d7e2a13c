package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;

/// How CloudWatch tells that an input makes no sense.
final class Errors {
    private static final int NOT_FOUND = 404;

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

    /// As operations on alarms say it.
    static ApiException validation(String message) {
        return ApiError.sender("ValidationException", message).asException();
    }

    static ApiException format(String message) {
        return ApiError.sender("InvalidFormatFault", message).asException();
    }

    static ApiException noResource() {
        return ApiError.sender(NOT_FOUND, "ResourceNotFoundException", "Unknown")
                .asException();
    }

    static ApiException token() {
        return ApiError.sender("InvalidNextToken", "The next token that was given is invalid.")
                .asException();
    }
}
