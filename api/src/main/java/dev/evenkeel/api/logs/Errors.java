package dev.evenkeel.api.logs;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;

/// How CloudWatch Logs tells that an input makes no sense, or that what it names is not there.
final class Errors {
    private Errors() {}

    static ApiException invalid(String message) {
        return ApiError.sender("InvalidParameterException", message).asException();
    }

    static ApiException noGroup() {
        return ApiError.sender("ResourceNotFoundException", "The specified log group does not exist.")
                .asException();
    }

    static ApiException noStream() {
        return ApiError.sender("ResourceNotFoundException", "The specified log stream does not exist.")
                .asException();
    }

    static ApiException streamExists() {
        return ApiError.sender("ResourceAlreadyExistsException", "The specified log stream already exists")
                .asException();
    }
}
