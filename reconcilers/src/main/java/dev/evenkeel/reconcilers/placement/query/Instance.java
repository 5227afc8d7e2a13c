package dev.evenkeel.reconcilers.placement.query;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/// A container instance as queries see it.
public interface Instance {
    /// Whether its agent answers.
    boolean agentConnected();

    /// Of its agent, numbers between dots.
    String agentVersion();

    /// The value of an attribute, which may be empty; absent where the instance has no such attribute.
    Optional<String> attribute(String name);

    /// Its id on the side of the machine.
    String ec2InstanceId();

    /// When it first offered itself.
    Instant registeredAt();

    /// Its tasks in RUNNING.
    int runningTasksCount();

    /// The groups of the tasks that hold its resources.
    SortedSet<String> taskGroups();
}
