package dev.evenkeel.api.secretsmanager;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;

/// How Secrets Manager tells that an input makes no sense, or that what it names is not there.
final class Errors {
    private Errors() {}

    static ApiException parameter(String message) {
        return ApiError.sender("InvalidParameterException", message).asException();
    }

    static ApiException request(String message) {
        return ApiError.sender("InvalidRequestException", message).asException();
    }

    static ApiException token() {
        return ApiError.sender("InvalidNextTokenException", "The NextToken value is invalid.")
                .asException();
    }

    static ApiException name() {
        return ApiError.sender(
                        "ValidationException",
                        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the "
                                + "following: -/_+=.@!")
                .asException();
    }

    static ApiException notFound() {
        return ApiError.sender("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
                .asException();
    }
}
