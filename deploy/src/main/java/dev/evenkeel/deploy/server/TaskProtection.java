package dev.evenkeel.deploy.server;

import dev.evenkeel.runtime.metadata.ProtectionCalls;
import dev.evenkeel.store.ledger.Ledger;
import dev.evenkeel.store.model.TaskId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tasks that protect themselves.
record TaskProtection(Ledger ledger, String account) implements ProtectionCalls {
    @Override
    public Answer set(TaskId task, boolean enabled, @Nullable Integer minutes) {
        return new Answer(
                Optional.empty(),
                Optional.of(new Failure("UnsupportedFeatureException", "Task protection is not supported yet.")));
    }
}
