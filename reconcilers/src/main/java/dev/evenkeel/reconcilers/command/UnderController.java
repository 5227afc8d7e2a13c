package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.model.DeploymentController;
import dev.evenkeel.store.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a service keeps as it is because someone else deploys it.
final class UnderController {
    private static final String FIXED = "The deployment controller of a service cannot be changed.";
    private static final String EXECUTE = "enableExecuteCommand";

    private UnderController() {}

    /// The words for what a change of a service may not touch, if it touches any of that.
    static Optional<String> problem(DeploymentController controller, ServiceChange change) {
        var asked = change.members().struct(ServiceChange.CONTROLLER).text("type");
        if (asked.filter(type -> !type.equals(controller.name())).isPresent()) {
            return Optional.of(FIXED);
        }
        if (change.forceNewDeployment() && controller.byTaskSets()) {
            return Optional.of("Cannot force a new deployment on services with " + article(controller)
                    + " deployment controller." + instead(controller));
        }
        var touched = new ArrayList<String>();
        if (change.definition() != null) {
            touched.add("task definition");
        }
        if (change.strategy() != null) {
            touched.add("capacity provider strategy");
        }
        if (change.minimumHealthyPercent() != null || change.maximumPercent() != null) {
            touched.add("deployment configuration");
        }
        change.members().members().keySet().forEach(member -> touched.addAll(words(member)));
        return problem(controller, touched);
    }

    /// The words for what two wishes of a service may not differ in, if they do.
    static Optional<String> problem(ServiceSpec before, ServiceSpec after) {
        if (before.controller() != after.controller()) {
            return Optional.of(FIXED);
        }
        var touched = new ArrayList<String>();
        if (!before.taskDefinition().equals(after.taskDefinition())) {
            touched.add("task definition");
        }
        boolean rollout = before.minimumHealthyPercent() == after.minimumHealthyPercent()
                && before.maximumPercent() == after.maximumPercent();
        if (!rollout) {
            touched.add("deployment configuration");
        }
        for (var member : List.of(
                "networkConfiguration", "loadBalancers", "platformVersion", "capacityProviderStrategy", EXECUTE)) {
            if (!before.document().get(member).equals(after.document().get(member))) {
                touched.addAll(words(member));
            }
        }
        return problem(before.controller(), touched);
    }

    private static List<String> words(String member) {
        return switch (member) {
            case "networkConfiguration" -> List.of("network parameters");
            case "loadBalancers" -> List.of("load balancers");
            case "platformVersion" -> List.of("platform version");
            case "capacityProviderStrategy" -> List.of("capacity provider strategy");
            case EXECUTE -> List.of(EXECUTE);
            default -> List.of();
        };
    }

    private static Optional<String> problem(DeploymentController controller, List<String> touched) {
        return touched.stream()
                .filter(thing -> switch (controller) {
                    case ECS -> false;
                    case CODE_DEPLOY -> !thing.equals("deployment configuration");
                    case EXTERNAL -> true;
                })
                .findFirst()
                .map(thing -> "Unable to update " + thing + " on services with " + article(controller)
                        + " deployment controller." + instead(controller));
    }

    private static String article(DeploymentController controller) {
        return switch (controller) {
            case CODE_DEPLOY -> "a CODE_DEPLOY";
            case ECS, EXTERNAL -> "an " + controller;
        };
    }

    private static String instead(DeploymentController controller) {
        return switch (controller) {
            case CODE_DEPLOY -> " Use AWS CodeDeploy to trigger a new deployment.";
            case EXTERNAL -> " Use task sets to deploy.";
            case ECS -> "";
        };
    }
}
