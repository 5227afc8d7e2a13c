package dev.evenkeel.api.aws;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.reconcilers.command.Command;
import dev.evenkeel.reconcilers.command.Refuse;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.ledger.Ledger;
import dev.evenkeel.store.ledger.RefusedException;
import dev.evenkeel.store.log.LogUnavailableException;
import dev.evenkeel.store.model.Doc;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/// Submits commands and waits for them, and words what the ledger answers as errors of the API.
public final class Submitter {
    private final Ledger ledger;

    /// Submits to this ledger.
    public Submitter(Ledger ledger) {
        this.ledger = ledger;
    }

    /// Decides, and returns once that is durable.
    ///
    /// @throws ApiException if it was refused, which the log then knows too; status 503 if the log takes no writes
    public <R> Ledger.Receipt<R> submit(Origin.Call origin, Command<R> command) throws InterruptedException {
        try {
            return ledger.submit(origin, command).toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw worded(e);
        }
    }

    /// Lets the log know that a call was refused before it became a command.
    ///
    /// @throws ApiException with status 503 if the log takes no writes
    public void refuse(Origin.Call origin, ApiError error, Doc.Struct input) throws InterruptedException {
        try {
            ledger.submit(origin, new Refuse(error.code(), error.message(), input))
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RefusedException)) {
                throw worded(e);
            }
        }
    }

    private static RuntimeException worded(ExecutionException failure) {
        var cause = failure.getCause();
        if (cause instanceof RefusedException refused) {
            return ApiError.sender(refused.code(), message(refused)).asException();
        }
        if (cause instanceof LogUnavailableException full) {
            return new ApiError("ServiceUnavailableException", message(full), 503, false, Doc.EMPTY).asException();
        }
        return cause instanceof RuntimeException other ? other : new IllegalStateException(failure);
    }

    private static String message(RuntimeException e) {
        return Objects.requireNonNullElse(e.getMessage(), "");
    }
}
