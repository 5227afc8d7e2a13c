package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.state.TaskDefinitionRow;

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
                .with("status", Doc.of(row.active() ? "ACTIVE" : "INACTIVE"))
                .with("requiresAttributes", RequiredAttributes.of(definition))
                .with("registeredAt", new Doc.Time(row.registeredAt().toEpochMilli()))
                .with("registeredBy", Doc.of(row.registeredBy()));
        return row.deregisteredAt() == null
                ? view
                : view.with("deregisteredAt", new Doc.Time(row.deregisteredAt().toEpochMilli()));
    }

    /// The tags it was registered with.
    static Doc.Items tags(TaskDefinitionRow row) {
        return new Doc.Items(row.definition().document().items("tags"));
    }
}
