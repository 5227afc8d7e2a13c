package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.DeploymentStrategy;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.state.ServiceRevisionRow;
import java.util.List;
import java.util.Optional;

/// Which of its two target groups each of a service's load balancer entries uses for a new revision. What is now green
/// is blue next time, so the two take turns; a rolling deployment stays where its service is.
final class Groups {
    private Groups() {}

    /// ARNs for a deployment's target, one for each of `loadBalancers`.
    ///
    /// @param source the revision that is there, if one is
    static List<String> choose(Look look, Optional<DeploymentId> source) {
        var taken = source.flatMap(
                        id -> look.state.deployments().revision(look.row.id().service(), id))
                .map(Groups::of)
                .orElse(List.of());
        return choose(look.asked(), taken);
    }

    /// ARNs, one for each of `loadBalancers`.
    ///
    /// @param taken those of the revision that is there
    static List<String> choose(ServiceSpec asked, List<String> taken) {
        return asked.document().structs(BalancedPort.MEMBER).stream()
                .map(item -> choose(item, asked.strategy(), taken))
                .toList();
    }

    /// ARNs of those that a revision's tasks are registered with.
    static List<String> of(ServiceRevisionRow revision) {
        return revision.groups().isEmpty()
                ? BalancedPort.of(revision.asked().document()).stream()
                        .map(BalancedPort::arn)
                        .toList()
                : revision.groups();
    }

    private static String choose(Doc.Struct item, DeploymentStrategy strategy, List<String> taken) {
        var first = item.text("targetGroupArn").orElse("");
        var other = item.struct(Lane.ADVANCED).text(Lane.ALTERNATE).orElse(first);
        return switch (strategy) {
            case ROLLING -> taken.contains(other) ? other : first;
            case BLUE_GREEN, LINEAR, CANARY -> taken.contains(first) ? other : first;
        };
    }
}
