package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.balancing.Attributes;
import dev.evenkeel.reconcilers.command.LoadBalancerCommand.ModifyAttributes;
import dev.evenkeel.reconcilers.command.TargetGroupCommand.ModifyGroupAttributes;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Attributes of load balancers, target groups and listeners. Those that Evenkeel does not honour can be read, and be
/// set to what they are.
final class AttributeOperations {
    private AttributeOperations() {}

    record Attribute(@Nullable String Key, @Nullable String Value) {}

    record BalancerInput(String LoadBalancerArn) {}

    record BalancerChange(String LoadBalancerArn, List<Attribute> Attributes) {}

    record GroupInput(String TargetGroupArn) {}

    record GroupChange(String TargetGroupArn, List<Attribute> Attributes) {}

    record ListenerInput(String ListenerArn) {}

    record Answer(List<Attribute> Attributes) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>(
                        "DescribeLoadBalancerAttributes",
                        BalancerInput.class,
                        Answer.class,
                        (_, state, input) -> ofBalancer(state, Named.balancer(input.LoadBalancerArn()))),
                new Mutation<>(
                        "ModifyLoadBalancerAttributes",
                        BalancerChange.class,
                        Answer.class,
                        AttributeOperations::modifyBalancer,
                        (_, state, id) -> ofBalancer(state, id)),
                new Query<>(
                        "DescribeTargetGroupAttributes",
                        GroupInput.class,
                        Answer.class,
                        (_, state, input) -> ofGroup(state, Named.group(input.TargetGroupArn()))),
                new Mutation<>(
                        "ModifyTargetGroupAttributes",
                        GroupChange.class,
                        Answer.class,
                        AttributeOperations::modifyGroup,
                        (_, state, id) -> ofGroup(state, id)),
                new Query<>(
                        "DescribeListenerAttributes",
                        ListenerInput.class,
                        Answer.class,
                        AttributeOperations::ofListener));
    }

    private static ModifyAttributes modifyBalancer(Call call, BalancerChange input) {
        var id = Named.balancer(input.LoadBalancerArn());
        var changes = checked(Attributes.of(id.kind()), input.Attributes(), "Load balancer");
        return new ModifyAttributes(id, changes, call.redacted());
    }

    /// Whether an attribute exists depends on what the group speaks, which the command knows; the values that it may
    /// have do not.
    private static ModifyGroupAttributes modifyGroup(Call call, GroupChange input) {
        return new ModifyGroupAttributes(
                Named.group(input.TargetGroupArn()), pairs(input.Attributes()), call.redacted());
    }

    private static Map<String, String> pairs(List<Attribute> attributes) {
        var pairs = new TreeMap<String, String>();
        for (var attribute : attributes) {
            if (attribute.Key() == null) {
                throw Errors.invalid("An attribute key must be specified");
            }
            pairs.put(attribute.Key(), attribute.Value() == null ? "" : attribute.Value());
        }
        if (pairs.isEmpty()) {
            throw Errors.invalid("At least one attribute must be specified");
        }
        return pairs;
    }

    private static Map<String, String> checked(Attributes known, List<Attribute> attributes, String what) {
        var pairs = pairs(attributes);
        known.fault(pairs, what).ifPresent(fault -> {
            throw Errors.configuration(fault);
        });
        return pairs;
    }

    private static Answer ofBalancer(State state, LoadBalancerId id) {
        var row = state.balancers().balancers().get(id).orElseThrow(Errors::noBalancer);
        return told(Attributes.of(id.kind()).values(row.spec().attributes()));
    }

    private static Answer ofGroup(State state, TargetGroupId id) {
        var spec =
                state.balancers().groups().get(id).orElseThrow(Errors::noGroup).spec();
        return told(Attributes.of(spec.protocol()).values(spec.attributes()));
    }

    private static Answer ofListener(Caller caller, State state, ListenerInput input) {
        var id = Named.listener(input.ListenerArn());
        var row = state.balancers().listeners().get(id).orElseThrow(Errors::noListener);
        return told(Attributes.ofListeners(row.id().balancer().kind()).values(Map.of()));
    }

    private static Answer told(Map<String, String> values) {
        return new Answer(values.entrySet().stream()
                .map(value -> new Attribute(value.getKey(), value.getValue()))
                .toList());
    }
}
