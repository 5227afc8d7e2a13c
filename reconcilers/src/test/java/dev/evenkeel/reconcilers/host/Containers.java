package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.host.Assignment.ContainerPlan;
import dev.evenkeel.reconcilers.host.Assignment.LogTarget;
import dev.evenkeel.reconcilers.secret.GivenSecret;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.ContainerDefinition.Condition;
import dev.evenkeel.store.model.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says in a test what a container is like.
final class Containers {
    private final String name;
    private Doc.Struct document;
    private @Nullable LogTarget log;
    private List<GivenSecret> secrets = List.of();

    private Containers(String name, boolean essential) {
        this.name = name;
        this.document = Doc.EMPTY
                .with("name", Doc.of(name))
                .with("image", Doc.of(name + ":1"))
                .with("memory", Doc.of(64))
                .with("essential", Doc.of(essential));
    }

    static Containers container(String name) {
        return new Containers(name, true);
    }

    static Containers sidecar(String name) {
        return new Containers(name, false);
    }

    Containers after(String other, Condition condition) {
        var dependencies = new ArrayList<>(document.items("dependsOn"));
        dependencies.add(Doc.EMPTY.with("containerName", Doc.of(other)).with("condition", Doc.of(condition.name())));
        return with("dependsOn", Doc.of(dependencies));
    }

    Containers startTimeout(int seconds) {
        return with("startTimeout", Doc.of(seconds));
    }

    Containers stopTimeout(int seconds) {
        return with("stopTimeout", Doc.of(seconds));
    }

    Containers restarting(int period, Integer... ignored) {
        var codes = Stream.of(ignored).map(code -> Doc.of(code)).toList();
        var policy = Doc.EMPTY
                .with("enabled", Doc.of(true))
                .with("restartAttemptPeriod", Doc.of(period))
                .with("ignoredExitCodes", Doc.of(codes));
        return with("restartPolicy", policy);
    }

    Containers checked() {
        return with("healthCheck", Doc.EMPTY.with("command", Doc.of(List.of(Doc.of("CMD"), Doc.of("true")))));
    }

    /// With any member of a container definition.
    Containers with(String member, Doc value) {
        document = document.with(member, value);
        return this;
    }

    Containers logsTo(String group, boolean exists) {
        log = new LogTarget("us-east-1", group, "s/" + name, exists);
        return this;
    }

    /// With a value that was decided when its task was created, or that there is none.
    Containers given(GivenSecret secret) {
        secrets = List.of(secret);
        return this;
    }

    ContainerPlan plan() {
        return new ContainerPlan(ContainerDefinition.of(document), List.of(), log, secrets);
    }
}
