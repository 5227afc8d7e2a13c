package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.model.Violation;
import dev.evenkeel.api.protocol.ApiError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// CloudWatch has one error for what is missing and one for what is wrong; operations on alarms have their own.
final class MonitoringWording implements AwsService.Wording {
    @Override
    public ApiError violated(String operation, List<Violation> violations) {
        if (operation.contains("Alarm")) {
            return Errors.validation(Violation.describe(violations)).error();
        }
        var first = violations.getFirst();
        return first.kind() == Violation.Kind.REQUIRED
                ? Errors.missing(capitalised(first.path())).error()
                : Errors.value(Violation.describe(violations)).error();
    }

    /// As CloudWatch spells its members.
    private static String capitalised(String path) {
        return Arrays.stream(path.split("\\."))
                .map(step -> step.equals("member")
                        ? step
                        : step.substring(0, 1).toUpperCase(Locale.ROOT) + step.substring(1))
                .collect(Collectors.joining("."));
    }

    @Override
    public ApiError unsupported(String operation, String path) {
        var message = path + " is not supported yet.";
        return (operation.contains("Alarm") ? Errors.validation(message) : Errors.value(message)).error();
    }
}
