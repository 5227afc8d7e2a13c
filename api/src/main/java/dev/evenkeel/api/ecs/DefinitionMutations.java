package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.DeleteTaskDefinitions;
import dev.evenkeel.reconcilers.command.TaskDefinitionCommand.DeregisterTaskDefinition;
import dev.evenkeel.reconcilers.command.TaskDefinitionCommand.RegisterTaskDefinition;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;

/// What is done to task definitions.
final class DefinitionMutations {
    private static final int MOST = 10;

    private DefinitionMutations() {}

    record RegisterAnswer(Doc.Struct taskDefinition, Doc.Items tags) {}

    record DeregisterInput(String taskDefinition) {}

    record DeregisterAnswer(Doc.Struct taskDefinition) {}

    record DeleteInput(List<String> taskDefinitions) {}

    record DeleteAnswer(List<Doc.Struct> taskDefinitions, List<Failure> failures) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "DeleteTaskDefinitions",
                        DeleteInput.class,
                        DeleteAnswer.class,
                        DefinitionMutations::delete,
                        DefinitionMutations::deleted),
                new Mutation<>(
                        "RegisterTaskDefinition",
                        TaskDefinitionInput.class,
                        RegisterAnswer.class,
                        DefinitionMutations::register,
                        DefinitionMutations::registered),
                new Mutation<>(
                        "DeregisterTaskDefinition",
                        DeregisterInput.class,
                        DeregisterAnswer.class,
                        DefinitionMutations::deregister,
                        DefinitionMutations::deregistered));
    }

    private static RegisterTaskDefinition register(Call call, TaskDefinitionInput input) {
        var document = TaskDefinitionDocument.of(call.document(), input);
        var caller = call.caller();
        return new RegisterTaskDefinition(
                caller.region(), input.family(), document, caller.principal(), call.redacted());
    }

    private static RegisterAnswer registered(Caller caller, State state, TaskDefinitionId id) {
        var row = state.definitions().get(id).orElseThrow();
        return new RegisterAnswer(DefinitionView.of(new Arns(caller.account()), row), DefinitionView.tags(row));
    }

    private static DeregisterTaskDefinition deregister(Call call, DeregisterInput input) {
        return new DeregisterTaskDefinition(new Names(call.caller()).revision(input.taskDefinition()), call.redacted());
    }

    private static DeleteTaskDefinitions delete(Call call, DeleteInput input) {
        if (input.taskDefinitions().isEmpty() || input.taskDefinitions().size() > MOST) {
            throw Errors.invalid("TaskDefinitions should be between 1 and " + MOST + ", but were "
                    + input.taskDefinitions().size());
        }
        var names = new Names(call.caller());
        return new DeleteTaskDefinitions(
                input.taskDefinitions().stream().map(names::revision).distinct().toList(), call.redacted());
    }

    private static DeleteAnswer deleted(Caller caller, State state, List<DeleteTaskDefinitions.Answer> answers) {
        var arns = new Arns(caller.account());
        var done = new ArrayList<Doc.Struct>();
        var failures = new ArrayList<Failure>();
        for (var answer : answers) {
            if (answer.failure() != null) {
                failures.add(new Failure(arns.of(answer.definition()), answer.failure(), null));
            } else {
                state.definitions().get(answer.definition()).ifPresent(row -> done.add(DefinitionView.of(arns, row)));
            }
        }
        return new DeleteAnswer(done, failures);
    }

    private static DeregisterAnswer deregistered(Caller caller, State state, TaskDefinitionId id) {
        var row = state.definitions().get(id).orElseThrow();
        return new DeregisterAnswer(DefinitionView.of(new Arns(caller.account()), row));
    }
}
