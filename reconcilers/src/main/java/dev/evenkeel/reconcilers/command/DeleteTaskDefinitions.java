package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionDeletionRequested;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskDefinitionRow.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Have INACTIVE revisions go once nothing uses them.
///
/// @param definitions 1 to 10, each once
public record DeleteTaskDefinitions(List<TaskDefinitionId> definitions, Doc.Struct input)
        implements Command<List<DeleteTaskDefinitions.Answer>> {
    /// What became of one revision.
    ///
    /// @param failure why not, in ECS's words; absent where it was done
    public record Answer(
            TaskDefinitionId definition, @Nullable String failure) {}

    @Override
    public Outcome<List<Answer>> decide(State tip, Inputs inputs) {
        var entries = new ArrayList<Entry>();
        var answers = new ArrayList<Answer>();
        for (var definition : definitions) {
            var status =
                    tip.definitions().get(definition).map(row -> row.status()).orElse(null);
            answers.add(new Answer(definition, failure(status)));
            if (status == Status.INACTIVE) {
                entries.add(new Entry(new TaskDefinitionDeletionRequested(definition), new Reason.Requested()));
            }
        }
        return Outcome.accepted(answers, entries);
    }

    private static @Nullable String failure(@Nullable Status status) {
        return switch (status) {
            case null ->
                "The specified task definition does not exist. Specify a valid family and revision and try" + " again.";
            case ACTIVE ->
                "The specified task definition is still in ACTIVE status. Please deregister the target and"
                        + " try again.";
            case INACTIVE, DELETE_IN_PROGRESS -> null;
        };
    }
}
