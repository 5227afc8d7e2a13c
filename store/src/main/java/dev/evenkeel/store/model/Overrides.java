package dev.evenkeel.store.model;

import java.util.ArrayList;
import java.util.List;

/// Puts what the caller of RunTask wants to be different into the document of a task definition.
final class Overrides {
    private static final List<String> OF_TASK =
            List.of("cpu", "memory", "ephemeralStorage", "executionRoleArn", "taskRoleArn");
    private static final List<String> OF_CONTAINER =
            List.of("command", "cpu", "memory", "memoryReservation", "resourceRequirements", "environmentFiles");
    private static final List<String> ADDED = List.of("environment", "environmentFiles");

    private Overrides() {}

    static Doc.Struct merge(Doc.Struct document, Doc.Struct overrides) {
        var containers = document.structs("containerDefinitions").stream()
                .map(container -> container(container, overrides))
                .toList();
        return replaced(document, overrides, OF_TASK).with("containerDefinitions", Doc.of(containers));
    }

    private static Doc.Struct container(Doc.Struct container, Doc.Struct overrides) {
        var merged = container;
        for (var override : overrides.structs("containerOverrides")) {
            if (override.text("name").equals(container.text("name"))) {
                merged = added(replaced(merged, override, OF_CONTAINER), override);
            }
        }
        return merged;
    }

    private static Doc.Struct replaced(Doc.Struct document, Doc.Struct override, List<String> members) {
        var result = document;
        for (String member : members) {
            var value = override.get(member);
            if (value.isPresent()) {
                result = result.with(member, value.get());
            }
        }
        return result;
    }

    /// Where a name is there twice, the later one counts.
    private static Doc.Struct added(Doc.Struct container, Doc.Struct override) {
        var result = container;
        for (String list : ADDED) {
            if (!override.items(list).isEmpty()) {
                var all = new ArrayList<>(container.items(list));
                all.addAll(override.items(list));
                result = result.with(list, Doc.of(all));
            }
        }
        return result;
    }
}
