package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.TaskEvent.ShellOpened;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Commands about tasks.
public sealed interface TaskCommand<R> extends Command<R>
        permits RunTasks, StartTasks, TaskCommand.StopTask, TaskCommand.ExecuteCommand {
    /// What was started, and why the rest has no host.
    record Started(ClusterId cluster, List<TaskId> tasks, List<Unplaced> failures) {}

    /// A host that took no task, and why.
    ///
    /// @param host absent where no single one is to blame
    /// @param reason ECS's word, such as `RESOURCE:MEMORY`
    record Unplaced(@Nullable HostId host, String reason) {}

    /// Stop a task. One that has stopped, or is stopping, is answered as it is.
    record StopTask(TaskId task, String reason, Doc.Struct input) implements TaskCommand<TaskId> {
        @Override
        public Outcome<TaskId> decide(State tip, Inputs inputs) {
            if (!Answers.isActive(tip, task.cluster())) {
                return Answers.noCluster();
            }
            var row = tip.tasks().byId().get(task);
            if (row.isEmpty()) {
                return Answers.invalid("The referenced task was not found.");
            }
            return row.get().wanted()
                    ? Outcome.accepted(task, requested(new TaskStopRequested(task, StopCode.USER_INITIATED, reason)))
                    : Outcome.accepted(task, List.of());
        }
    }

    /// The container that a shell was opened in.
    ///
    /// @param session names the one connection that may follow
    record Shell(TaskId task, HostId host, String container, String runtimeId, String command, String session) {}

    /// Let a caller into a running container.
    ///
    /// @param container may be absent where the task has one only
    record ExecuteCommand(TaskId task, @Nullable String container, String command, Doc.Struct input)
            implements TaskCommand<Shell> {
        private static final String NOT_READY =
                "The execute command failed because execute command was not enabled when the task was run or the "
                        + "execute command agent isn't running. Wait and try again or run a new task with execute "
                        + "command enabled and try again.";

        @Override
        public Outcome<Shell> decide(State tip, Inputs inputs) {
            if (!Answers.isActive(tip, task.cluster())) {
                return Answers.noCluster();
            }
            var row = tip.tasks().byId().get(task).orElse(null);
            if (row == null) {
                return Answers.invalid("The referenced task was not found.");
            }
            boolean ready = row.phase() == Phase.RUNNING && row.wanted() && row.mayExecuteCommands();
            if (!ready || !(row.host() instanceof HostId host)) {
                return Answers.invalid(NOT_READY);
            }
            if (container == null && row.containers().size() > 1) {
                return Answers.invalid("Container name should be provided when the task has more than one container.");
            }
            var name = container == null ? row.containers().getFirst().name() : container;
            var status = row.containers().stream()
                    .filter(c -> c.name().equals(name))
                    .findFirst()
                    .orElse(null);
            if (status == null) {
                return Answers.invalid("The container " + name + " is not part of the task.");
            }
            boolean connected = tip.hosts().get(host).filter(HostRow::connected).isPresent();
            if (!connected || status.phase() != ContainerPhase.RUNNING || status.runtimeId() == null) {
                return Outcome.refused("TargetNotConnectedException", NOT_READY);
            }
            var session = "ecs-execute-command-" + inputs.dice().hex32().substring(0, 17);
            return Outcome.accepted(
                    new Shell(task, host, name, status.runtimeId(), command, session),
                    requested(new ShellOpened(task, name, command, session)));
        }
    }
}
