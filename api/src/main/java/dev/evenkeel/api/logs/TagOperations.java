package dev.evenkeel.api.logs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.LogsCommand.TagLogGroup;
import dev.evenkeel.reconcilers.command.LogsCommand.UntagLogGroup;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Tags of log groups, by name as it was and by ARN as it is now.
final class TagOperations {
    private TagOperations() {}

    record TagGroupInput(String logGroupName, Map<String, String> tags) {}

    record UntagGroupInput(String logGroupName, List<String> tags) {}

    record GroupInput(String logGroupName) {}

    record TagInput(String resourceArn, Map<String, String> tags) {}

    record UntagInput(String resourceArn, List<String> tagKeys) {}

    record ResourceInput(String resourceArn) {}

    record Tags(Map<String, String> tags) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "TagLogGroup",
                        TagGroupInput.class,
                        Nothing.class,
                        (call, input) -> tag(call, group(call, input.logGroupName()), input.tags()),
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "UntagLogGroup",
                        UntagGroupInput.class,
                        Nothing.class,
                        (call, input) ->
                                new UntagLogGroup(group(call, input.logGroupName()), input.tags(), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "TagResource",
                        TagInput.class,
                        Nothing.class,
                        (call, input) -> tag(call, LogArns.named(call.caller(), input.resourceArn()), input.tags()),
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "UntagResource",
                        UntagInput.class,
                        Nothing.class,
                        (call, input) -> new UntagLogGroup(
                                LogArns.named(call.caller(), input.resourceArn()), input.tagKeys(), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Query<>(
                        "ListTagsLogGroup",
                        GroupInput.class,
                        Tags.class,
                        (caller, state, input) -> tags(state, new LogGroupId(caller.region(), input.logGroupName()))),
                new Query<>("ListTagsForResource", ResourceInput.class, Tags.class, TagOperations::ofResource));
    }

    private static TagLogGroup tag(Call call, LogGroupId group, Map<String, String> tags) {
        check(tags);
        return new TagLogGroup(group, tags, call.redacted());
    }

    private static LogGroupId group(Call call, String name) {
        return new LogGroupId(call.caller().region(), name);
    }

    private static Tags ofResource(Caller caller, State state, ResourceInput input) {
        return tags(state, LogArns.named(caller, input.resourceArn()));
    }

    private static Tags tags(State state, LogGroupId group) {
        return new Tags(
                state.logGroups().get(group).orElseThrow(Errors::noGroup).tags());
    }

    /// Keys that begin with `aws:` are not for users.
    static void check(Map<String, String> tags) {
        for (var key : tags.keySet()) {
            if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw Errors.invalid("Tag keys that begin with aws: are reserved: " + key);
            }
        }
    }
}
