package dev.evenkeel.api.ecs;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.protocol.ApiException;
import org.jspecify.annotations.Nullable;

/// The sentence with which ECS refuses a value of a container definition.
final class Settings {
    private Settings() {}

    static void within(Container container, String setting, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw invalid(container, setting);
        }
    }

    static void must(boolean holds, Container container, String setting) {
        if (!holds) {
            throw invalid(container, setting);
        }
    }

    static ApiException invalid(Container container, String setting) {
        return Errors.client("Invalid '" + setting + "' setting for container '" + container.label() + "'.");
    }

    static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
