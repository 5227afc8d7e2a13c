package dev.evenkeel.store.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The typed view of one container of a task definition: the members that Evenkeel acts on.
///
/// @param cpu CPU units, 1024 a core; 0 when not given
/// @param memory hard limit in MiB
/// @param memoryReservation soft limit in MiB
/// @param stopTimeout seconds between the stop signal and SIGKILL
public record ContainerDefinition(
        String name,
        String image,
        boolean essential,
        int cpu,
        @Nullable Integer memory,
        @Nullable Integer memoryReservation,
        List<String> entryPoint,
        List<String> command,
        Map<String, String> environment,
        List<PortMapping> portMappings,
        List<Dependency> dependsOn,
        @Nullable HealthCheck healthCheck,
        @Nullable LogConfiguration logConfiguration,
        @Nullable Integer startTimeout,
        @Nullable Integer stopTimeout,
        @Nullable String user,
        @Nullable String workingDirectory,
        boolean readonlyRootFilesystem,
        Map<String, String> dockerLabels) {

    /// A published port. `hostPort` 0 asks for one from the host's dynamic range.
    public record PortMapping(
            int containerPort,
            int hostPort,
            String protocol,
            @Nullable String name) {}

    /// `condition` is START, COMPLETE, SUCCESS or HEALTHY.
    public record Dependency(String container, Condition condition) {}

    /// What another container must have reached before this one starts.
    public enum Condition {
        START,
        COMPLETE,
        SUCCESS,
        HEALTHY
    }

    /// All times in seconds.
    public record HealthCheck(List<String> command, int interval, int timeout, int retries, int startPeriod) {}

    /// Where the container's output goes.
    public record LogConfiguration(String driver, Map<String, String> options) {}

    /// Reads the validated document of a container definition.
    public static ContainerDefinition of(Doc.Struct doc) {
        return new ContainerDefinition(
                doc.text("name").orElse(""),
                doc.text("image").orElse(""),
                doc.bool("essential").orElse(true),
                number(doc, "cpu").orElse(0),
                number(doc, "memory").orElse(null),
                number(doc, "memoryReservation").orElse(null),
                doc.texts("entryPoint"),
                doc.texts("command"),
                environment(doc),
                doc.structs("portMappings").stream()
                        .map(ContainerDefinition::portMapping)
                        .toList(),
                doc.structs("dependsOn").stream()
                        .map(ContainerDefinition::dependency)
                        .toList(),
                doc.get("healthCheck").isPresent() ? healthCheck(doc.struct("healthCheck")) : null,
                doc.get("logConfiguration").isPresent() ? logConfiguration(doc.struct("logConfiguration")) : null,
                number(doc, "startTimeout").orElse(null),
                number(doc, "stopTimeout").orElse(null),
                doc.text("user").orElse(null),
                doc.text("workingDirectory").orElse(null),
                doc.bool("readonlyRootFilesystem").orElse(false),
                texts(doc.struct("dockerLabels")));
    }

    private static Optional<Integer> number(Doc.Struct doc, String name) {
        return doc.whole(name).map(Long::intValue);
    }

    private static Map<String, String> environment(Doc.Struct doc) {
        var variables = new TreeMap<String, String>();
        for (var pair : doc.structs("environment")) {
            variables.put(pair.text("name").orElse(""), pair.text("value").orElse(""));
        }
        return variables;
    }

    private static PortMapping portMapping(Doc.Struct doc) {
        return new PortMapping(
                number(doc, "containerPort").orElse(0),
                number(doc, "hostPort").orElse(0),
                doc.text("protocol").orElse("tcp"),
                doc.text("name").orElse(null));
    }

    private static Dependency dependency(Doc.Struct doc) {
        return new Dependency(
                doc.text("containerName").orElse(""),
                Condition.valueOf(doc.text("condition").orElse("START")));
    }

    private static HealthCheck healthCheck(Doc.Struct doc) {
        return new HealthCheck(
                doc.texts("command"),
                number(doc, "interval").orElse(30),
                number(doc, "timeout").orElse(5),
                number(doc, "retries").orElse(3),
                number(doc, "startPeriod").orElse(0));
    }

    private static LogConfiguration logConfiguration(Doc.Struct doc) {
        return new LogConfiguration(doc.text("logDriver").orElse(""), texts(doc.struct("options")));
    }

    private static Map<String, String> texts(Doc.Struct doc) {
        var values = new TreeMap<String, String>();
        doc.members().forEach((name, value) -> {
            if (value instanceof Doc.Text text) {
                values.put(name, text.value());
            }
        });
        return values;
    }
}
