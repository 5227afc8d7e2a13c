package dev.evenkeel.reconcilers.host;

import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Doc;
import java.util.Map;
import java.util.TreeMap;

/// What the caller of RunTask changed in the containers of one task.
final class Overrides {
    private Overrides() {}

    /// The container as this task wants it.
    ///
    /// @param request the task's own, as its row keeps it
    static ContainerDefinition apply(ContainerDefinition container, Doc.Struct request) {
        var result = container;
        for (var override : request.struct("overrides").structs("containerOverrides")) {
            if (override.text("name").filter(container.name()::equals).isPresent()) {
                result = merge(result, override);
            }
        }
        return result;
    }

    private static ContainerDefinition merge(ContainerDefinition container, Doc.Struct override) {
        return new ContainerDefinition(
                container.name(),
                container.image(),
                container.essential(),
                override.whole("cpu").map(Long::intValue).orElse(container.cpu()),
                override.whole("memory").map(Long::intValue).orElse(container.memory()),
                override.whole("memoryReservation").map(Long::intValue).orElse(container.memoryReservation()),
                container.entryPoint(),
                override.get("command").isPresent() ? override.texts("command") : container.command(),
                environment(container.environment(), override),
                container.portMappings(),
                container.dependsOn(),
                container.healthCheck(),
                container.logConfiguration(),
                container.startTimeout(),
                container.stopTimeout(),
                container.user(),
                container.workingDirectory(),
                container.readonlyRootFilesystem(),
                container.dockerLabels());
    }

    private static Map<String, String> environment(Map<String, String> defined, Doc.Struct override) {
        var merged = new TreeMap<>(defined);
        for (var pair : override.structs("environment")) {
            merged.put(pair.text("name").orElse(""), pair.text("value").orElse(""));
        }
        return merged;
    }
}
