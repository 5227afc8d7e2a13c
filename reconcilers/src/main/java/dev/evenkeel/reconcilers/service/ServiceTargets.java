package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.state.DeploymentRow;
import java.util.List;
import java.util.stream.IntStream;

/// Which target groups the tasks of a deployment belong to: the one place that says so.
final class ServiceTargets {
    private ServiceTargets() {}

    /// What every task of this deployment is registered with, for all of its life.
    static List<BalancedPort> of(DeploymentRow deployment) {
        var asked = BalancedPort.of(deployment.asked().document());
        var groups = deployment.groups();
        return groups.isEmpty()
                ? asked
                : IntStream.range(0, asked.size())
                        .mapToObj(i -> asked.get(i).in(groups.get(i)))
                        .toList();
    }

    /// Whether that is settled: where there is a choice, its deployment makes it as it begins.
    static boolean settled(DeploymentRow deployment) {
        return !deployment.groups().isEmpty()
                || deployment.asked().document().structs(BalancedPort.MEMBER).stream()
                        .allMatch(item ->
                                item.struct("advancedConfiguration").members().isEmpty());
    }
}
