package dev.evenkeel.store.model;

import java.util.Optional;

/// What a task sets aside of its host.
///
/// @param cpu CPU units: the task's own figure, or the sum over its containers
/// @param memory MiB: the task's own figure, or for each container its reservation or, without one, its hard limit
public record Reservation(int cpu, int memory) {
    /// Of a task of this definition.
    ///
    /// @param request the task's own document, or the input that asked for it: its `overrides` count
    public static Reservation of(TaskDefinition definition, Doc.Struct request) {
        var overrides = request.struct("overrides");
        if (overrides.members().isEmpty()) {
            return new Reservation(definition.reservedCpu(), definition.reservedMemory());
        }
        int cpu = 0;
        int memory = 0;
        for (var container : definition.containers()) {
            var resources = resources(container, overrides);
            cpu += resources.cpu();
            memory += resources.reservedMemory();
        }
        var ownCpu = number(overrides, "cpu").or(() -> Optional.ofNullable(definition.cpu()));
        var ownMemory = number(overrides, "memory").or(() -> Optional.ofNullable(definition.memory()));
        return new Reservation(ownCpu.orElse(cpu), ownMemory.orElse(memory));
    }

    private static Optional<Integer> number(Doc.Struct overrides, String member) {
        return overrides.text(member).map(Integer::valueOf);
    }

    private static Resources resources(ContainerDefinition container, Doc.Struct overrides) {
        var document = container.document();
        for (var override : overrides.structs("containerOverrides")) {
            if (override.text("name").filter(container.name()::equals).isPresent()) {
                document = merged(document, override, "cpu");
                document = merged(document, override, "memory");
                document = merged(document, override, "memoryReservation");
            }
        }
        return Resources.of(document);
    }

    private static Doc.Struct merged(Doc.Struct container, Doc.Struct override, String member) {
        return override.get(member).map(value -> container.with(member, value)).orElse(container);
    }
}
