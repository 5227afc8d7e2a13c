package dev.evenkeel.api.secretsmanager;

import dev.evenkeel.reconcilers.command.SecretCommand.Value;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.SecretId;
import dev.evenkeel.store.seal.Contexts;
import dev.evenkeel.store.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Seals what callers put, before it becomes part of a command.
final class Sealing {
    private final Sealer sealer;

    Sealing(Sealer sealer) {
        this.sealer = sealer;
    }

    /// The value of a version, if the caller gave one.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if there are two
    Optional<Value> value(SecretId secret, String version, @Nullable String text, Doc.@Nullable Blob bytes) {
        if (text != null && bytes != null) {
            throw Errors.parameter(
                    "You can't specify both a binary secret value and a string secret value in the same secret.");
        }
        var context = Contexts.of(secret, version);
        if (text != null) {
            return Optional.of(new Value(false, sealer.seal(context, text.getBytes(StandardCharsets.UTF_8))));
        }
        return Optional.ofNullable(bytes).map(blob -> new Value(true, sealer.seal(context, blob.toArray())));
    }
}
