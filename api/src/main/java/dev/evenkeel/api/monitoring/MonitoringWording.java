package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.model.Violation;
import dev.evenkeel.api.protocol.ApiError;
import java.util.List;

/// CloudWatch has one error for what is missing and one for what is wrong.
final class MonitoringWording implements AwsService.Wording {
    @Override
    public ApiError violated(String operation, List<Violation> violations) {
        var first = violations.getFirst();
        return first.kind() == Violation.Kind.REQUIRED
                ? Errors.missing(first.path()).error()
                : Errors.value(Violation.describe(violations)).error();
    }

    @Override
    public ApiError unsupported(String operation, String path) {
        return Errors.value(path + " is not supported yet.").error();
    }
}
