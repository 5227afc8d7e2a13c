package dev.evenkeel.reconcilers.capacity;

import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.Reservation;
import dev.evenkeel.store.model.TaskDefinition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a launch type asks of a task definition, and of the call that starts tasks.
public final class LaunchRules {
    /// What `LATEST` means.
    public static final String NEWEST_PLATFORM = "1.4.0";

    private static final String PLATFORM = "platformVersion";
    private static final String LATEST = "LATEST";

    private LaunchRules() {}

    /// The request of the tasks as it is kept, `platformVersion` resolved; or a refusal in ECS's words.
    public static Outcome<Doc.Struct> check(LaunchType type, TaskDefinition definition, Doc.Struct request) {
        if (!suits(type, definition)) {
            return invalid("Task definition does not support launch_type " + type + ".");
        }
        var platform = request.text(PLATFORM);
        if (type != LaunchType.FARGATE) {
            return platform.isEmpty()
                    ? Outcome.accepted(request, List.of())
                    : invalid("The platform version must be null when specifying an " + type + " launch type.");
        }
        var size = Reservation.of(definition, request);
        if (!FargateSizes.has(size.cpu(), size.memory())) {
            return Outcome.refused("ClientException", "No Fargate configuration exists for given values.");
        }
        return switch (platform.orElse(LATEST)) {
            case LATEST, NEWEST_PLATFORM ->
                Outcome.accepted(request.with(PLATFORM, Doc.of(NEWEST_PLATFORM)), List.of());
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

    /// What of a network configuration a launch type does not have, in ECS's words; empty if it has it all.
    public static Optional<String> networkProblem(LaunchType type, @Nullable NetworkConfiguration asked) {
        return type != LaunchType.FARGATE && asked != null && asked.publicAddress()
                ? Optional.of("Assign public IP is not supported for this launch type.")
                : Optional.empty();
    }

    /// Whether a definition says that it is compatible; one that says nothing is for container instances.
    private static boolean suits(LaunchType type, TaskDefinition definition) {
        var compatible = definition.document().texts("compatibilities");
        return compatible.contains(type.name()) || (compatible.isEmpty() && type != LaunchType.FARGATE);
    }

    private static Outcome<Doc.Struct> invalid(String message) {
        return Outcome.refused("InvalidParameterException", message);
    }
}
