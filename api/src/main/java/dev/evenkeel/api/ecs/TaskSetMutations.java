package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.TaskSetCommand.CreateTaskSet;
import dev.evenkeel.reconcilers.command.TaskSetCommand.DeleteTaskSet;
import dev.evenkeel.reconcilers.command.TaskSetCommand.MakePrimary;
import dev.evenkeel.reconcilers.command.TaskSetCommand.ScaleTaskSet;
import dev.evenkeel.reconcilers.command.TaskSetWish;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Scale;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskSetRow;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is done to task sets.
final class TaskSetMutations {
    private static final int LONGEST_EXTERNAL_ID = 1_024;
    private static final double WHOLE = 100;

    /// Members of the input that a task set keeps as they are.
    private static final List<String> KEPT = List.of("externalId", "platformVersion", "tags", BalancedPort.MEMBER);

    private TaskSetMutations() {}

    record ScaleInput(@Nullable Double value, @Nullable String unit) {}

    record CreateInput(
            String cluster,
            String service,
            String taskDefinition,
            @Nullable String externalId,
            @Nullable NetworkInput networkConfiguration,
            List<BalancerInput> loadBalancers,
            @Nullable String launchType,
            List<Capacity.StrategyItem> capacityProviderStrategy,
            @Nullable String platformVersion,
            @Nullable ScaleInput scale,
            @Nullable String clientToken,
            List<Tag> tags) {}

    record UpdateInput(String cluster, String service, String taskSet, ScaleInput scale) {}

    record PrimaryInput(String cluster, String service, String primaryTaskSet) {}

    record DeleteInput(String cluster, String service, String taskSet, boolean force) {}

    record Answer(TaskSetView taskSet) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateTaskSet",
                        CreateInput.class,
                        Answer.class,
                        TaskSetMutations::create,
                        TaskSetMutations::answer),
                new Mutation<>(
                        "UpdateTaskSet",
                        UpdateInput.class,
                        Answer.class,
                        TaskSetMutations::update,
                        TaskSetMutations::answer),
                new Mutation<>(
                        "UpdateServicePrimaryTaskSet",
                        PrimaryInput.class,
                        Answer.class,
                        TaskSetMutations::primary,
                        TaskSetMutations::answer),
                new Mutation<>(
                        "DeleteTaskSet",
                        DeleteInput.class,
                        Answer.class,
                        TaskSetMutations::delete,
                        TaskSetMutations::deleted));
    }

    private static CreateTaskSet create(Call call, CreateInput input) {
        TaskMutations.token(input.clientToken());
        Tag.check(input.tags());
        BalancerInput.check(input.loadBalancers());
        if (input.loadBalancers().size() > 1) {
            throw Errors.invalid("A task set can have at most one target group.");
        }
        if (input.externalId() != null && input.externalId().length() > LONGEST_EXTERNAL_ID) {
            throw Errors.invalid("externalId can have at most " + LONGEST_EXTERNAL_ID + " characters.");
        }
        var names = new Names(call.caller());
        var wish = new TaskSetWish(
                names.definition(input.taskDefinition()),
                Capacity.wish(input.launchType(), input.capacityProviderStrategy()),
                input.scale() == null ? Scale.FULL : scale(input.scale()),
                document(call, input));
        var service = names.service(names.cluster(input.cluster()), input.service());
        return new CreateTaskSet(service, wish, input.clientToken(), call.redacted());
    }

    private static Doc.Struct document(Call call, CreateInput input) {
        var document = Doc.EMPTY;
        for (String member : KEPT) {
            if (call.document().get(member).isPresent()) {
                document = document.with(member, call.document().get(member).get());
            }
        }
        var network = "networkConfiguration";
        return NetworkInput.checked(call.caller().region(), input.networkConfiguration()) == null
                ? document
                : document.with(network, call.document().struct(network));
    }

    private static Scale scale(ScaleInput input) {
        double value = input.value() == null ? 0 : input.value();
        if (value < 0 || value > WHOLE) {
            throw Errors.invalid("scale value must be between 0 and 100, but was " + value);
        }
        return Scale.of(BigDecimal.valueOf(value));
    }

    private static ScaleTaskSet update(Call call, UpdateInput input) {
        if (input.scale().value() == null) {
            throw Errors.invalid("scale value can not be null.");
        }
        var set = named(call, input.cluster(), input.service(), input.taskSet());
        return new ScaleTaskSet(set, scale(input.scale()), call.redacted());
    }

    private static MakePrimary primary(Call call, PrimaryInput input) {
        return new MakePrimary(named(call, input.cluster(), input.service(), input.primaryTaskSet()), call.redacted());
    }

    private static DeleteTaskSet delete(Call call, DeleteInput input) {
        var set = named(call, input.cluster(), input.service(), input.taskSet());
        return new DeleteTaskSet(set, input.force(), call.redacted());
    }

    private static TaskSetId named(Call call, String cluster, String service, String set) {
        var names = new Names(call.caller());
        return names.taskSet(names.service(names.cluster(cluster), service), set);
    }

    private static Answer answer(Caller caller, State state, TaskSetId id) {
        return answer(caller, state, state.taskSets().get(id).orElseThrow());
    }

    /// It may be gone already.
    private static Answer deleted(Caller caller, State state, TaskSetRow before) {
        return answer(caller, state, state.taskSets().get(before.id()).orElseGet(before::drained));
    }

    private static Answer answer(Caller caller, State state, TaskSetRow row) {
        var service = state.services().get(row.id().service()).orElseThrow();
        return new Answer(TaskSetView.of(new Arns(caller.account()), state, service, row, true));
    }
}
