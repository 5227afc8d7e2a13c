package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.RuleCommand.CreateRule;
import dev.evenkeel.reconcilers.command.RuleCommand.DeleteRule;
import dev.evenkeel.reconcilers.command.RuleCommand.ModifyRule;
import dev.evenkeel.reconcilers.command.RuleCommand.SetPriorities;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.RuleSpec;
import dev.evenkeel.store.state.RuleRow;
import dev.evenkeel.store.state.State;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rules: made, described, changed, put into another order and deleted.
final class RuleOperations {
    private static final int MOST_PRIORITY = 50_000;

    private RuleOperations() {}

    record CreateInput(
            String ListenerArn,
            List<Conditions.Condition> Conditions,
            int Priority,
            List<Actions.Action> Actions,
            List<Tag> Tags) {}

    record ModifyInput(String RuleArn, List<Conditions.Condition> Conditions, List<Actions.Action> Actions) {}

    record ArnInput(String RuleArn) {}

    record PrioritiesInput(List<PriorityPair> RulePriorities) {}

    record PriorityPair(@Nullable String RuleArn, @Nullable Integer Priority) {}

    record DescribeInput(
            @Nullable String ListenerArn,
            List<String> RuleArns,
            @Nullable String Marker,
            @Nullable Integer PageSize) {}

    record Nothing() {}

    record Answer(List<View> Rules) {}

    record DescribeAnswer(List<View> Rules, Optional<String> NextMarker) {}

    record View(
            String RuleArn,
            String Priority,
            List<Conditions.View> Conditions,
            List<Actions.View> Actions,
            boolean IsDefault) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateRule", CreateInput.class, Answer.class, RuleOperations::create, RuleOperations::those),
                new Mutation<>(
                        "ModifyRule", ModifyInput.class, Answer.class, RuleOperations::modify, RuleOperations::those),
                new Mutation<>(
                        "DeleteRule",
                        ArnInput.class,
                        Nothing.class,
                        (call, input) -> new DeleteRule(Named.rule(input.RuleArn()), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "SetRulePriorities",
                        PrioritiesInput.class,
                        Answer.class,
                        RuleOperations::setPriorities,
                        RuleOperations::those),
                new Query<>("DescribeRules", DescribeInput.class, DescribeAnswer.class, RuleOperations::describe));
    }

    private static CreateRule create(Call call, CreateInput input) {
        var spec = new RuleSpec(
                input.Priority(),
                Conditions.of(input.Conditions()),
                Actions.one(input.Actions()),
                Tag.map(input.Tags()));
        return new CreateRule(Named.listener(input.ListenerArn()), spec, call.redacted());
    }

    private static ModifyRule modify(Call call, ModifyInput input) {
        return new ModifyRule(
                Named.rule(input.RuleArn()),
                input.Conditions().isEmpty() ? null : Conditions.of(input.Conditions()),
                input.Actions().isEmpty() ? null : Actions.one(input.Actions()),
                call.redacted());
    }

    private static SetPriorities setPriorities(Call call, PrioritiesInput input) {
        var priorities = new LinkedHashMap<RuleId, Integer>();
        for (var pair : input.RulePriorities()) {
            if (pair.RuleArn() == null || pair.Priority() == null) {
                throw Errors.invalid("A rule ARN and a priority must be specified");
            }
            if (priorities.put(Named.rule(pair.RuleArn()), pair.Priority()) != null) {
                throw Errors.invalid("Rule '" + pair.RuleArn() + "' was specified twice");
            }
        }
        if (priorities.isEmpty()) {
            throw Errors.invalid("At least one rule priority must be specified");
        }
        return new SetPriorities(Collections.unmodifiableMap(priorities), call.redacted());
    }

    private static Answer those(Caller caller, State state, List<RuleId> ids) {
        return new Answer(ids.stream()
                .flatMap(id -> state.balancers().rules().get(id).stream())
                .map(row -> view(caller, row))
                .toList());
    }

    private static View view(Caller caller, RuleRow row) {
        var spec = row.spec();
        return new View(
                BalancingArns.of(caller.account(), row.id()),
                spec.isDefault() ? "default" : Integer.toString(spec.priority()),
                spec.conditions().stream().map(Conditions::told).toList(),
                List.of(Actions.told(caller.account(), spec.action())),
                spec.isDefault());
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        if ((input.ListenerArn() == null) == input.RuleArns().isEmpty()) {
            throw Errors.invalid("You must specify either listener rule ARNs or a listener ARN");
        }
        var page = Named.page(rows(state, input).stream(), input.Marker(), input.PageSize(), RuleOperations::position);
        return new DescribeAnswer(
                page.items().stream().map(row -> view(caller, row)).toList(), page.nextToken());
    }

    private static List<RuleRow> rows(State state, DescribeInput input) {
        var part = state.balancers();
        if (input.ListenerArn() == null) {
            return input.RuleArns().stream()
                    .map(arn -> part.rules().get(Named.rule(arn)).orElseThrow(Errors::noRule))
                    .toList();
        }
        var listener = part.listeners().get(Named.listener(input.ListenerArn())).orElseThrow(Errors::noListener);
        return part.rulesOf(listener.id()).toList();
    }

    /// Rules are told in the order in which they are asked, the default rule last.
    private static String position(RuleRow row) {
        int order = row.spec().isDefault() ? MOST_PRIORITY + 1 : row.spec().priority();
        return String.format(Locale.ROOT, "%05d %s", order, row.id());
    }
}
