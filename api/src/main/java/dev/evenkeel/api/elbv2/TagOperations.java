package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.reconcilers.command.TagBalancing;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Map;

/// Tags of load balancers, target groups, listeners and rules.
final class TagOperations {
    private static final int MOST_RESOURCES = 20;

    private TagOperations() {}

    record AddInput(List<String> ResourceArns, List<Tag> Tags) {}

    record RemoveInput(List<String> ResourceArns, List<String> TagKeys) {}

    record DescribeInput(List<String> ResourceArns) {}

    record Nothing() {}

    record Description(String ResourceArn, List<Tag> Tags) {}

    record DescribeAnswer(List<Description> TagDescriptions) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "AddTags",
                        AddInput.class,
                        Nothing.class,
                        (call, input) -> new TagBalancing(
                                arns(input.ResourceArns()), Tag.map(input.Tags()), List.of(), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "RemoveTags",
                        RemoveInput.class,
                        Nothing.class,
                        (call, input) -> new TagBalancing(
                                arns(input.ResourceArns()), Map.of(), input.TagKeys(), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Query<>("DescribeTags", DescribeInput.class, DescribeAnswer.class, TagOperations::describe));
    }

    private static List<String> arns(List<String> arns) {
        if (arns.isEmpty() || arns.size() > MOST_RESOURCES) {
            throw Errors.invalid("From 1 to " + MOST_RESOURCES + " resources must be specified, not " + arns.size());
        }
        for (var arn : arns) {
            boolean known = BalancingArns.loadBalancer(arn).isPresent()
                    || BalancingArns.targetGroup(arn).isPresent()
                    || BalancingArns.listener(arn).isPresent()
                    || BalancingArns.rule(arn).isPresent();
            if (!known) {
                throw Errors.invalid(
                        "'" + arn + "' is not a valid ARN of a load balancer, target group, listener or rule");
            }
        }
        return arns;
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        return new DescribeAnswer(arns(input.ResourceArns()).stream()
                .map(arn -> new Description(
                        arn, Tag.list(TagBalancing.tags(state, arn).orElseThrow(() -> missing(arn)))))
                .toList());
    }

    private static ApiException missing(String arn) {
        if (BalancingArns.loadBalancer(arn).isPresent()) {
            return Errors.noBalancer();
        }
        if (BalancingArns.targetGroup(arn).isPresent()) {
            return Errors.noGroup();
        }
        return BalancingArns.listener(arn).isPresent() ? Errors.noListener() : Errors.noRule();
    }
}
