package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.command.SecretCommand.Done;
import dev.evenkeel.reconcilers.command.SecretCommand.Value;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.SecretEvent.SecretVersionStored;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.state.SecretRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a secret gets versions, and how labels move between them.
final class SecretVersions {
    private static final int MOST_STAGES = 20;

    private SecretVersions() {}

    /// @param first what happens before the version is stored
    static Outcome<Done> store(SecretRow row, String version, Value value, List<String> stages, List<Event> first) {
        var there = row.version(version);
        if (there.isPresent()) {
            return there.get().sealed().holdsTheSameAs(value.sealed())
                    ? Outcome.accepted(Done.to(row, version), requested(first.toArray(Event[]::new)))
                    : Outcome.refused(
                            "ResourceExistsException",
                            "You can't use ClientRequestToken " + version
                                    + " because that value is already in use for a version of secret "
                                    + row.id().name() + ".");
        }
        var events = new ArrayList<>(first);
        events.add(new SecretVersionStored(row.id(), version, value.binary(), value.sealed()));
        var labels = new SecretStages(row.stages());
        stages.forEach(stage -> labels.put(stage, version));
        if (row.versions().isEmpty()) {
            labels.put(SecretRow.CURRENT, version);
        }
        var versions = new ArrayList<>(
                row.versions().stream().map(SecretRow.Version::id).toList());
        versions.add(version);
        var moved = labels.of(row, versions);
        if (moved.stages().size() > MOST_STAGES) {
            return Outcome.refused(
                    "LimitExceededException",
                    "You can't have more than " + MOST_STAGES + " staging labels attached to a secret.");
        }
        events.add(moved);
        return Outcome.accepted(Done.to(row, version), requested(events.toArray(Event[]::new)));
    }

    static Outcome<Done> move(SecretRow row, String stage, @Nullable String from, @Nullable String to) {
        var refused = wrong(row, stage, from, to);
        if (refused != null) {
            return Outcome.refused("InvalidParameterException", refused);
        }
        var labels = new SecretStages(row.stages());
        if (to != null) {
            labels.put(stage, to);
        } else {
            labels.remove(stage);
        }
        var moved = labels.of(
                row, row.versions().stream().map(SecretRow.Version::id).toList());
        return Outcome.accepted(Done.to(row, null), moved.stages().equals(row.stages()) ? List.of() : requested(moved));
    }

    private static @Nullable String wrong(SecretRow row, String stage, @Nullable String from, @Nullable String to) {
        var on = row.stages().get(stage);
        if (from == null && to == null) {
            return "You must provide RemoveFromVersionId, MoveToVersionId, or both.";
        }
        if (to != null && row.version(to).isEmpty()) {
            return "The version " + to + " of the parameter MoveToVersionId does not exist.";
        }
        if (from != null && !from.equals(on)) {
            return "The staging label " + stage + " isn't currently attached to version " + from + ".";
        }
        if (to != null && on != null && from == null && !on.equals(to)) {
            return "The parameter RemoveFromVersionId can't be empty. Staging label " + stage
                    + " is currently attached to version " + on
                    + ", so you must explicitly reference that version in RemoveFromVersionId.";
        }
        return to == null && stage.equals(SecretRow.CURRENT)
                ? "You can only move staging label " + SecretRow.CURRENT
                        + " to a different secret version. It can't be completely removed."
                : null;
    }
}
