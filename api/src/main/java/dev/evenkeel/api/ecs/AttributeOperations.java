package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.InstanceCommand;
import dev.evenkeel.reconcilers.command.InstanceCommand.Answered;
import dev.evenkeel.reconcilers.command.InstanceCommand.DeleteAttributes;
import dev.evenkeel.reconcilers.command.InstanceCommand.PutAttributes;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Attributes of container instances: those that a host has by itself, and those that callers gave it.
final class AttributeOperations {
    private static final int MOST = 10;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_./\\\\-]{1,128}");
    private static final Pattern VALUE =
            Pattern.compile("[a-zA-Z0-9_./\\\\@:-](?:[a-zA-Z0-9_./\\\\@: -]{0,126}[a-zA-Z0-9_./\\\\@:-])?");

    /// How the names of attributes begin that a host has by itself.
    private static final List<String> RESERVED = List.of("ecs.", "com.amazonaws.");

    private AttributeOperations() {}

    record Attribute(
            String name,
            @Nullable String value,
            @Nullable String targetType,
            @Nullable String targetId) {}

    record ChangeInput(@Nullable String cluster, List<Attribute> attributes) {}

    record ListInput(
            @Nullable String cluster,
            @Nullable String targetType,
            @Nullable String attributeName,
            @Nullable String attributeValue,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record View(String name, Optional<String> value, String targetType, String targetId) {}

    record Answer(List<View> attributes) {}

    record ListAnswer(List<View> attributes, Optional<String> nextToken) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "PutAttributes",
                        ChangeInput.class,
                        Answer.class,
                        AttributeOperations::put,
                        AttributeOperations::answer),
                new Mutation<>(
                        "DeleteAttributes",
                        ChangeInput.class,
                        Answer.class,
                        AttributeOperations::delete,
                        AttributeOperations::answer),
                new Query<>("ListAttributes", ListInput.class, ListAnswer.class, AttributeOperations::list));
    }

    private static PutAttributes put(Call call, ChangeInput input) {
        var cluster = new Names(call.caller()).cluster(input.cluster());
        for (Attribute attribute : input.attributes()) {
            if (attribute.value() != null && !VALUE.matcher(attribute.value()).matches()) {
                throw Errors.invalid("Invalid value for attribute " + attribute.name() + ": " + attribute.value());
            }
        }
        return new PutAttributes(cluster, attributes(call.caller(), cluster, input), call.redacted());
    }

    private static DeleteAttributes delete(Call call, ChangeInput input) {
        var cluster = new Names(call.caller()).cluster(input.cluster());
        return new DeleteAttributes(cluster, attributes(call.caller(), cluster, input), call.redacted());
    }

    private static List<InstanceCommand.Attribute> attributes(Caller caller, ClusterId cluster, ChangeInput input) {
        if (input.attributes().isEmpty()) {
            throw Errors.invalid("attributes can not be empty");
        }
        if (input.attributes().size() > MOST) {
            throw Errors.invalid("attributes can have at most " + MOST + " items.");
        }
        return input.attributes().stream()
                .map(attribute -> attribute(caller, cluster, attribute))
                .toList();
    }

    private static InstanceCommand.Attribute attribute(Caller caller, ClusterId cluster, Attribute attribute) {
        if (!NAME.matcher(attribute.name()).matches()) {
            throw Errors.invalid("Invalid attribute name: " + attribute.name());
        }
        if (RESERVED.stream().anyMatch(attribute.name()::startsWith)) {
            throw Errors.invalid(
                    "Attribute names that begin with ecs. and com.amazonaws. are reserved: " + attribute.name());
        }
        if (attribute.targetId() == null) {
            throw Errors.invalid("targetId can not be blank for attribute " + attribute.name());
        }
        if (attribute.targetType() == null && !attribute.targetId().startsWith("arn:")) {
            throw Errors.invalid("targetType can not be blank for target " + attribute.targetId());
        }
        var host = new Names(caller).instance(cluster, attribute.targetId());
        var value = attribute.value() == null ? "" : attribute.value();
        return new InstanceCommand.Attribute(host, attribute.name(), value);
    }

    private static Answer answer(Caller caller, State state, Answered answer) {
        var arns = new Arns(caller.account());
        return new Answer(answer.attributes().stream()
                .map(a -> view(a.name(), a.value(), arns.of(answer.cluster(), a.host())))
                .toList());
    }

    private static View view(String name, String value, String target) {
        return new View(name, Optional.of(value).filter(v -> !v.isEmpty()), "container-instance", target);
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var cluster = ClusterQueries.active(caller, state, input.cluster()).id();
        if (input.attributeValue() != null && input.attributeName() == null) {
            throw Errors.invalid("attributeValue can only be used together with attributeName.");
        }
        var arns = new Arns(caller.account());
        var page = Paging.of(input.maxResults(), input.nextToken())
                .page(
                        state.hosts()
                                .values()
                                .flatMap(row -> of(row, arns.of(cluster, row.id())))
                                .filter(view -> matches(view, input)),
                        view -> view.targetId() + "/" + view.name());
        return new ListAnswer(page.items(), page.nextToken());
    }

    private static Stream<View> of(HostRow row, String target) {
        return row.everyAttribute().entrySet().stream().map(a -> view(a.getKey(), a.getValue(), target));
    }

    private static boolean matches(View view, ListInput input) {
        return (input.attributeName() == null || input.attributeName().equals(view.name()))
                && (input.attributeValue() == null
                        || input.attributeValue().equals(view.value().orElse("")));
    }
}
