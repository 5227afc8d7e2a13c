package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionDeregistered;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionRegistered;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.State;
import java.util.List;

/// Commands about task definitions.
public sealed interface TaskDefinitionCommand extends Command<TaskDefinitionId> {
    /// Register a revision: one higher than any that the family ever had.
    ///
    /// @param document the input with its defaults, checked for consistency
    record RegisterTaskDefinition(
            String region, String family, Doc.Struct document, String registeredBy, Doc.Struct input)
            implements TaskDefinitionCommand {
        @Override
        public Outcome<TaskDefinitionId> decide(State tip, Inputs inputs) {
            int highest =
                    tip.families().get(new TaskDefinitionId(region, family, 0)).orElse(0);
            var id = new TaskDefinitionId(region, family, highest + 1);
            return Outcome.accepted(id, requested(new TaskDefinitionRegistered(id, document, registeredBy)));
        }
    }

    /// Have the newest ACTIVE revision be this one: registered only if it differs.
    record PutTaskDefinition(String region, String family, Doc.Struct document, String registeredBy, Doc.Struct input)
            implements TaskDefinitionCommand {
        @Override
        public Outcome<TaskDefinitionId> decide(State tip, Inputs inputs) {
            var newest = new DefinitionRef(region, family, null)
                    .resolve(tip)
                    .filter(row -> row.definition().document().equals(document));
            return newest.isPresent()
                    ? Outcome.accepted(newest.get().definition().id(), List.of())
                    : new RegisterTaskDefinition(region, family, document, registeredBy, input).decide(tip, inputs);
        }
    }

    /// Make a revision INACTIVE. What runs goes on running.
    record DeregisterTaskDefinition(TaskDefinitionId definition, Doc.Struct input) implements TaskDefinitionCommand {
        @Override
        public Outcome<TaskDefinitionId> decide(State tip, Inputs inputs) {
            var row = tip.definitions().get(definition);
            if (row.isEmpty()) {
                return Answers.client("The specified task definition does not exist.");
            }
            return row.get().active()
                    ? Outcome.accepted(definition, requested(new TaskDefinitionDeregistered(definition)))
                    : Outcome.accepted(definition, List.of());
        }
    }
}
