package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.SecretEvent.SecretChanged;
import dev.evenkeel.store.event.SecretEvent.SecretCreated;
import dev.evenkeel.store.event.SecretEvent.SecretDeleted;
import dev.evenkeel.store.event.SecretEvent.SecretDeletionPlanned;
import dev.evenkeel.store.event.SecretEvent.SecretStagesMoved;
import dev.evenkeel.store.event.SecretEvent.SecretVersionStored;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Sealed;
import dev.evenkeel.store.model.SecretId;
import dev.evenkeel.store.state.SecretRow;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Commands about secrets. Values come sealed; refusals are in the words of Secrets Manager.
public sealed interface SecretCommand<R> extends Command<R> {
    /// A value that was sealed for a version.
    record Value(boolean binary, Sealed sealed) {}

    /// What was done to which secret.
    ///
    /// @param suffix the six characters at the end of its ARN
    /// @param version the version that was stored, if any
    record Done(SecretId secret, String suffix, @Nullable String version) {
        static Done to(SecretRow row, @Nullable String version) {
            return new Done(row.id(), row.suffix(), version);
        }
    }

    /// Make a secret, with a first version where there is a value.
    ///
    /// @param document its description and tags
    /// @param version id of the first version
    record CreateSecret(
            SecretId secret,
            Doc.Struct document,
            String version,
            @Nullable Value value,
            Doc.Struct input) implements SecretCommand<Done> {
        @Override
        public Outcome<Done> decide(State tip, Inputs inputs) {
            var there = tip.vault().secrets().get(secret);
            if (there.isPresent()) {
                return again(there.get());
            }
            var suffix = SecretNames.suffix(inputs.dice());
            var events = new ArrayList<Event>();
            events.add(new SecretCreated(secret, suffix, document));
            if (value != null) {
                events.add(new SecretVersionStored(secret, version, value.binary, value.sealed));
                events.add(new SecretStagesMoved(secret, Map.of(SecretRow.CURRENT, version), List.of()));
            }
            return Outcome.accepted(
                    new Done(secret, suffix, value == null ? null : version), requested(events.toArray(Event[]::new)));
        }

        private Outcome<Done> again(SecretRow row) {
            if (row.deleteAt() != null) {
                return SecretNames.invalid("You can't create this secret because a secret with this name is already "
                        + "scheduled for deletion.");
            }
            boolean same = value != null
                    && row.version(version)
                            .filter(v -> v.sealed().holdsTheSameAs(value.sealed))
                            .isPresent();
            return same
                    ? Outcome.accepted(Done.to(row, version), List.of())
                    : Outcome.refused(
                            "ResourceExistsException",
                            "The operation failed because the secret " + secret.name() + " already exists.");
        }
    }

    /// Store a new version.
    ///
    /// @param stages labels that the version gets; the first version gets AWSCURRENT in any case
    record PutValue(SecretId secret, String version, Value value, List<String> stages, Doc.Struct input)
            implements SecretCommand<Done> {
        @Override
        public Outcome<Done> decide(State tip, Inputs inputs) {
            return SecretNames.whenUsable(
                    tip, secret, row -> SecretVersions.store(row, version, value, stages, List.of()));
        }
    }

    /// Change the description, the value, or both.
    record UpdateSecret(
            SecretId secret,
            @Nullable String description,
            String version,
            @Nullable Value value,
            Doc.Struct input) implements SecretCommand<Done> {
        @Override
        public Outcome<Done> decide(State tip, Inputs inputs) {
            return SecretNames.whenUsable(tip, secret, this::update);
        }

        private Outcome<Done> update(SecretRow row) {
            var events = new ArrayList<Event>();
            if (description != null
                    && !row.document().text("Description").orElse("").equals(description)) {
                events.add(new SecretChanged(secret, row.document().with("Description", Doc.of(description))));
            }
            return value == null
                    ? Outcome.accepted(Done.to(row, null), requested(events.toArray(Event[]::new)))
                    : SecretVersions.store(row, version, value, List.of(SecretRow.CURRENT), events);
        }
    }

    /// Move a staging label, or take it away.
    record MoveStage(
            SecretId secret,
            String stage,
            @Nullable String from,
            @Nullable String to,
            Doc.Struct input) implements SecretCommand<Done> {
        @Override
        public Outcome<Done> decide(State tip, Inputs inputs) {
            return SecretNames.whenUsable(tip, secret, row -> SecretVersions.move(row, stage, from, to));
        }
    }

    /// Plan the deletion of a secret or, without a window, delete it now.
    record DeleteSecret(SecretId secret, @Nullable Duration window, Doc.Struct input)
            implements SecretCommand<DeleteSecret.Planned> {
        /// @param suffix of the ARN; absent where there was no such secret
        public record Planned(SecretId secret, @Nullable String suffix, Instant at) {}

        @Override
        public Outcome<Planned> decide(State tip, Inputs inputs) {
            var row = tip.vault().secrets().get(secret);
            if (window == null) {
                var suffix = row.map(SecretRow::suffix).orElse(null);
                var gone = new Planned(secret, suffix, inputs.now());
                return Outcome.accepted(gone, row.isPresent() ? requested(new SecretDeleted(secret)) : List.of());
            }
            return SecretNames.whenUsable(tip, secret, found -> {
                var at = inputs.now().plus(window);
                return Outcome.accepted(
                        new Planned(secret, found.suffix(), at), requested(new SecretDeletionPlanned(secret, at)));
            });
        }
    }

    /// Do not delete a secret after all.
    record RestoreSecret(SecretId secret, Doc.Struct input) implements SecretCommand<Done> {
        @Override
        public Outcome<Done> decide(State tip, Inputs inputs) {
            var row = tip.vault().secrets().get(secret);
            if (row.isEmpty()) {
                return SecretNames.noSecret();
            }
            var done = Done.to(row.get(), null);
            return row.get().deleteAt() == null
                    ? Outcome.accepted(done, List.of())
                    : Outcome.accepted(done, requested(new SecretDeletionPlanned(secret, null)));
        }
    }

    /// Add tags, and take tags away.
    record Retag(SecretId secret, Map<String, String> add, List<String> remove, Doc.Struct input)
            implements SecretCommand<Done> {
        private static final int MOST = 50;

        @Override
        public Outcome<Done> decide(State tip, Inputs inputs) {
            return SecretNames.whenUsable(tip, secret, row -> {
                var tags = new TreeMap<>(SecretNames.tags(row.document()));
                tags.putAll(add);
                remove.forEach(tags::remove);
                if (tags.size() > MOST) {
                    return Outcome.refused(
                            "InvalidParameterException",
                            "You can't have more than " + MOST + " tags attached to a secret.");
                }
                var document = SecretNames.withTags(row.document(), tags);
                return Outcome.accepted(
                        Done.to(row, null),
                        document.equals(row.document()) ? List.of() : requested(new SecretChanged(secret, document)));
            });
        }
    }
}
