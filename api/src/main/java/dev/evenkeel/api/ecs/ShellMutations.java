package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.shell.ShellDesk;
import dev.evenkeel.reconcilers.command.TaskCommand.ExecuteCommand;
import dev.evenkeel.reconcilers.command.TaskCommand.Shell;
import dev.evenkeel.store.state.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ExecuteCommand. Its stream is Evenkeel's own WebSocket: that of AWS's Session Manager is proprietary.
final class ShellMutations {
    private static final int LONGEST_COMMAND = 8_192;

    private final ShellDesk desk;

    ShellMutations(ShellDesk desk) {
        this.desk = desk;
    }

    record Input(
            @Nullable String cluster, @Nullable String container, String command, boolean interactive, String task) {}

    record Answer(
            String clusterArn,
            String containerArn,
            String containerName,
            boolean interactive,
            Session session,
            String taskArn) {}

    /// Where to connect: not with the Session Manager plugin, but with `./evenkeel exec` or any WebSocket client.
    record Session(String sessionId, String streamUrl, String tokenValue) {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>("ExecuteCommand", Input.class, Answer.class, ShellMutations::execute, this::opened));
    }

    private static ExecuteCommand execute(Call call, Input input) {
        if (!input.interactive()) {
            throw Errors.invalid("Interactive is the only mode supported currently.");
        }
        if (input.command().isBlank()) {
            throw Errors.invalid("Command can not be blank.");
        }
        if (input.command().length() > LONGEST_COMMAND) {
            throw Errors.invalid("Command can have at most " + LONGEST_COMMAND + " characters.");
        }
        var names = new Names(call.caller());
        return new ExecuteCommand(
                names.task(names.cluster(input.cluster()), input.task()),
                input.container(),
                input.command(),
                call.redacted());
    }

    private Answer opened(Caller caller, State state, Shell shell) {
        var arns = new Arns(caller.account());
        return new Answer(
                arns.of(shell.task().cluster()),
                arns.of(shell.task(), shell.container()),
                shell.container(),
                true,
                new Session(shell.session(), desk.url(shell), desk.issue(shell, state.at())),
                arns.of(shell.task()));
    }
}
