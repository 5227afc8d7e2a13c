package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Tags;
import dev.evenkeel.store.state.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Commands about tags.
public sealed interface TagCommand extends Command<Resource> {
    /// The most tags that callers may give one resource; those of ECS do not count.
    int MOST = 50;

    /// How tags begin that ECS gives and callers cannot.
    String RESERVED = "aws:";

    /// Give a resource tags, in place of those of the same key.
    record TagResource(Resource resource, Map<String, String> tags, Doc.Struct input) implements TagCommand {
        @Override
        public Outcome<Resource> decide(State tip, Inputs inputs) {
            return switch (resource.taggable(tip)) {
                case Outcome.Refused<Map<String, String>> no -> no.as();
                case Outcome.Accepted<Map<String, String>> yes -> {
                    var merged = Tags.merged(yes.response(), tags);
                    long own = merged.keySet().stream()
                            .filter(key -> !key.startsWith(RESERVED))
                            .count();
                    yield own > MOST
                            ? Outcome.refused(
                                    "LimitExceededException",
                                    "A resource can have at most " + MOST + " tags, and would have " + own + ".")
                            : changed(tip, resource, yes.response(), merged);
                }
            };
        }
    }

    /// Take tags from a resource. Those that it does not have are passed over.
    record UntagResource(Resource resource, List<String> keys, Doc.Struct input) implements TagCommand {
        @Override
        public Outcome<Resource> decide(State tip, Inputs inputs) {
            return switch (resource.taggable(tip)) {
                case Outcome.Refused<Map<String, String>> no -> no.as();
                case Outcome.Accepted<Map<String, String>> yes -> {
                    var left = new LinkedHashMap<>(yes.response());
                    left.keySet().removeAll(keys);
                    yield changed(tip, resource, yes.response(), left);
                }
            };
        }
    }

    private static Outcome<Resource> changed(
            State tip, Resource resource, Map<String, String> before, Map<String, String> after) {
        return before.equals(after)
                ? Outcome.accepted(resource, List.of())
                : Outcome.accepted(resource, requested(resource.tagged(tip, after)));
    }
}
