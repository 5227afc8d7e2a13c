package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.TargetGroupCommand.CheckChange;
import dev.evenkeel.reconcilers.command.TargetGroupCommand.CreateTargetGroup;
import dev.evenkeel.reconcilers.command.TargetGroupCommand.DeleteTargetGroup;
import dev.evenkeel.reconcilers.command.TargetGroupCommand.ModifyTargetGroup;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetGroupRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Target groups: made, described, changed and deleted.
final class TargetGroupOperations {
    private TargetGroupOperations() {}

    record ArnInput(String TargetGroupArn) {}

    record ModifyInput(
            String TargetGroupArn,
            @Nullable String HealthCheckPort,
            @Nullable String HealthCheckPath,
            @Nullable Boolean HealthCheckEnabled,
            @Nullable Integer HealthCheckIntervalSeconds,
            @Nullable Integer HealthCheckTimeoutSeconds,
            @Nullable Integer HealthyThresholdCount,
            @Nullable Integer UnhealthyThresholdCount,
            TargetGroupInput.@Nullable Codes Matcher) {}

    record DescribeInput(
            @Nullable String LoadBalancerArn,
            List<String> TargetGroupArns,
            List<String> Names,
            @Nullable String Marker,
            @Nullable Integer PageSize) {}

    record Nothing() {}

    record Answer(List<TargetGroupView> TargetGroups) {}

    record DescribeAnswer(List<TargetGroupView> TargetGroups, Optional<String> NextMarker) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateTargetGroup",
                        TargetGroupInput.class,
                        Answer.class,
                        TargetGroupOperations::create,
                        TargetGroupOperations::one),
                new Mutation<>(
                        "ModifyTargetGroup",
                        ModifyInput.class,
                        Answer.class,
                        TargetGroupOperations::modify,
                        TargetGroupOperations::one),
                new Mutation<>(
                        "DeleteTargetGroup",
                        ArnInput.class,
                        Nothing.class,
                        (call, input) -> new DeleteTargetGroup(
                                Named.group(input.TargetGroupArn()), input.TargetGroupArn(), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Query<>(
                        "DescribeTargetGroups",
                        DescribeInput.class,
                        DescribeAnswer.class,
                        TargetGroupOperations::describe));
    }

    private static CreateTargetGroup create(Call call, TargetGroupInput input) {
        Named.checkName("target group", input.Name());
        return new CreateTargetGroup(call.caller().region(), input.Name(), input.spec(), call.redacted());
    }

    private static ModifyTargetGroup modify(Call call, ModifyInput input) {
        if (Boolean.FALSE.equals(input.HealthCheckEnabled())) {
            throw Errors.configuration("Health checks cannot be disabled for target groups of instances or addresses");
        }
        var change = new CheckChange(
                input.HealthCheckPort(),
                input.HealthCheckPath(),
                seconds(input.HealthCheckIntervalSeconds()),
                seconds(input.HealthCheckTimeoutSeconds()),
                input.HealthyThresholdCount(),
                input.UnhealthyThresholdCount(),
                input.Matcher() == null ? null : input.Matcher().codes());
        return new ModifyTargetGroup(Named.group(input.TargetGroupArn()), change, call.redacted());
    }

    private static @Nullable Duration seconds(@Nullable Integer seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private static Answer one(Caller caller, State state, TargetGroupId id) {
        var row = state.balancers().groups().get(id).orElseThrow(Errors::noGroup);
        return new Answer(List.of(TargetGroupView.of(caller, state, row)));
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        Named.checkOneOf(
                "Load balancer ARN, target group ARNs and target group names exclude each other",
                List.of(
                        input.LoadBalancerArn() != null,
                        !input.TargetGroupArns().isEmpty(),
                        !input.Names().isEmpty()));
        var page = Named.page(
                rows(caller, state, input),
                input.Marker(),
                input.PageSize(),
                row -> row.id().toString());
        return new DescribeAnswer(
                page.items().stream()
                        .map(row -> TargetGroupView.of(caller, state, row))
                        .toList(),
                page.nextToken());
    }

    private static Stream<TargetGroupRow> rows(Caller caller, State state, DescribeInput input) {
        var part = state.balancers();
        if (!input.TargetGroupArns().isEmpty()) {
            return input.TargetGroupArns().stream()
                    .map(arn -> part.groups().get(Named.group(arn)).orElseThrow(Errors::noGroup));
        }
        var all = part.groups()
                .values()
                .filter(row -> row.id().region().equals(caller.region()))
                .toList();
        if (!input.Names().isEmpty()) {
            return input.Names().stream()
                    .map(name -> all.stream()
                            .filter(row -> row.id().name().equals(name))
                            .findFirst()
                            .orElseThrow(Errors::noGroup));
        }
        if (input.LoadBalancerArn() == null) {
            return all.stream();
        }
        var balancer =
                part.balancers().get(Named.balancer(input.LoadBalancerArn())).orElseThrow(Errors::noBalancer);
        return all.stream().filter(row -> part.balancersOf(row.id()).anyMatch(balancer.id()::equals));
    }
}
