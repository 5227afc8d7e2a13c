package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.model.Violation;
import dev.evenkeel.api.protocol.ApiError;
import java.util.List;

/// How ECS tells that an input is wrong: in `ClientException` for task definitions, else in
/// `InvalidParameterException`, and with sentences of its own for what is missing.
final class EcsWording implements AwsService.Wording {
    /// The engine has log drivers that the model does not list; those that nobody has are refused by name later.
    @Override
    public boolean tolerates(Violation violation) {
        return violation.kind() == Violation.Kind.ENUM && violation.path().endsWith("logConfiguration.logDriver");
    }

    @Override
    public ApiError violated(String operation, List<Violation> violations) {
        var first = violations.getFirst();
        boolean missing =
                first.kind() == Violation.Kind.REQUIRED && first.path().indexOf('.') < 0;
        return ApiError.sender(code(operation), missing ? missing(first.path()) : Violation.describe(violations));
    }

    @Override
    public ApiError unsupported(String operation, String path) {
        return ApiError.sender(code(operation), path + " is not supported yet.");
    }

    private static String code(String operation) {
        return operation.equals("RegisterTaskDefinition") ? "ClientException" : "InvalidParameterException";
    }

    private static String missing(String member) {
        return switch (member) {
            case "family" -> "Family should not be null or empty.";
            case "containerDefinitions" -> "Container list cannot be empty.";
            case "tasks" -> "Tasks cannot be empty.";
            case "services" -> "Services cannot be empty.";
            default -> Character.toUpperCase(member.charAt(0)) + member.substring(1) + " can not be blank.";
        };
    }
}
