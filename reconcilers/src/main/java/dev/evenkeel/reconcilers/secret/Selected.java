package dev.evenkeel.reconcilers.secret;

import dev.evenkeel.store.state.SecretRow;
import java.util.Optional;

/// The version of a secret that somebody asked for, or why there is none, in the words of Secrets Manager.
public sealed interface Selected {
    /// There it is.
    record Value(SecretRow secret, SecretRow.Version version) implements Selected {}

    /// There is none.
    record Refused(String code, String message) implements Selected {}

    /// Looks for a version.
    ///
    /// @param version id; empty for what the label is on
    /// @param stage staging label; empty for AWSCURRENT, unless there is a version
    static Selected of(Optional<SecretRow> found, String version, String stage) {
        if (found.isEmpty()) {
            return missing("secret.");
        }
        var secret = found.get();
        if (secret.deleteAt() != null) {
            return new Refused(
                    "InvalidRequestException",
                    "You can't perform this operation on the secret because it was marked for deletion.");
        }
        return version.isEmpty()
                ? staged(secret, stage.isEmpty() ? SecretRow.CURRENT : stage)
                : named(secret, version, stage);
    }

    private static Selected staged(SecretRow secret, String stage) {
        return secret.staged(stage)
                .<Selected>map(version -> new Value(secret, version))
                .orElseGet(() -> missing("secret value for staging label: " + stage));
    }

    private static Selected named(SecretRow secret, String id, String stage) {
        var version = secret.version(id);
        if (version.isEmpty()) {
            return missing("secret value for VersionId: " + id);
        }
        return stage.isEmpty() || secret.stagesOf(id).contains(stage)
                ? new Value(secret, version.get())
                : new Refused(
                        "InvalidRequestException",
                        "You provided a VersionStage that is not associated to the provided VersionId.");
    }

    private static Refused missing(String what) {
        return new Refused("ResourceNotFoundException", "Secrets Manager can't find the specified " + what);
    }
}
