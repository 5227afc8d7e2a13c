package dev.evenkeel.reconcilers.capacity;

import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.TaskDefinition;
import java.util.List;
import java.util.Optional;

/// What a launch type asks of a task definition, and of the call that starts tasks.
public final class LaunchRules {
    /// What `LATEST` means.
    public static final String NEWEST_PLATFORM = "1.4.0";

    private static final String LATEST = "LATEST";

    private LaunchRules() {}

    /// The request of the tasks as it is kept, `platformVersion` resolved; or a refusal in ECS's words.
    public static Outcome<Doc.Struct> check(LaunchType type, TaskDefinition definition, Doc.Struct request) {
        var platform = request.text("platformVersion");
        if (type != LaunchType.FARGATE) {
            if (platform.isPresent()) {
                return invalid("The platform version must be null when specifying an " + type + " launch type.");
            }
            return type == LaunchType.EXTERNAL && definition.networkMode() == NetworkMode.AWSVPC
                    ? unsuited(type)
                    : Outcome.accepted(request, List.of());
        }
        if (!suitsFargate(definition)) {
            return unsuited(type);
        }
        return switch (platform.orElse(LATEST)) {
            case LATEST, NEWEST_PLATFORM ->
                Outcome.accepted(request.with("platformVersion", Doc.of(NEWEST_PLATFORM)), List.of());
            default ->
                Outcome.refused(
                        "PlatformUnknownException",
                        "The specified platform version does not exist: " + platform.get() + ". Evenkeel has "
                                + NEWEST_PLATFORM + ".");
        };
    }

    /// What of a call's placement a launch type does not have, in ECS's words; empty if it has it all.
    ///
    /// @param input of RunTask or CreateService
    public static Optional<String> placementProblem(LaunchType type, Doc.Struct input) {
        if (type != LaunchType.FARGATE) {
            return Optional.empty();
        }
        if (!input.items("placementConstraints").isEmpty()) {
            return Optional.of("Placement constraints are not supported with launch type FARGATE.");
        }
        return input.items("placementStrategy").isEmpty()
                ? Optional.empty()
                : Optional.of("Placement strategies are not supported with launch type FARGATE.");
    }

    /// Whether tasks of a definition may run on Fargate: it has the network mode and the size that Fargate needs.
    public static boolean suitsFargate(TaskDefinition definition) {
        return definition.networkMode() == NetworkMode.AWSVPC
                && definition.cpu() != null
                && definition.memory() != null;
    }

    private static Outcome<Doc.Struct> unsuited(LaunchType type) {
        return invalid("Task definition does not support launch_type " + type + ".");
    }

    private static Outcome<Doc.Struct> invalid(String message) {
        return Outcome.refused("InvalidParameterException", message);
    }
}
