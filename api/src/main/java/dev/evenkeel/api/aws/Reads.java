package dev.evenkeel.api.aws;

import dev.evenkeel.api.model.OperationModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells operations that leave nothing in the log, refused or not.
final class Reads {
    private static final List<String> VERBS =
            List.of("Describe", "List", "Get", "Filter", "Discover", "Search", "Decode", "Test", "StartLiveTail");

    private Reads() {}

    /// Whether calls of this operation change no facts; by its name where it is not there.
    static boolean isRead(OperationModel model, @Nullable Operation<?, ?> operation) {
        return switch (operation) {
            case Operation.Query<?, ?> _, Operation.Direct<?, ?> _ -> true;
            case Operation.Mutation<?, ?, ?> _ -> false;
            case null -> model.readOnly() || VERBS.stream().anyMatch(model.name()::startsWith);
        };
    }
}
