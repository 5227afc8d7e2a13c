package dev.evenkeel.api.ec2;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.store.model.Cidr;
import org.jspecify.annotations.Nullable;

/// How EC2 tells that an input makes no sense.
final class Errors {
    private Errors() {}

    static ApiException of(String code, String message) {
        return ApiError.sender(code, message).asException();
    }

    static ApiException invalid(String message) {
        return of("InvalidParameterValue", message);
    }

    static ApiException missing(String parameter) {
        return of("MissingParameter", "The request must contain the parameter " + parameter);
    }

    /// The block of addresses that a parameter is.
    static Cidr cidr(@Nullable String text) {
        if (text == null) {
            throw missing("cidrBlock");
        }
        return Cidr.parse(text)
                .orElseThrow(() -> invalid("Value (" + text
                        + ") for parameter cidrBlock is invalid. This is not a valid" + " CIDR block."));
    }
}
