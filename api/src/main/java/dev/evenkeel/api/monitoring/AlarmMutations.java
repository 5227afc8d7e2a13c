package dev.evenkeel.api.monitoring;

import com.fasterxml.jackson.core.JsonFactory;
import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.AlarmCommand.DeleteAlarms;
import dev.evenkeel.reconcilers.command.AlarmCommand.PutAlarm;
import dev.evenkeel.reconcilers.command.AlarmCommand.SetState;
import dev.evenkeel.reconcilers.command.AlarmCommand.SwitchActions;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.AlarmState;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Alarms: put, set, switched and deleted.
final class AlarmMutations {
    private static final JsonFactory JSON = new JsonFactory();

    private AlarmMutations() {}

    record NamesInput(List<String> AlarmNames) {}

    record StateInput(
            String AlarmName,
            String StateValue,
            String StateReason,
            @Nullable String StateReasonData) {}

    record Nothing() {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "PutMetricAlarm",
                        AlarmInput.class,
                        Nothing.class,
                        AlarmMutations::put,
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "SetAlarmState",
                        StateInput.class,
                        Nothing.class,
                        AlarmMutations::set,
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "DeleteAlarms",
                        NamesInput.class,
                        Nothing.class,
                        (call, input) -> new DeleteAlarms(ids(call, input.AlarmNames()), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "EnableAlarmActions",
                        NamesInput.class,
                        Nothing.class,
                        (call, input) -> new SwitchActions(ids(call, input.AlarmNames()), true, call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "DisableAlarmActions",
                        NamesInput.class,
                        Nothing.class,
                        (call, input) -> new SwitchActions(ids(call, input.AlarmNames()), false, call.redacted()),
                        (_, _, _) -> new Nothing()));
    }

    private static List<AlarmId> ids(Call call, List<String> names) {
        return names.stream().map(name -> id(call, name)).toList();
    }

    private static AlarmId id(Call call, String name) {
        return new AlarmId(call.caller().region(), name);
    }

    private static PutAlarm put(Call call, AlarmInput input) {
        var tags = Tag.map(input.Tags(), Errors::validation);
        return new PutAlarm(id(call, input.AlarmName()), input.spec(), tags, call.redacted());
    }

    private static SetState set(Call call, StateInput input) {
        var data = input.StateReasonData();
        if (data != null && !isJson(data)) {
            throw Errors.format("StateReasonData was not in JSON format.");
        }
        var state = AlarmState.valueOf(input.StateValue());
        return new SetState(id(call, input.AlarmName()), state, input.StateReason(), data, call.redacted());
    }

    private static boolean isJson(String text) {
        try (var parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException notJson) {
            return false;
        }
    }
}
