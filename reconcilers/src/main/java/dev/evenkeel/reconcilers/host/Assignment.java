package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.secret.GivenSecret;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.Sharing;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.Volume;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that a host is wanted to do.
public sealed interface Assignment {
    /// The name under which it is put and dropped.
    String key();

    /// Have this task run, or, with a stop order, have it stopped.
    ///
    /// @param network set for `awsvpc` tasks
    /// @param stop set once the task shall stop
    /// @param known what the ledger last heard of it. Current when the host first hears of the task; a change of it
    ///     alone is no reason for an update
    record RunTask(
            TaskId task,
            TaskDefinitionId definition,
            NetworkMode networkMode,
            Common common,
            @Nullable NetworkPlan network,
            List<ContainerPlan> containers,
            @Nullable StopOrder stop,
            TaskReport known)
            implements Assignment {
        public RunTask {
            containers = List.copyOf(containers);
        }

        @Override
        public String key() {
            return key(task);
        }

        /// The key of the assignment of a task.
        public static String key(TaskId task) {
            return "task/" + task;
        }

        /// Whether the other wants the same of the host, whatever is known of the task.
        public boolean wantsTheSameAs(RunTask other) {
            return equals(new RunTask(
                    other.task,
                    other.definition,
                    other.networkMode,
                    other.common,
                    other.network,
                    other.containers,
                    other.stop,
                    known));
        }
    }

    /// What the containers of a task have in common.
    ///
    /// @param cpu the task's own CPU units: none of its containers uses more, nor do all that share a sandbox
    /// @param memory the task's own MiB, for which the same holds
    /// @param storage GiB that must be free on the host when a container is created
    record Common(
            Sharing pidMode,
            Sharing ipcMode,
            @Nullable Integer cpu,
            @Nullable Integer memory,
            @Nullable Integer storage,
            List<Volume> volumes) {
        /// Nothing special.
        public static final Common NONE = new Common(Sharing.DEFAULT, Sharing.DEFAULT, null, null, null, List.of());

        /// Whether its containers share a namespace that none of them can hold for the others.
        public boolean isShared() {
            return pidMode == Sharing.TASK || ipcMode == Sharing.TASK;
        }

        /// Whether it has limits of its own.
        public boolean isLimited() {
            return cpu != null || memory != null;
        }

        static Common of(TaskDefinition definition) {
            return new Common(
                    definition.pidMode(),
                    definition.ipcMode(),
                    definition.cpu(),
                    definition.memory(),
                    definition.storage(),
                    definition.volumes());
        }
    }

    /// One container, overrides applied.
    ///
    /// @param ports the host ports that were given to it
    /// @param log where its output goes when the driver is awslogs
    /// @param secrets values for its environment, log options and registry, still sealed
    record ContainerPlan(
            ContainerDefinition definition,
            List<HostPort> ports,
            @Nullable LogTarget log,
            List<GivenSecret> secrets) {
        public ContainerPlan {
            ports = List.copyOf(ports);
            secrets = List.copyOf(secrets);
        }

        /// The container's name within its task.
        public String name() {
            return definition.name();
        }
    }

    /// A log stream in our own log store.
    ///
    /// @param groupExists false when the group is missing and was not asked to be made: the container cannot start
    record LogTarget(String region, String group, String stream, boolean groupExists) {}

    /// Why the task shall stop.
    record StopOrder(StopCode code, String reason) {}
}
