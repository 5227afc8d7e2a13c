package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.SecretEvent.ParameterChanged;
import dev.evenkeel.store.event.SecretEvent.ParameterDeleted;
import dev.evenkeel.store.event.SecretEvent.ParameterStored;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ParameterId;
import dev.evenkeel.store.model.ParameterType;
import dev.evenkeel.store.model.Sealed;
import dev.evenkeel.store.state.ParameterRow;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Commands about parameters. Secure values come sealed; refusals are in the words of the Parameter Store.
public sealed interface ParameterCommand<R> extends Command<R> {
    /// Store a version of a parameter.
    ///
    /// @param type absent for that of the version before
    /// @param text the value; absent where it was sealed
    /// @param sealed the value; absent where it may be read
    /// @param entry what the value was sealed for, beside the name
    /// @param by the ARN of the caller
    record PutParameter(
            ParameterId parameter,
            ParameterType type,
            @Nullable String text,
            @Nullable Sealed sealed,
            String entry,
            Doc.Struct document,
            Map<String, String> tags,
            boolean overwrite,
            String by,
            Doc.Struct input)
            implements ParameterCommand<Long> {
        private static final int MOST_VERSIONS = 100;

        @Override
        public Outcome<Long> decide(State tip, Inputs inputs) {
            var before = tip.vault().parameters().get(parameter);
            if (before.isPresent() && !overwrite) {
                return Outcome.refused(
                        "ParameterAlreadyExists",
                        "The parameter already exists. To overwrite this value, set the overwrite option in the "
                                + "request to true.");
            }
            return before.isPresent() ? overwrite(before.get()) : create();
        }

        private Outcome<Long> create() {
            var events = new ArrayList<Event>();
            events.add(stored(1, 1));
            if (!tags.isEmpty()) {
                events.add(new ParameterChanged(parameter, tags, Map.of()));
            }
            return Outcome.accepted(1L, requested(events.toArray(Event[]::new)));
        }

        private Outcome<Long> overwrite(ParameterRow row) {
            if (row.latest().type() != type) {
                return Outcome.refused(
                        "HierarchyTypeMismatchException",
                        "The parameter " + parameter.name() + " has the type "
                                + row.latest().type().word() + ", which can't be changed. Create a new parameter.");
            }
            long oldest = row.versions().getFirst().number();
            if (row.versions().size() >= MOST_VERSIONS) {
                if (!row.labelsOf(oldest).isEmpty()) {
                    return Outcome.refused(
                            "ParameterMaxVersionLimitExceeded",
                            "You attempted to create a new version of " + parameter.name()
                                    + " by calling the PutParameter API with the overwrite flag. Version " + oldest
                                    + ", the oldest version, can't be deleted because it has a label associated with"
                                    + " it. Move the label to another version of the parameter, and try again.");
                }
                oldest = row.versions().get(1).number();
            }
            long next = row.latest().number() + 1;
            return Outcome.accepted(next, requested(stored(next, oldest)));
        }

        private ParameterStored stored(long version, long oldest) {
            return new ParameterStored(parameter, version, type, text, sealed, entry, oldest, document, by);
        }
    }

    /// Delete parameters. Those that are not there are passed over.
    record DeleteParameters(List<ParameterId> parameters, Doc.Struct input)
            implements ParameterCommand<DeleteParameters.Deleted> {
        /// @param missing those that were not there
        public record Deleted(List<ParameterId> done, List<ParameterId> missing) {}

        @Override
        public Outcome<Deleted> decide(State tip, Inputs inputs) {
            var there = parameters.stream()
                    .distinct()
                    .collect(Collectors.partitioningBy(
                            id -> tip.vault().parameters().get(id).isPresent()));
            var done = there.getOrDefault(true, List.of());
            var events = done.stream().map(ParameterDeleted::new).toArray(Event[]::new);
            return Outcome.accepted(new Deleted(done, there.getOrDefault(false, List.of())), requested(events));
        }
    }

    /// Delete a parameter that must be there.
    record DeleteParameter(ParameterId parameter, Doc.Struct input) implements ParameterCommand<ParameterId> {
        @Override
        public Outcome<ParameterId> decide(State tip, Inputs inputs) {
            return tip.vault().parameters().get(parameter).isEmpty()
                    ? notFound(parameter)
                    : Outcome.accepted(parameter, requested(new ParameterDeleted(parameter)));
        }
    }

    /// Add tags, and take tags away.
    record Retag(ParameterId parameter, Map<String, String> add, List<String> remove, Doc.Struct input)
            implements ParameterCommand<ParameterId> {
        private static final int MOST = 50;

        @Override
        public Outcome<ParameterId> decide(State tip, Inputs inputs) {
            var row = tip.vault().parameters().get(parameter);
            if (row.isEmpty()) {
                return Outcome.refused("InvalidResourceId", "Invalid Resource Id");
            }
            var tags = new TreeMap<>(row.get().tags());
            tags.putAll(add);
            remove.forEach(tags::remove);
            if (tags.size() > MOST) {
                return Outcome.refused(
                        "TooManyTagsError", "The number of tags exceeds the limit of " + MOST + " for a parameter.");
            }
            return Outcome.accepted(
                    parameter,
                    tags.equals(row.get().tags())
                            ? List.of()
                            : requested(new ParameterChanged(
                                    parameter,
                                    Collections.unmodifiableMap(tags),
                                    row.get().labels())));
        }
    }

    /// Put labels on a version, which takes them from others, or take them away.
    ///
    /// @param version absent for the newest
    /// @param attach whether to put them there or to take them away
    record Relabel(ParameterId parameter, @Nullable Long version, List<String> labels, boolean attach, Doc.Struct input)
            implements ParameterCommand<Relabel.Relabelled> {
        private static final int MOST = 10;

        private static final Pattern LABEL = Pattern.compile("(?!(?i:aws|ssm))[a-zA-Z_.-][a-zA-Z0-9_.-]*");

        /// @param done labels that were put or taken away
        /// @param invalid labels that nothing can have, or that were not there to be taken away
        public record Relabelled(long version, List<String> done, List<String> invalid) {}

        @Override
        public Outcome<Relabelled> decide(State tip, Inputs inputs) {
            var row = tip.vault().parameters().get(parameter);
            if (row.isEmpty()) {
                return notFound(parameter);
            }
            var found = version == null
                    ? Optional.of(row.get().latest())
                    : row.get().version(version);
            if (found.isEmpty()) {
                return Outcome.refused(
                        "ParameterVersionNotFound",
                        "Systems Manager could not find version " + version + " of " + parameter.name()
                                + ". Verify the version and try again.");
            }
            return relabel(row.get(), found.get().number());
        }

        private Outcome<Relabelled> relabel(ParameterRow row, long number) {
            var there = row.labelsOf(number);
            var done = labels.stream()
                    .filter(label -> attach ? LABEL.matcher(label).matches() : there.contains(label))
                    .toList();
            var all = new TreeMap<>(row.labels());
            for (var label : done) {
                if (attach) {
                    all.put(label, number);
                } else {
                    all.remove(label);
                }
            }
            if (all.values().stream().filter(on -> on == number).count() > MOST) {
                return Outcome.refused(
                        "ParameterVersionLabelLimitExceeded",
                        "A parameter version can have maximum " + MOST
                                + " labels. Move one or more labels to another version and try again.");
            }
            var invalid = labels.stream().filter(label -> !done.contains(label)).toList();
            var answer = new Relabelled(number, done, invalid);
            return all.equals(row.labels())
                    ? Outcome.accepted(answer, List.of())
                    : Outcome.accepted(
                            answer,
                            requested(new ParameterChanged(parameter, row.tags(), Collections.unmodifiableMap(all))));
        }
    }

    private static <R> Outcome<R> notFound(ParameterId parameter) {
        return Outcome.refused("ParameterNotFound", "Parameter " + parameter.name() + " not found.");
    }
}
