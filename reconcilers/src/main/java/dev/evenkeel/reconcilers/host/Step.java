package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.network.Firewall;
import dev.evenkeel.store.model.Ipv4;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing to be done to containers. Doing it twice does no harm.
public sealed interface Step {
    /// The name of a task's sandbox, as the ECS agent has it. No container of a definition can have it.
    String SANDBOX = "~internal~ecs~pause";

    /// Which container it is for; the answer comes back under the same name.
    ContainerKey container();

    /// A container of a task.
    record ContainerKey(TaskId task, String name) implements Comparable<ContainerKey> {
        @Override
        public int compareTo(ContainerKey other) {
            int byTask = task.compareTo(other.task);
            return byTask != 0 ? byTask : name.compareTo(other.name);
        }
    }

    /// Have the image on the host. Answered by `ImageReady` or `Failed`.
    record Pull(ContainerKey container, Assignment.ContainerPlan plan) implements Step {
        /// Its name.
        public String image() {
            return plan.definition().image();
        }
    }

    /// Create the container under its fixed name; one that is there already with our labels is taken. Answered by
    /// `Seen` (created) or `Failed`.
    record Create(
            ContainerKey container,
            TaskDefinitionId definition,
            NetworkMode networkMode,
            Assignment.Common common,
            Assignment.ContainerPlan plan)
            implements Step {}

    /// Create the sandbox of a task, and the network of its VPC if that is missing. Answered as `Create` is.
    ///
    /// @param common whose limits hold for all containers of the task together, where the host can have that
    /// @param network absent where only other namespaces than the network's are shared
    record CreateSandbox(
            ContainerKey container,
            TaskDefinitionId definition,
            Assignment.Common common,
            @Nullable NetworkPlan network)
            implements Step {}

    /// Have a sandbox that runs let through only this. Answered by `Secured` or `Failed`.
    ///
    /// @param gateway the host's own address in the VPC, which tasks may always call
    record Secure(ContainerKey container, Ipv4 gateway, Firewall firewall) implements Step {}

    /// Start it. Answered by `Seen` (running, or already exited) or `Failed`.
    record Start(ContainerKey container) implements Step {}

    /// Start it again where it stands, unless it has been since. Answered by `Seen` or `Failed`.
    ///
    /// @param lastStart when the run that ended had begun
    record Restart(ContainerKey container, Instant lastStart) implements Step {}

    /// Send the stop signal and, after `grace`, SIGKILL. Answered by `Seen` (exited) or `Failed`.
    record Stop(ContainerKey container, Duration grace) implements Step {}

    /// Remove a container that has ended, with what belongs to it. Answered by `Gone` or `Failed`.
    ///
    /// @param runtimeId removes exactly this container, also one whose name is not ours to know
    record Remove(ContainerKey container, @Nullable String runtimeId) implements Step {}
}
