package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.TaskDefinitionCommand.DeregisterTaskDefinition;
import dev.evenkeel.reconcilers.command.TaskDefinitionCommand.RegisterTaskDefinition;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.State;
import java.util.List;

/// What is done to task definitions.
final class DefinitionMutations {
    private DefinitionMutations() {}

    record RegisterAnswer(Doc.Struct taskDefinition, Doc.Items tags) {}

    record DeregisterInput(String taskDefinition) {}

    record DeregisterAnswer(Doc.Struct taskDefinition) {}

    static List<Operation<?, ?>> all() {
        return List.of(
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
        var ref = new Names(call.caller()).definition(input.taskDefinition());
        if (!(ref.revision() instanceof Integer revision)) {
            throw Errors.invalid("Task definition must have a revision: " + input.taskDefinition());
        }
        var id = new TaskDefinitionId(ref.region(), ref.family(), revision);
        return new DeregisterTaskDefinition(id, call.redacted());
    }

    private static DeregisterAnswer deregistered(Caller caller, State state, TaskDefinitionId id) {
        var row = state.definitions().get(id).orElseThrow();
        return new DeregisterAnswer(DefinitionView.of(new Arns(caller.account()), row));
    }
}
