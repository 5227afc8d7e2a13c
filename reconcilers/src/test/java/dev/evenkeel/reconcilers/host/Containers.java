package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.host.Assignment.ContainerPlan;
import dev.evenkeel.reconcilers.host.Assignment.LogTarget;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.ContainerDefinition.Condition;
import dev.evenkeel.store.model.ContainerDefinition.Dependency;
import dev.evenkeel.store.model.ContainerDefinition.HealthCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says in a test what a container is like.
final class Containers {
    private final String name;
    private final List<Dependency> dependsOn = new ArrayList<>();
    private boolean essential = true;
    private @Nullable Integer startTimeout;
    private @Nullable Integer stopTimeout;
    private @Nullable HealthCheck check;
    private @Nullable LogTarget log;

    private Containers(String name) {
        this.name = name;
    }

    static Containers container(String name) {
        return new Containers(name);
    }

    static Containers sidecar(String name) {
        var container = new Containers(name);
        container.essential = false;
        return container;
    }

    Containers after(String other, Condition condition) {
        dependsOn.add(new Dependency(other, condition));
        return this;
    }

    Containers startTimeout(int seconds) {
        startTimeout = seconds;
        return this;
    }

    Containers stopTimeout(int seconds) {
        stopTimeout = seconds;
        return this;
    }

    Containers checked() {
        check = new HealthCheck(List.of("CMD", "true"), 5, 2, 3, 0);
        return this;
    }

    Containers logsTo(String group, boolean exists) {
        log = new LogTarget("us-east-1", group, "s/" + name, exists);
        return this;
    }

    ContainerPlan plan() {
        var definition = new ContainerDefinition(
                name,
                name + ":1",
                essential,
                0,
                64,
                null,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                dependsOn,
                check,
                null,
                startTimeout,
                stopTimeout,
                null,
                null,
                false,
                Map.of());
        return new ContainerPlan(definition, List.of(), log);
    }
}
