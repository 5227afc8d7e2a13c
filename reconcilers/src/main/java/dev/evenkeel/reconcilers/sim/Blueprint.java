package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.model.ContainerDefinition.Condition;
import dev.evenkeel.store.model.Doc;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a task consists of, in few words, as it is registered as a task definition.
///
/// @param parts its containers in order
/// @param secret a secret that the first container gets as the variable `SECRET`
/// @param fargate whether it is for Fargate, of its smallest size; its network is its own then
public record Blueprint(
        List<Part> parts, boolean ownNetwork, @Nullable String secret, boolean fargate) {
    /// A task in the network of its host, without secrets.
    public Blueprint(List<Part> parts) {
        this(parts, false, null, false);
    }

    /// The container that others reach.
    static final String SERVING = "app";

    private static final int RESTART_ATTEMPT_PERIOD = 60;

    public Blueprint {
        parts = List.copyOf(parts);
    }

    /// A container of a task.
    ///
    /// @param port a container port to publish on a dynamic host port; 0 for none
    /// @param stopTimeout seconds between the stop signal and SIGKILL
    /// @param after what it waits for before it starts
    /// @param restarts whether it is started again where it stands, unless it ends with 0
    public record Part(
            String name,
            String image,
            boolean essential,
            boolean healthCheck,
            int port,
            @Nullable Integer stopTimeout,
            @Nullable Wait after,
            boolean restarts) {
        /// A container that stays ended when it ends.
        public Part(
                String name,
                String image,
                boolean essential,
                boolean healthCheck,
                int port,
                @Nullable Integer stopTimeout,
                @Nullable Wait after) {
            this(name, image, essential, healthCheck, port, stopTimeout, after, false);
        }
    }

    /// Another container and what it must have reached.
    public record Wait(String container, Condition condition) {}

    /// One essential container `app` of this image with port 80.
    public static Blueprint image(String image) {
        return new Blueprint(List.of(new Part(SERVING, image, true, false, 80, null, null)));
    }

    /// With one more container that may end without ending the task.
    public Blueprint sidecar(String name, String image) {
        return with(new Part(name, image, false, false, 0, null, null));
    }

    /// With one more container.
    public Blueprint with(Part part) {
        return new Blueprint(Stream.concat(parts.stream(), Stream.of(part)).toList(), ownNetwork, secret, fargate);
    }

    /// The first container with a health check.
    public Blueprint checked() {
        var p = parts.getFirst();
        return first(new Part(p.name(), p.image(), p.essential(), true, p.port(), p.stopTimeout(), p.after()));
    }

    /// The first container with another stop timeout, in seconds.
    public Blueprint stopTimeout(int seconds) {
        var p = parts.getFirst();
        return first(new Part(p.name(), p.image(), p.essential(), p.healthCheck(), p.port(), seconds, p.after()));
    }

    /// The first container with a restart policy.
    public Blueprint restarting() {
        var p = parts.getFirst();
        return first(new Part(
                p.name(), p.image(), p.essential(), p.healthCheck(), p.port(), p.stopTimeout(), p.after(), true));
    }

    /// The first container starting only after another one.
    public Blueprint after(String container, Condition condition) {
        var p = parts.getFirst();
        var wait = new Wait(container, condition);
        return first(new Part(p.name(), p.image(), p.essential(), p.healthCheck(), p.port(), p.stopTimeout(), wait));
    }

    private Blueprint first(Part part) {
        return new Blueprint(
                Stream.concat(Stream.of(part), parts.stream().skip(1)).toList(), ownNetwork, secret, fargate);
    }

    /// With an interface of its own.
    public Blueprint attached() {
        return new Blueprint(parts, true, secret, fargate);
    }

    /// For Fargate.
    public Blueprint serverless() {
        return new Blueprint(parts, true, secret, true);
    }

    /// The first container with a secret of this name.
    public Blueprint given(String name) {
        return new Blueprint(parts, ownNetwork, name, fargate);
    }

    /// The input of RegisterTaskDefinition.
    ///
    /// @param cpu CPU units of each container
    /// @param memory MiB of each container
    Doc.Struct document(String family, int cpu, int memory) {
        var containers = parts.stream()
                .<Doc>map(part -> secretive(part, container(part, cpu, memory)))
                .toList();
        var document = Doc.EMPTY
                .with("family", Doc.of(family))
                .with("networkMode", Doc.of(ownNetwork ? "awsvpc" : "bridge"))
                .with("containerDefinitions", Doc.of(containers));
        return fargate
                ? document.with("cpu", Doc.of("256"))
                        .with("memory", Doc.of("512"))
                        .with("compatibilities", Doc.of(List.of(Doc.of("EC2"), Doc.of("FARGATE"))))
                : document;
    }

    private Doc.Struct secretive(Part part, Doc.Struct container) {
        if (secret == null || !part.equals(parts.getFirst())) {
            return container;
        }
        var from = "arn:aws:secretsmanager:us-east-1:123456789012:secret:" + secret;
        var variable = Doc.EMPTY.with("name", Doc.of("SECRET")).with("valueFrom", Doc.of(from));
        return container.with("secrets", Doc.of(List.of(variable)));
    }

    private static Doc.Struct container(Part part, int cpu, int memory) {
        var doc = Doc.EMPTY
                .with("name", Doc.of(part.name()))
                .with("image", Doc.of(part.image()))
                .with("essential", Doc.of(part.essential()))
                .with("cpu", Doc.of(cpu))
                .with("memory", Doc.of(memory));
        if (part.port() > 0) {
            var port = Doc.EMPTY.with("containerPort", Doc.of(part.port())).with("hostPort", Doc.of(0));
            doc = doc.with("portMappings", Doc.of(List.of(port)));
        }
        if (part.healthCheck()) {
            var check = Doc.EMPTY.with("command", Doc.of(List.of(Doc.of("CMD"), Doc.of("true"))));
            doc = doc.with("healthCheck", check);
        }
        if (part.stopTimeout() instanceof Integer seconds) {
            doc = doc.with("stopTimeout", Doc.of(seconds));
        }
        if (part.restarts()) {
            var policy = Doc.EMPTY
                    .with("enabled", Doc.of(true))
                    .with("restartAttemptPeriod", Doc.of(RESTART_ATTEMPT_PERIOD))
                    .with("ignoredExitCodes", Doc.of(List.of(Doc.of(0))));
            doc = doc.with("restartPolicy", policy);
        }
        if (part.after() instanceof Wait wait) {
            var dependency = Doc.EMPTY
                    .with("containerName", Doc.of(wait.container()))
                    .with("condition", Doc.of(wait.condition().name()));
            doc = doc.with("dependsOn", Doc.of(List.of(dependency)));
        }
        return doc;
    }
}
