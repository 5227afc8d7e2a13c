package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.host.Assignment.ContainerPlan;
import dev.evenkeel.reconcilers.host.Observation;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.store.model.Health;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A container as the simulated engine keeps it.
final class SimContainer {
    final ContainerKey key;
    final String runtimeId;
    final ContainerPlan plan;
    final ImagePlan image;
    final String digest;

    Observation.State state = Observation.State.CREATED;
    Health health = Health.UNKNOWN;
    boolean outOfMemory;
    int runs;
    boolean wasHealthy;

    @Nullable
    Integer exitCode;

    @Nullable
    String error;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant finishedAt;

    SimContainer(ContainerKey key, String runtimeId, ContainerPlan plan, ImagePlan image, String digest) {
        this.key = key;
        this.runtimeId = runtimeId;
        this.plan = plan;
        this.image = image;
        this.digest = digest;
    }

    boolean running() {
        return state == Observation.State.RUNNING;
    }

    void start(Instant now) {
        state = Observation.State.RUNNING;
        health = Health.UNKNOWN;
        outOfMemory = false;
        exitCode = null;
        startedAt = now;
        finishedAt = null;
        runs++;
    }

    void exit(int code, boolean forMemory, Instant now) {
        state = Observation.State.EXITED;
        exitCode = code;
        outOfMemory = forMemory;
        finishedAt = now;
    }

    /// What an inspection of it says.
    Observation.Seen seen() {
        return new Observation.Seen(
                key, runtimeId, state, exitCode, outOfMemory, error, health, startedAt, finishedAt, digest);
    }
}
