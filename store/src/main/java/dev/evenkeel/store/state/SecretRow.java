package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Sealed;
import dev.evenkeel.store.model.SecretId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A secret as it is now.
///
/// @param suffix the six characters at the end of its ARN
/// @param document its description and tags
/// @param versions oldest first
/// @param stages version ids by staging label
/// @param changedAt when its value, description or tags last changed
/// @param deleteAt set while it is planned to be deleted
/// @param since the event that last planned or unplanned its deletion, or made it
public record SecretRow(
        SecretId id,
        String suffix,
        Doc.Struct document,
        List<Version> versions,
        Map<String, String> stages,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant deleteAt,
        EventRef since) {
    /// The label of the version that is given to whoever names none.
    public static final String CURRENT = "AWSCURRENT";

    /// The label of the version that was current before.
    public static final String PREVIOUS = "AWSPREVIOUS";

    /// One value that a secret has or had.
    public record Version(String id, boolean binary, Sealed sealed, Instant createdAt) {}

    static SecretRow created(SecretId id, String suffix, Doc.Struct document, Instant at, EventRef by) {
        return new SecretRow(id, suffix, document, List.of(), Map.of(), at, at, null, by);
    }

    /// The version of this id.
    public Optional<Version> version(String version) {
        return versions.stream().filter(v -> v.id.equals(version)).findFirst();
    }

    /// The version that a label is on.
    public Optional<Version> staged(String stage) {
        return Optional.ofNullable(stages.get(stage)).flatMap(this::version);
    }

    /// The labels of a version, in the order of the alphabet.
    public List<String> stagesOf(String version) {
        return stages.entrySet().stream()
                .filter(stage -> stage.getValue().equals(version))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    SecretRow changed(Doc.Struct now, Instant at) {
        return new SecretRow(id, suffix, now, versions, stages, createdAt, at, deleteAt, since);
    }

    SecretRow stored(Version version, Instant at) {
        var all = new ArrayList<>(versions);
        all.add(version);
        return new SecretRow(id, suffix, document, List.copyOf(all), stages, createdAt, at, deleteAt, since);
    }

    SecretRow staged(Map<String, String> now, List<String> dropped, Instant at) {
        var kept = versions.stream()
                .filter(version -> !dropped.contains(version.id))
                .toList();
        return new SecretRow(id, suffix, document, kept, now, createdAt, at, deleteAt, since);
    }

    SecretRow planned(@Nullable Instant at, EventRef by) {
        return new SecretRow(id, suffix, document, versions, stages, createdAt, changedAt, at, by);
    }
}
