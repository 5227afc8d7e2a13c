package dev.evenkeel.api.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One service: its facts, operations and shapes.
public record ServiceModel(ServiceFacts facts, Map<String, OperationModel> byName, Map<String, Shape> shapes) {
    /// The operation of this name, if the service has one.
    public Optional<OperationModel> operation(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// All operations, by name.
    public List<OperationModel> operations() {
        return List.copyOf(byName.values());
    }

    /// The shape of this name, if an operation reaches one.
    public Optional<Shape> shape(String name) {
        return Optional.ofNullable(shapes.get(name));
    }

    /// How the error of this shape name is told, if the model has it.
    public Optional<Shape.ErrorFacts> error(String shapeName) {
        return shapes.get(shapeName) instanceof Shape.Structure structure ? structure.error() : Optional.empty();
    }
}
