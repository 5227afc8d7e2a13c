package dev.evenkeel.deploy.server;

import dev.evenkeel.reconcilers.host.ContainerDriver;
import dev.evenkeel.reconcilers.host.Observation;
import dev.evenkeel.reconcilers.host.Observation.State;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.store.model.Health;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Containers that are only said to run: `--runtime simulated`, to try things out and to measure what is not Docker.
/// Every step works at once; nothing survives the process.
final class PretendedContainers implements ContainerDriver {
    private final InstantSource clock;
    private final Map<ContainerKey, Observation.Seen> containers = new ConcurrentSkipListMap<>();
    private Consumer<Observation> listener = _ -> {};

    PretendedContainers(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void listen(Consumer<Observation> seen, Runnable resync) {
        listener = seen;
    }

    @Override
    public void begin(Step step) {
        var key = step.container();
        listener.accept(
                switch (step) {
                    case Step.Pull pull -> new Observation.ImageReady(key, pull.image(), null);
                    case Step.Create _, Step.CreateSandbox _ -> put(key, State.CREATED, null);
                    case Step.Secure secure -> new Observation.Secured(key, secure.firewall());
                    case Step.Start _, Step.Restart _ -> put(key, State.RUNNING, null);
                    case Step.Stop _ -> put(key, State.EXITED, 0);
                    case Step.Remove _ -> {
                        containers.remove(key);
                        yield new Observation.Gone(key);
                    }
                });
    }

    @Override
    public List<Observation.Seen> inspectAll() {
        return List.copyOf(containers.values());
    }

    @Override
    public void close() {
        containers.clear();
    }

    private Observation put(ContainerKey key, State state, @Nullable Integer exitCode) {
        var now = clock.instant();
        var before = containers.get(key);
        Instant started = before == null || before.startedAt() == null ? now : before.startedAt();
        var seen = new Observation.Seen(
                key,
                "pretended-" + key.task() + "-" + key.name(),
                state,
                exitCode,
                false,
                null,
                Health.UNKNOWN,
                state == State.CREATED ? null : started,
                state == State.EXITED ? now : null,
                null);
        containers.put(key, seen);
        return seen;
    }
}
