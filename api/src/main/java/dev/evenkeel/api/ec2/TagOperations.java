package dev.evenkeel.api.ec2;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.NetworkCommand.CreateTags;
import dev.evenkeel.reconcilers.command.NetworkCommand.DeleteTags;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tags: set, taken away and described.
final class TagOperations {
    private TagOperations() {}

    record CreateInput(List<String> Resources, List<Tags.Tag> Tags) {}

    record DeleteInput(List<String> Resources, List<Tags.Tag> Tags) {}

    record Nothing() {}

    record DescribeInput(
            List<Filter> Filters,
            @Nullable Integer MaxResults,
            @Nullable String NextToken) {}

    record DescribeAnswer(List<View> Tags, Optional<String> NextToken) {}

    /// A tag and what it is on.
    record View(String ResourceId, String ResourceType, String Key, String Value) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateTags",
                        CreateInput.class,
                        Nothing.class,
                        TagOperations::create,
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "DeleteTags",
                        DeleteInput.class,
                        Nothing.class,
                        TagOperations::delete,
                        (_, _, _) -> new Nothing()),
                new Query<>("DescribeTags", DescribeInput.class, DescribeAnswer.class, TagOperations::describe));
    }

    private static CreateTags create(Call call, CreateInput input) {
        if (input.Resources().isEmpty()) {
            throw Errors.missing("resourceIdSet");
        }
        if (input.Tags().isEmpty()) {
            throw Errors.missing("tagSet");
        }
        var tags = Tags.checked(input.Tags());
        return new CreateTags(call.caller().region(), input.Resources(), tags, call.redacted());
    }

    private static DeleteTags delete(Call call, DeleteInput input) {
        if (input.Resources().isEmpty()) {
            throw Errors.missing("resourceIdSet");
        }
        var keys = new TreeMap<String, Optional<String>>();
        for (var tag : input.Tags()) {
            if (tag.Key() == null) {
                throw Errors.missing("tag.key");
            }
            keys.put(tag.Key(), Optional.ofNullable(tag.Value()));
        }
        return new DeleteTags(call.caller().region(), input.Resources(), keys, call.redacted());
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var all = state.networks()
                .tags()
                .entries()
                .filter(entry -> entry.getKey().region().equals(caller.region()))
                .flatMap(entry -> entry.getValue().entrySet().stream()
                        .map(tag -> new View(
                                entry.getKey().resource(),
                                type(entry.getKey().resource()),
                                tag.getKey(),
                                tag.getValue())));
        var page = new Lookup<View>("tag", "InvalidID", view -> view.ResourceId() + " " + view.Key())
                .by("resource-id", View::ResourceId)
                .by("resource-type", View::ResourceType)
                .by("key", View::Key)
                .by("value", View::Value)
                .find(all, new Lookup.Asked(List.of(), input.Filters(), input.MaxResults(), input.NextToken()));
        return new DescribeAnswer(page.items(), page.nextToken());
    }

    private static String type(String resource) {
        return switch (resource.substring(0, Math.max(0, resource.indexOf('-')))) {
            case "sg" -> "security-group";
            case "sgr" -> "security-group-rule";
            case "eni" -> "network-interface";
            case "vpc" -> "vpc";
            default -> "subnet";
        };
    }
}
