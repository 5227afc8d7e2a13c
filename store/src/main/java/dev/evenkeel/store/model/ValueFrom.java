package dev.evenkeel.store.model;

import dev.evenkeel.store.model.Resolution.Use;
import java.util.ArrayList;
import java.util.List;

/// A value that a container is given from a secret or a parameter, as its definition has it.
///
/// @param name of the environment variable or log option; empty for the credentials of a registry
/// @param source an ARN, or the name of a parameter; for a registry also the name of a secret
public record ValueFrom(Use use, String name, String source) {
    /// Everything that the document of a container asks for.
    public static List<ValueFrom> of(Doc.Struct container) {
        var all = new ArrayList<ValueFrom>();
        add(all, Use.ENVIRONMENT, container.structs("secrets"));
        add(all, Use.LOG_OPTION, container.struct("logConfiguration").structs("secretOptions"));
        container
                .struct("repositoryCredentials")
                .text("credentialsParameter")
                .ifPresent(secret -> all.add(new ValueFrom(Use.REGISTRY, "", secret)));
        return List.copyOf(all);
    }

    private static void add(List<ValueFrom> all, Use use, List<Doc.Struct> pairs) {
        for (var pair : pairs) {
            all.add(new ValueFrom(
                    use, pair.text("name").orElse(""), pair.text("valueFrom").orElse("")));
        }
    }
}
