package dev.evenkeel.deploy.server;

import dev.evenkeel.deploy.config.HostTraits;
import dev.evenkeel.deploy.config.ServerConfig;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.runtime.driver.DockerDriver;
import dev.evenkeel.runtime.driver.DockerDriver.Capacity;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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

    /// The agent is part of the server, and has its version.
    private static final String AGENT_VERSION = "0.1.0";

    private final HostId host;
    private final HostTraits traits;
    private final String region;

    HostOffer(HostId host, ServerConfig config) {
        this.host = host;
        this.traits = config.traits();
        this.region = config.region();
    }

    /// Everything that the engine has. While it is away, what it had when it was last asked.
    ///
    /// @throws RuntimeUnavailableException when the engine is away and was never asked
    HostSpec of(DockerDriver driver, State state) {
        try {
            return spec(driver.capacity());
        } catch (RuntimeUnavailableException e) {
            return state.hosts().get(host).map(HostRow::spec).orElseThrow(() -> e);
        }
    }

    /// A host that costs nothing, and has plenty.
    HostSpec pretended() {
        return spec(new Capacity("simulated", 64, 256L * 1024 * MEBIBYTE, "linux", "x86_64"));
    }

    private HostSpec spec(Capacity engine) {
        int first = FIRST_PORT + Math.floorMod(host.value().hashCode(), STARTS) * APART;
        return new HostSpec(
                engine.cpus() * UNITS_OF_A_CORE,
                (int) (engine.memory() / MEBIBYTE),
                first,
                LAST_PORT,
                ADDRESS,
                engine.version(),
                AGENT_VERSION,
                attributes(engine));
    }

    private Map<String, String> attributes(Capacity engine) {
        var attributes = new TreeMap<String, String>();
        attributes.put(HostSpec.AVAILABILITY_ZONE, region + "a");
        attributes.put("ecs.instance-type", traits.instanceType());
        attributes.put("ecs.os-type", engine.osType());
        attributes.put(HostSpec.OS_FAMILY, engine.osType().toUpperCase(Locale.ROOT));
        attributes.put(
                HostSpec.CPU_ARCHITECTURE, engine.architecture().equals("aarch64") ? "arm64" : engine.architecture());
        if (traits.availabilityZone() instanceof String zone) {
            attributes.put(HostSpec.AVAILABILITY_ZONE, zone);
        }
        attributes.putAll(traits.attributes());
        return attributes;
    }
}
