package dev.evenkeel.api.ec2;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.model.Violation;
import dev.evenkeel.api.protocol.ApiError;
import java.util.List;

/// How EC2 tells that an input is wrong: by the first thing that is.
final class Ec2Wording implements AwsService.Wording {
    @Override
    public ApiError violated(String operation, List<Violation> violations) {
        var first = violations.getFirst();
        return switch (first.kind()) {
            case REQUIRED ->
                ApiError.sender("MissingParameter", "The request must contain the parameter " + first.path());
            case LENGTH, RANGE, PATTERN, ENUM, UNION -> ApiError.sender("InvalidParameterValue", first.message());
        };
    }

    @Override
    public ApiError unsupported(String operation, String path) {
        return ApiError.sender("UnsupportedOperation", path + " is not supported yet.");
    }
}
