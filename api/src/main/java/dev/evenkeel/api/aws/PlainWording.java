package dev.evenkeel.api.aws;

import dev.evenkeel.api.model.Violation;
import dev.evenkeel.api.protocol.ApiError;
import java.util.List;

/// The wording of services that answer every bad input with one code and the model's own sentences.
///
/// @param code such as `InvalidParameterException`
public record PlainWording(String code) implements AwsService.Wording {
    @Override
    public ApiError violated(String operation, List<Violation> violations) {
        return ApiError.sender(code, Violation.describe(violations));
    }

    @Override
    public ApiError unsupported(String operation, String path) {
        return ApiError.sender(code, path + " is not supported yet.");
    }
}
