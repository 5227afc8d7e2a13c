package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskDefinitionRow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A task definition as callers name it.
///
/// @param revision absent for the newest ACTIVE one of the family
public record DefinitionRef(
        String region, String family, @Nullable Integer revision) {
    /// The revision that is meant, whatever its status.
    public Optional<TaskDefinitionRow> resolve(State state) {
        if (revision != null) {
            return state.definitions().get(new TaskDefinitionId(region, family, revision));
        }
        int highest =
                state.families().get(new TaskDefinitionId(region, family, 0)).orElse(0);
        for (int i = highest; i > 0; i--) {
            var row = state.definitions()
                    .get(new TaskDefinitionId(region, family, i))
                    .filter(TaskDefinitionRow::active);
            if (row.isPresent()) {
                return row;
            }
        }
        return Optional.empty();
    }
}
