package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.launch.Launch;
import dev.evenkeel.reconcilers.network.NetworkRules;
import dev.evenkeel.reconcilers.placement.Placement;
import dev.evenkeel.reconcilers.placement.Request;
import dev.evenkeel.store.event.CallEvent.TokenUsed;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.ShellOpened;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TokenRow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Commands about tasks.
public sealed interface TaskCommand<R> extends Command<R> {
    /// What RunTask started, and why the rest has no host.
    record Started(List<TaskId> tasks, List<Refusal> failures) {}

    /// Start tasks, as many of them as there is room for.
    ///
    /// @param count 1 to 10
    /// @param group absent for `family:NAME`
    /// @param request overrides and tags of these tasks
    /// @param network given for `awsvpc` tasks, and for them only
    /// @param clientToken the same token with the same input gives the same answer and starts nothing more
    record RunTasks(
            ClusterId cluster,
            DefinitionRef definition,
            int count,
            @Nullable String group,
            String startedBy,
            LaunchType launchType,
            Doc.Struct request,
            @Nullable NetworkConfiguration network,
            @Nullable String clientToken,
            Doc.Struct input)
            implements TaskCommand<Started> {
        @Override
        public Outcome<Started> decide(State tip, Inputs inputs) {
            if (!Answers.isActive(tip, cluster)) {
                return Answers.noCluster();
            }
            var row = definition.resolve(tip);
            if (row.isEmpty()) {
                return Answers.client("TaskDefinition not found.");
            }
            if (!row.get().active()) {
                return Answers.client("TaskDefinition is inactive");
            }
            if (clientToken == null) {
                return start(tip, row.get().definition(), inputs);
            }
            var spent = tip.tokens().get(new TokenRow.Key(scope(), clientToken));
            return spent.isPresent() ? again(spent.get()) : start(tip, row.get().definition(), inputs);
        }

        private Outcome<Started> start(State tip, TaskDefinition found, Inputs inputs) {
            for (var override : request.struct("overrides").structs("containerOverrides")) {
                var name = override.text("name").orElse("");
                if (found.container(name).isEmpty()) {
                    return Answers.invalid(
                            "Override for container named " + name + " is not a container in the TaskDefinition.");
                }
            }
            var problem = NetworkRules.problem(tip, found.networkMode(), network);
            if (problem.isPresent()) {
                return Answers.invalid(problem.get());
            }
            var dice = inputs.dice();
            var placed = Placement.place(tip, Request.of(found, count), dice);
            var entries = new ArrayList<Entry>();
            entries.addAll(LogsCommand.missingGroups(tip, found));
            var launch = new Launch(tip, found, wish(found), new Reason.Requested(), dice);
            placed.spots().forEach(launch::on);
            entries.addAll(launch.entries());
            var refusals = Stream.concat(placed.refusals().stream(), launch.refusals().stream())
                    .toList();
            if (clientToken != null && !launch.tasks().isEmpty()) {
                var results = launch.tasks().stream().map(TaskId::value).toList();
                entries.addAll(requested(new TokenUsed(scope(), clientToken, digest(), results)));
            }
            return Outcome.accepted(new Started(launch.tasks(), refusals), entries);
        }

        private Launch.Wish wish(TaskDefinition found) {
            var name = group == null ? "family:" + found.id().family() : group;
            return new Launch.Wish(cluster, name, startedBy, launchType, null, null, request, network);
        }

        private Outcome<Started> again(TokenRow spent) {
            if (!spent.request().equals(digest())) {
                return Outcome.refused(
                        "ConflictException",
                        "The client token " + clientToken + " was already used with other parameters.");
            }
            var tasks =
                    spent.results().stream().map(id -> new TaskId(cluster, id)).toList();
            return Outcome.accepted(new Started(tasks, List.of()), List.of());
        }

        private String scope() {
            return "RunTask/" + cluster;
        }

        private Hash digest() {
            return Hash.digest(input.without("clientToken").toString());
        }
    }

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
