package dev.evenkeel.deploy.server;

import dev.evenkeel.api.ecs.Arns;
import dev.evenkeel.runtime.metadata.Names;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.TaskId;

/// The same ARNs for containers as for callers of the API.
record TaskNames(Arns arns) implements Names {
    @Override
    public String cluster(ClusterId cluster) {
        return arns.of(cluster);
    }

    @Override
    public String task(TaskId task) {
        return arns.of(task);
    }

    @Override
    public String container(TaskId task, String name) {
        return arns.of(task, name);
    }

    @Override
    public String instance(ClusterId cluster, HostId host) {
        return arns.of(cluster, host);
    }
}
