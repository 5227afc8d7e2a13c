package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.image.Pins;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Doc;
import java.util.ArrayList;
import java.util.List;

/// What one task has otherwise than its definition: what the caller of RunTask changed, and the images it was given.
final class Overrides {
    /// Members of an override that take the place of the container's own.
    private static final List<String> REPLACED =
            List.of("command", "cpu", "memory", "memoryReservation", "resourceRequirements", "environmentFiles");

    private Overrides() {}

    /// The container as this task wants it.
    ///
    /// @param request the task's own, as its row keeps it
    static ContainerDefinition apply(ContainerDefinition container, Doc.Struct request) {
        var image = Pins.image(request, container.name(), container.image());
        var document = image.equals(container.image())
                ? container.document()
                : container.document().with("image", Doc.of(image));
        for (var override : request.struct("overrides").structs("containerOverrides")) {
            if (override.text("name").filter(container.name()::equals).isPresent()) {
                document = merge(document, override);
            }
        }
        return document.equals(container.document()) ? container : ContainerDefinition.of(document);
    }

    private static Doc.Struct merge(Doc.Struct container, Doc.Struct override) {
        var merged = appended(container, override, "environment");
        for (String member : REPLACED) {
            var value = override.get(member);
            if (value.isPresent()) {
                merged = merged.with(member, value.get());
            }
        }
        return merged;
    }

    /// Where a name is there twice, the later one counts.
    private static Doc.Struct appended(Doc.Struct container, Doc.Struct override, String list) {
        if (override.items(list).isEmpty()) {
            return container;
        }
        var all = new ArrayList<>(container.items(list));
        all.addAll(override.items(list));
        return container.with(list, Doc.of(all));
    }
}
