package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.state.DeploymentRow;
import java.util.List;

/// Which target groups the tasks of a deployment belong to: the one place that says so.
final class ServiceTargets {
    private ServiceTargets() {}

    /// What every task of this deployment is registered with, for all of its life.
    static List<BalancedPort> of(DeploymentRow deployment) {
        return BalancedPort.of(deployment.asked().document());
    }
}
