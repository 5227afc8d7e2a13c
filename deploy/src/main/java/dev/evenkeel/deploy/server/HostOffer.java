package dev.evenkeel.deploy.server;

import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.runtime.driver.DockerDriver;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;

/// What the server's own host offers to tasks.
final class HostOffer {
    private static final int UNITS_OF_A_CORE = 1024;
    private static final long MEBIBYTE = 1L << 20;

    /// Each server begins at another port, so that two of them on one machine do not reach for the same ones.
    private static final int FIRST_PORT = 20_000;

    private static final int STARTS = 80;
    private static final int APART = 100;

    /// Below what kernels give to outgoing connections.
    private static final int LAST_PORT = 32_767;

    private static final String ADDRESS = "127.0.0.1";

    private HostOffer() {}

    /// Everything that the engine has. While it is away, what it had when it was last asked.
    ///
    /// @throws RuntimeUnavailableException when the engine is away and was never asked
    static HostSpec of(HostId host, DockerDriver driver, State state) {
        try {
            var engine = driver.capacity();
            return spec(host, engine.cpus() * UNITS_OF_A_CORE, (int) (engine.memory() / MEBIBYTE), engine.version());
        } catch (RuntimeUnavailableException e) {
            return state.hosts().get(host).map(HostRow::spec).orElseThrow(() -> e);
        }
    }

    /// A host that costs nothing, and has plenty.
    static HostSpec pretended(HostId host) {
        return spec(host, 64 * UNITS_OF_A_CORE, 256 * 1024, "simulated");
    }

    private static HostSpec spec(HostId host, int cpu, int memory, String version) {
        int first = FIRST_PORT + Math.floorMod(host.value().hashCode(), STARTS) * APART;
        return new HostSpec(cpu, memory, first, LAST_PORT, ADDRESS, version);
    }
}
