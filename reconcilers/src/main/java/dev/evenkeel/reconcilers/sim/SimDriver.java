package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.host.ContainerDriver;
import dev.evenkeel.reconcilers.host.Observation;
import dev.evenkeel.reconcilers.host.Step;
import java.util.List;
import java.util.function.Consumer;

/// A host agent's connection to the simulated engine. It ends with the agent; the engine and its containers stay.
final class SimDriver implements ContainerDriver {
    private final SimEngine engine;
    private Consumer<Observation> seen = _ -> {};
    private Runnable resync = () -> {};
    private boolean closed;

    SimDriver(SimEngine engine) {
        this.engine = engine;
        engine.connect(this);
    }

    @Override
    public void begin(Step step) {
        if (!closed) {
            engine.begin(step, this);
        }
    }

    @Override
    public void listen(Consumer<Observation> seen, Runnable resync) {
        this.seen = seen;
        this.resync = resync;
    }

    @Override
    public List<Observation.Seen> inspectAll() {
        return engine.inspectAll();
    }

    @Override
    public void close() {
        closed = true;
        engine.disconnect(this);
    }

    void tell(Observation observation) {
        if (!closed) {
            seen.accept(observation);
        }
    }

    void lookAnew() {
        if (!closed) {
            resync.run();
        }
    }
}
