package dev.evenkeel.runtime.metadata;

import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.TaskId;

/// Ids as containers are told them: ARNs.
public interface Names {
    /// The ARN of a cluster.
    String cluster(ClusterId cluster);

    /// The ARN of a task.
    String task(TaskId task);

    /// The ARN of a container of a task.
    String container(TaskId task, String name);

    /// The ARN of a host as it serves a cluster.
    String instance(ClusterId cluster, HostId host);
}
