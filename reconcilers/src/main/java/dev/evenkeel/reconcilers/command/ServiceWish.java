package dev.evenkeel.reconcilers.command;

import dev.evenkeel.reconcilers.balancing.BalancedPortRules;
import dev.evenkeel.reconcilers.capacity.CapacityPlan;
import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.capacity.LaunchRules;
import dev.evenkeel.reconcilers.capacity.Strategy;
import dev.evenkeel.reconcilers.network.NetworkRules;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.DeploymentController;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.ClusterRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a caller wants of a service, whether it is there already or not.
///
/// @param definition absent where only task sets say what runs
/// @param desiredCount 0 for DAEMON services, which have no such count
/// @param document the members that Describe gives back as they were sent
public record ServiceWish(
        @Nullable DefinitionRef definition,
        int desiredCount,
        CapacityWish capacity,
        int minimumHealthyPercent,
        int maximumPercent,
        Doc.Struct document) {
    private static final String PLATFORM = "platformVersion";
    private static final String STRATEGY = "capacityProviderStrategy";

    /// What it comes to, or a refusal in ECS's words.
    Outcome<ServiceSpec> spec(State tip, ClusterRow cluster) {
        if (definition == null) {
            return external();
        }
        var found = definition.resolve(tip).filter(row -> row.active());
        if (found.isEmpty()) {
            return Answers.client("TaskDefinition not found.");
        }
        return switch (capacity.plan(cluster)) {
            case Outcome.Refused<CapacityPlan> no -> no.as();
            case Outcome.Accepted<CapacityPlan> yes -> {
                var plan = yes.response();
                var launch = LaunchRules.check(plan.launchType(), found.get().definition(), asked());
                yield switch (launch) {
                    case Outcome.Refused<Doc.Struct> no -> no.as();
                    case Outcome.Accepted<Doc.Struct> kept ->
                        spec(tip, found.get().definition(), plan, kept.response());
                };
            }
        };
    }

    /// Everything that task sets do not say.
    private Outcome<ServiceSpec> external() {
        var spec = new ServiceSpec(
                TaskDefinitionId.NONE, desiredCount, LaunchType.EC2, minimumHealthyPercent, maximumPercent, document);
        var wrong = byTaskSets(spec).or(() -> DeploymentRules.problem(spec));
        return wrong.isPresent() ? Answers.invalid(wrong.get()) : Outcome.accepted(spec, List.of());
    }

    private static Optional<String> byTaskSets(ServiceSpec spec) {
        var controller = spec.controller();
        if (spec.daemon() && controller.byTaskSets()) {
            return Optional.of(
                    "The daemon scheduling strategy is not supported with deployment controller " + controller + ".");
        }
        return controller == DeploymentController.CODE_DEPLOY
                        && spec.document().items("loadBalancers").size() != 1
                ? Optional.of("Services with a CODE_DEPLOY deployment controller need exactly one target group in"
                        + " loadBalancers.")
                : Optional.empty();
    }

    /// The part of the document that launch types have rules for.
    private Doc.Struct asked() {
        return document.get(PLATFORM)
                .map(version -> Doc.EMPTY.with(PLATFORM, version))
                .orElse(Doc.EMPTY);
    }

    private Outcome<ServiceSpec> spec(State tip, TaskDefinition found, CapacityPlan plan, Doc.Struct kept) {
        var network = NetworkConfiguration.of(found.id().region(), document);
        var problem = NetworkRules.problem(tip, found.networkMode(), network.orElse(null))
                .or(() -> BalancedPortRules.problem(tip, found, document))
                .or(() -> LaunchRules.networkProblem(plan.launchType(), network.orElse(null)));
        if (problem.isPresent()) {
            return Answers.invalid(problem.get());
        }
        var full = document;
        if (kept.get(PLATFORM).isPresent()) {
            full = full.with(PLATFORM, kept.get(PLATFORM).get());
        }
        if (!plan.strategy().isEmpty()) {
            full = full.with(STRATEGY, items(plan.strategy()));
        }
        var spec = new ServiceSpec(
                found.id(), desiredCount, plan.launchType(), minimumHealthyPercent, maximumPercent, full);
        var wrong = (plan.launchType() == LaunchType.FARGATE ? fargate(spec) : daemon(spec))
                .or(() -> byTaskSets(spec))
                .or(() -> DeploymentRules.problem(spec));
        return wrong.isPresent() ? Answers.invalid(wrong.get()) : Outcome.accepted(spec, List.of());
    }

    private static Doc items(Strategy strategy) {
        return new Doc.Items(strategy.items().stream()
                .<Doc>map(item -> Doc.EMPTY
                        .with("capacityProvider", Doc.of(item.provider()))
                        .with("weight", Doc.of(item.weight()))
                        .with("base", Doc.of(item.base())))
                .toList());
    }

    private static Optional<String> fargate(ServiceSpec spec) {
        if (spec.daemon()) {
            return Optional.of("The daemon scheduling strategy is not supported for launch type FARGATE.");
        }
        return LaunchRules.placementProblem(LaunchType.FARGATE, spec.document());
    }

    private static Optional<String> daemon(ServiceSpec spec) {
        if (!spec.daemon()) {
            return Optional.empty();
        }
        if (!spec.document().items("placementStrategy").isEmpty()) {
            return Optional.of("The daemon scheduling strategy does not support placement strategies for services."
                    + " Remove the placement strategies and try again.");
        }
        return spec.maximumPercent() == 100
                ? Optional.empty()
                : Optional.of("The daemon scheduling strategy supports a maximumPercent of 100 only, but it was "
                        + spec.maximumPercent());
    }
}
