package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.state.TaskDefinitionRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A task definition as ECS describes it: the registered document and what became of it.
final class DefinitionView {
    private DefinitionView() {}

    static Doc.Struct of(Arns arns, TaskDefinitionRow row) {
        var definition = row.definition();
        var view = definition
                .document()
                .without("tags")
                .with("taskDefinitionArn", Doc.of(arns.of(definition.id())))
                .with("revision", Doc.of(definition.id().revision()))
                .with("status", Doc.of(row.status().name()))
                .with("requiresAttributes", RequiredAttributes.of(definition))
                .with("registeredAt", new Doc.Time(row.registeredAt().toEpochMilli()))
                .with("registeredBy", Doc.of(row.registeredBy()));
        view = at(view, "deregisteredAt", row.deregisteredAt());
        return at(view, "deleteRequestedAt", row.deleteRequestedAt());
    }

    private static Doc.Struct at(Doc.Struct view, String member, @Nullable Instant time) {
        return time == null ? view : view.with(member, new Doc.Time(time.toEpochMilli()));
    }

    /// The tags it was registered with.
    static Doc.Items tags(TaskDefinitionRow row) {
        return new Doc.Items(row.definition().document().items("tags"));
    }
}
