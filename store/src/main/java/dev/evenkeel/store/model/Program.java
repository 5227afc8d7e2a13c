package dev.evenkeel.store.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What runs in a container, as whom and where.
///
/// @param entryPoint empty for the image's own
/// @param command empty for the image's own
/// @param interactive whether standard input stays open
/// @param pseudoTerminal whether it has a terminal
public record Program(
        List<String> entryPoint,
        List<String> command,
        Map<String, String> environment,
        @Nullable String user,
        @Nullable String workingDirectory,
        boolean interactive,
        boolean pseudoTerminal) {
    static Program of(Doc.Struct container) {
        return new Program(
                container.texts("entryPoint"),
                container.texts("command"),
                Members.pairs(container, "environment", "name", "value"),
                container.text("user").orElse(null),
                container.text("workingDirectory").orElse(null),
                Members.flag(container, "interactive"),
                Members.flag(container, "pseudoTerminal"));
    }
}
