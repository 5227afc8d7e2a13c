package dev.evenkeel.api.ssm;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.ParameterCommand.DeleteParameter;
import dev.evenkeel.reconcilers.command.ParameterCommand.DeleteParameters;
import dev.evenkeel.reconcilers.command.ParameterCommand.Relabel;
import dev.evenkeel.reconcilers.command.ParameterCommand.Retag;
import dev.evenkeel.store.model.ParameterId;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parameters deleted, labelled and tagged.
final class ParameterMutations {
    private ParameterMutations() {}

    record NameInput(String Name) {}

    record NamesInput(List<String> Names) {}

    record Nothing() {}

    record DeletedAnswer(List<String> DeletedParameters, List<String> InvalidParameters) {}

    record LabelInput(String Name, @Nullable Long ParameterVersion, List<String> Labels) {}

    record LabelAnswer(List<String> InvalidLabels, long ParameterVersion) {}

    record UnlabelInput(String Name, long ParameterVersion, List<String> Labels) {}

    record UnlabelAnswer(List<String> RemovedLabels, List<String> InvalidLabels) {}

    record TagInput(String ResourceType, String ResourceId, List<ParameterTag> Tags) {}

    record UntagInput(String ResourceType, String ResourceId, List<String> TagKeys) {}

    record TagsInput(String ResourceType, String ResourceId) {}

    record TagsAnswer(List<ParameterTag> TagList) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "DeleteParameter",
                        NameInput.class,
                        Nothing.class,
                        (call, input) -> new DeleteParameter(id(call, input.Name()), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "DeleteParameters",
                        NamesInput.class,
                        DeletedAnswer.class,
                        ParameterMutations::deleteAll,
                        (_, _, done) -> new DeletedAnswer(names(done.done()), names(done.missing()))),
                new Mutation<>(
                        "LabelParameterVersion",
                        LabelInput.class,
                        LabelAnswer.class,
                        (call, in) -> relabel(call, in.Name(), in.ParameterVersion(), in.Labels(), true),
                        (_, _, done) -> new LabelAnswer(done.invalid(), done.version())),
                new Mutation<>(
                        "UnlabelParameterVersion",
                        UnlabelInput.class,
                        UnlabelAnswer.class,
                        (call, in) -> relabel(call, in.Name(), in.ParameterVersion(), in.Labels(), false),
                        (_, _, done) -> new UnlabelAnswer(done.done(), done.invalid())),
                new Query<>("ListTagsForResource", TagsInput.class, TagsAnswer.class, ParameterMutations::tags),
                new Mutation<>(
                        "AddTagsToResource",
                        TagInput.class,
                        Nothing.class,
                        ParameterMutations::tag,
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "RemoveTagsFromResource",
                        UntagInput.class,
                        Nothing.class,
                        ParameterMutations::untag,
                        (_, _, _) -> new Nothing()));
    }

    private static ParameterId id(Call call, String name) {
        return ParameterNames.plain(call.caller(), name);
    }

    private static DeleteParameters deleteAll(Call call, NamesInput input) {
        return new DeleteParameters(
                input.Names().stream().map(name -> id(call, name)).toList(), call.redacted());
    }

    private static List<String> names(List<ParameterId> parameters) {
        return parameters.stream().map(ParameterId::name).toList();
    }

    private static Relabel relabel(
            Call call, String name, @Nullable Long version, List<String> labels, boolean attach) {
        return new Relabel(id(call, name), version, labels, attach, call.redacted());
    }

    private static TagsAnswer tags(Caller caller, State state, TagsInput input) {
        requireParameter(input.ResourceType());
        var row = state.vault().parameters().get(ParameterNames.plain(caller, input.ResourceId()));
        return new TagsAnswer(
                row.orElseThrow(() -> Errors.of("InvalidResourceId", "Invalid Resource Id")).tags().entrySet().stream()
                        .map(tag -> new ParameterTag(tag.getKey(), tag.getValue()))
                        .toList());
    }

    private static Retag tag(Call call, TagInput input) {
        requireParameter(input.ResourceType());
        return new Retag(id(call, input.ResourceId()), ParameterTag.byKey(input.Tags()), List.of(), call.redacted());
    }

    private static Retag untag(Call call, UntagInput input) {
        requireParameter(input.ResourceType());
        return new Retag(id(call, input.ResourceId()), Map.of(), input.TagKeys(), call.redacted());
    }

    private static void requireParameter(String type) {
        if (!type.equals("Parameter")) {
            throw Errors.of(
                    "InvalidResourceType", "ResourceType " + type + " is not supported: there are parameters only.");
        }
    }
}
