package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.command.Command;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.ledger.Ledger.Receipt;
import dev.evenkeel.store.ledger.RefusedException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A caller of the API that asks again when it got no answer, as the SDKs do.
final class SimClient {
    private static final int ATTEMPTS = 5;
    private static final String PRINCIPAL = "arn:aws:iam::123456789012:user/sim";

    private final Agenda agenda;
    private final Dice dice;
    private final SimServer server;
    private final CallChecker checker;

    SimClient(Agenda agenda, Dice dice, SimServer server, CallChecker checker) {
        this.agenda = agenda;
        this.dice = dice;
        this.server = server;
        this.checker = checker;
    }

    /// Asks until there is an answer, a few times at most.
    ///
    /// @param done gets the response of a call that was done
    <R> void call(String operation, Command<R> command, Consumer<R> done) {
        attempt(operation, command, done, ATTEMPTS);
    }

    private <R> void attempt(String operation, Command<R> command, Consumer<R> done, int left) {
        if (left == 0) {
            return;
        }
        var request = dice.hex32();
        var answer = server.submit(new Origin.Call(request, PRINCIPAL, operation), command);
        if (answer.isEmpty()) {
            again(operation, command, done, left);
            return;
        }
        answer.get().whenComplete((receipt, error) -> {
            if (error == null) {
                answered(request, receipt, done);
            } else if (cause(error) instanceof RefusedException refusal) {
                checker.refused(request, refusal.code());
            } else {
                again(operation, command, done, left);
            }
        });
    }

    private <R> void answered(String request, Receipt<R> receipt, Consumer<R> done) {
        checker.answered(request, receipt.revision());
        done.accept(receipt.response());
    }

    private <R> void again(String operation, Command<R> command, Consumer<R> done, int left) {
        agenda.after(Duration.ofMillis(500L + dice.below(3000)), () -> attempt(operation, command, done, left - 1));
    }

    private static @Nullable Throwable cause(Throwable error) {
        return error instanceof CompletionException ? error.getCause() : error;
    }
}
