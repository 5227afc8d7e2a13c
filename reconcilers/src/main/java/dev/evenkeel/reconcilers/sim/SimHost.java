package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.host.HostAgent;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A machine with an engine and an agent. The engine outlives the agent; both end when the power goes.
final class SimHost {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    final HostId id;
    final HostSpec spec;
    final SimEngine engine;
    final Wire wire;
    private final Agenda agenda;
    private final Trace trace;
    private final SimServer server;
    private @Nullable Running running;

    /// What a running agent consists of.
    private static final class Running {
        private final SimLink link;
        private final SimDriver driver;
        private final Turns turns;

        Running(SimLink link, SimDriver driver, HostAgent agent) {
            this.link = link;
            this.driver = driver;
            this.turns = new Turns(agent);
        }
    }

    SimHost(HostId id, HostSpec spec, Agenda agenda, Dice dice, Trace trace, SimServer server, SimEngine engine) {
        this.id = id;
        this.spec = spec;
        this.agenda = agenda;
        this.trace = trace;
        this.server = server;
        this.wire = new Wire(agenda, dice);
        this.engine = engine;
    }

    Optional<Turns> agent() {
        return Optional.ofNullable(running).map(alive -> alive.turns);
    }

    void startAgent() {
        if (running != null) {
            return;
        }
        trace.add(id.value(), () -> "agent starts");
        var link = new SimLink(agenda, wire);
        var driver = new SimDriver(engine);
        var started = new Running(link, driver, new HostAgent(id, link, driver));
        running = started;
        server.connect(this).ifPresent(link::attach);
        beat(started);
    }

    void crashAgent() {
        if (running instanceof Running alive) {
            trace.add(id.value(), () -> "agent dies");
            alive.link.close();
            alive.driver.close();
            running = null;
        }
    }

    /// Containers and agent end at once.
    void powerOff() {
        crashAgent();
        engine.down(true);
    }

    void powerOn() {
        engine.up();
        startAgent();
    }

    void serverUp() {
        if (running instanceof Running alive) {
            server.connect(this).ifPresent(alive.link::attach);
        }
    }

    void serverDown() {
        if (running instanceof Running alive) {
            alive.link.detach();
        }
    }

    /// The server hears that this host lives, until this agent does not.
    private void beat(Running agent) {
        if (running == agent) {
            wire.send(() -> server.heard(this));
            agenda.after(HEARTBEAT, () -> beat(agent));
        }
    }
}
