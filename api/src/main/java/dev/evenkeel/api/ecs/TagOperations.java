package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.Resource;
import dev.evenkeel.reconcilers.command.TagCommand;
import dev.evenkeel.reconcilers.command.TagCommand.TagResource;
import dev.evenkeel.reconcilers.command.TagCommand.UntagResource;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Tags;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Tags of clusters, services, tasks, task definitions and container instances.
final class TagOperations {
    private TagOperations() {}

    record TagInput(String resourceArn, List<Tag> tags) {}

    record UntagInput(String resourceArn, List<String> tagKeys) {}

    record ListInput(String resourceArn) {}

    record ListAnswer(Doc.Items tags) {}

    record Nothing() {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>("TagResource", TagInput.class, Nothing.class, TagOperations::tag, TagOperations::done),
                new Mutation<>(
                        "UntagResource", UntagInput.class, Nothing.class, TagOperations::untag, TagOperations::done),
                new Query<>("ListTagsForResource", ListInput.class, ListAnswer.class, TagOperations::list));
    }

    private static TagResource tag(Call call, TagInput input) {
        if (input.tags().isEmpty()) {
            throw Errors.invalid("Tags can not be empty.");
        }
        Tag.check(input.tags());
        var resource = new Names(call.caller()).resource(input.resourceArn());
        return new TagResource(resource, Tags.of(call.document()), call.redacted());
    }

    private static UntagResource untag(Call call, UntagInput input) {
        if (input.tagKeys().isEmpty()) {
            throw Errors.invalid("TagKeys can not be empty.");
        }
        for (String key : input.tagKeys()) {
            if (key.toLowerCase(Locale.ROOT).startsWith(TagCommand.RESERVED)) {
                throw Errors.invalid("Tag keys that begin with aws: are reserved.");
            }
        }
        var resource = new Names(call.caller()).resource(input.resourceArn());
        return new UntagResource(resource, input.tagKeys(), call.redacted());
    }

    private static Nothing done(Caller caller, State state, Resource tagged) {
        return new Nothing();
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        return switch (new Names(caller).resource(input.resourceArn()).known(state)) {
            case Outcome.Refused<Map<String, String>> no -> throw Errors.of(no.code(), no.message());
            case Outcome.Accepted<Map<String, String>> yes -> new ListAnswer(Tags.items(yes.response()));
        };
    }
}
