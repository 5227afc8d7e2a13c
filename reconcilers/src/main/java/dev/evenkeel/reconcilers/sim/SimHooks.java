package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.command.HookCommand;
import dev.evenkeel.reconcilers.hook.HookAnswer;
import dev.evenkeel.reconcilers.hook.HookCall;
import dev.evenkeel.reconcilers.hook.HookCalls;
import dev.evenkeel.store.event.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The functions that hooks call, and who calls them: once a second those that are due, while the server is there.
final class SimHooks {
    private static final String ACCOUNT = "123456789012";
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final Agenda agenda;
    private final SimServer server;
    private final List<HookCall> calls = new ArrayList<>();
    private Function<HookCall, HookAnswer> function = _ -> HookAnswer.failed("nobody answers");
    private boolean begun;

    SimHooks(Agenda agenda, SimServer server) {
        this.agenda = agenda;
        this.server = server;
    }

    /// Calls are answered so from now on.
    void answer(Function<HookCall, HookAnswer> how) {
        function = how;
        if (!begun) {
            begun = true;
            round();
        }
    }

    /// All that was ever called, oldest first.
    List<HookCall> calls() {
        return List.copyOf(calls);
    }

    private void round() {
        if (server.isUp()) {
            for (var call : HookCalls.due(server.state(), agenda.now(), ACCOUNT)) {
                calls.add(call);
                var answer = HookCommand.answered(call, function.apply(call));
                server.submit(new Origin.Reconcile("hooks", call.subject()), answer);
            }
        }
        agenda.after(ROUND, this::round);
    }
}
