package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.AlarmCommand.TagAlarm;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Map;

/// Tags of alarms.
final class TagOperations {
    private TagOperations() {}

    record TagInput(String ResourceARN, List<Tag> Tags) {}

    record UntagInput(String ResourceARN, List<String> TagKeys) {}

    record ListInput(String ResourceARN) {}

    record ListAnswer(List<Tag> Tags) {}

    record Nothing() {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "TagResource",
                        TagInput.class,
                        Nothing.class,
                        (call, input) -> new TagAlarm(
                                alarm(call.caller(), input.ResourceARN()),
                                Tag.map(input.Tags(), Errors::value),
                                List.of(),
                                call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "UntagResource",
                        UntagInput.class,
                        Nothing.class,
                        (call, input) -> new TagAlarm(
                                alarm(call.caller(), input.ResourceARN()), Map.of(), input.TagKeys(), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Query<>("ListTagsForResource", ListInput.class, ListAnswer.class, TagOperations::list));
    }

    private static AlarmId alarm(Caller caller, String arn) {
        return AlarmId.ofArn(arn)
                .filter(id ->
                        id.arn(caller.account()).equals(arn) && id.region().equals(caller.region()))
                .orElseThrow(() -> Errors.value("Invalid parameter at resourceARN: " + arn + " is no alarm."));
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var row = state.alarms().get(alarm(caller, input.ResourceARN())).orElseThrow(Errors::noResource);
        return new ListAnswer(Tag.list(row.tags()));
    }
}
