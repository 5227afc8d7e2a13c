package dev.evenkeel.store.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The typed view of one container of a task definition: what Evenkeel acts on, in groups, beside the document that it
/// was read from.
///
/// @param document the validated document, from which a changed container is read again
public record ContainerDefinition(
        String name,
        String image,
        boolean essential,
        Resources resources,
        Program program,
        Lifecycle life,
        Connections network,
        Mounts mounts,
        Kernel kernel,
        @Nullable LogConfiguration logConfiguration,
        Map<String, String> dockerLabels,
        Doc.Struct document) {

    /// A published port, or a range of them. `hostPort` 0 asks for one from the host's dynamic range.
    ///
    /// @param range where the container's ports from `containerPort` on are published as one
    public record PortMapping(
            int containerPort,
            int hostPort,
            String protocol,
            @Nullable String name,
            @Nullable PortRange range) {
        static PortMapping of(Doc.Struct doc) {
            var range = doc.text("containerPortRange").map(PortRange::of).orElse(null);
            return new PortMapping(
                    range == null ? Members.number(doc, "containerPort").orElse(0) : range.first(),
                    Members.number(doc, "hostPort").orElse(0),
                    doc.text("protocol").orElse("tcp"),
                    doc.text("name").orElse(null),
                    range);
        }

        /// How many ports it publishes.
        public int count() {
            return range == null ? 1 : range.count();
        }
    }

    /// `condition` is START, COMPLETE, SUCCESS or HEALTHY.
    public record Dependency(String container, Condition condition) {
        static Dependency of(Doc.Struct doc) {
            return new Dependency(
                    Members.text(doc, "containerName"),
                    Condition.valueOf(doc.text("condition").orElse("START")));
        }
    }

    /// What another container must have reached before this one starts.
    public enum Condition {
        START,
        COMPLETE,
        SUCCESS,
        HEALTHY
    }

    /// All times in seconds.
    public record HealthCheck(List<String> command, int interval, int timeout, int retries, int startPeriod) {
        static HealthCheck of(Doc.Struct doc) {
            return new HealthCheck(
                    doc.texts("command"),
                    Members.number(doc, "interval").orElse(30),
                    Members.number(doc, "timeout").orElse(5),
                    Members.number(doc, "retries").orElse(3),
                    Members.number(doc, "startPeriod").orElse(0));
        }
    }

    /// Where the container's output goes.
    public record LogConfiguration(String driver, Map<String, String> options) {
        static LogConfiguration of(Doc.Struct doc) {
            return new LogConfiguration(Members.text(doc, "logDriver"), Members.texts(doc.struct("options")));
        }
    }

    /// What must have been reached before it starts: what it depends on, and the start of those it links to.
    public List<Dependency> startsAfter() {
        var linked = network.links().stream().map(link -> new Dependency(link.container(), Condition.START));
        return Stream.concat(life.dependsOn().stream(), linked).toList();
    }

    /// The containers that must be there before it can be made, running or not.
    public List<String> madeAfter() {
        var linked = network.links().stream().map(Connections.Link::container);
        var sources = mounts.volumesFrom().stream().map(Mounts.VolumesFrom::container);
        return Stream.concat(linked, sources).toList();
    }

    /// Reads the validated document of a container definition.
    public static ContainerDefinition of(Doc.Struct doc) {
        var log = doc.get("logConfiguration");
        return new ContainerDefinition(
                Members.text(doc, "name"),
                Members.text(doc, "image"),
                doc.bool("essential").orElse(true),
                Resources.of(doc),
                Program.of(doc),
                Lifecycle.of(doc),
                Connections.of(doc),
                Mounts.of(doc),
                Kernel.of(doc),
                log.isPresent() ? LogConfiguration.of(doc.struct("logConfiguration")) : null,
                Members.texts(doc.struct("dockerLabels")),
                doc);
    }
}
