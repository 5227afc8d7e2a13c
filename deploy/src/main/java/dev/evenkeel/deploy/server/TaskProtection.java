package dev.evenkeel.deploy.server;

import dev.evenkeel.api.ecs.Arns;
import dev.evenkeel.reconcilers.command.ProtectTasks;
import dev.evenkeel.runtime.metadata.ProtectionCalls;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.ledger.Ledger;
import dev.evenkeel.store.ledger.RefusedException;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Tasks that protect themselves: the same decision as UpdateTaskProtection, asked for by the task.
record TaskProtection(Ledger ledger, Arns arns) implements ProtectionCalls {
    private static final int USUAL_MINUTES = 120;
    private static final int MOST_MINUTES = 2_880;

    @Override
    public Answer set(TaskId task, boolean enabled, @Nullable Integer minutes) throws InterruptedException {
        int length = minutes == null ? USUAL_MINUTES : minutes;
        if (length < 1 || length > MOST_MINUTES) {
            return refused("InvalidParameterException", "ExpiresInMinutes must be between 1 and " + MOST_MINUTES + ".");
        }
        var command =
                new ProtectTasks(task.cluster(), List.of(task), enabled ? Duration.ofMinutes(length) : null, Doc.EMPTY);
        try {
            var receipt =
                    ledger.submit(origin(task), command).toCompletableFuture().get();
            var failure = receipt.response().getFirst().failure();
            return failure == null
                    ? done(task)
                    : refused(failure, "The task cannot be protected at present, or is not one of a service.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException no) {
                return refused(no.code(), Objects.requireNonNullElse(no.getMessage(), ""));
            }
            return refused("ServerException", "The task's protection could not be changed at present.");
        }
    }

    private Origin.Call origin(TaskId task) {
        return new Origin.Call(UUID.randomUUID().toString(), arns.of(task), "ecs:UpdateTaskProtection");
    }

    private Answer done(TaskId task) {
        var until = ledger.state().tasks().byId().get(task).map(TaskRow::protectedUntil);
        return new Answer(until, Optional.empty());
    }

    private static Answer refused(String code, String message) {
        return new Answer(Optional.empty(), Optional.of(new Failure(code, message)));
    }
}
