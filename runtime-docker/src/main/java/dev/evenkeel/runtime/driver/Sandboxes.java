package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.evenkeel.reconcilers.host.NetworkPlan;
import dev.evenkeel.reconcilers.host.Observation;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.reconcilers.host.Step;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Networks of VPCs, and the sandboxes in them. A VPC is one network of the engine, whose subnets are parts of its
/// block: they reach each other, and no other VPC does.
///
/// Firewalls are written inside a sandbox by the host's own `iptables-restore`, lent read-only; the task's containers
/// share its network, but neither what is lent nor the right to change it.
final class Sandboxes {
    private static final Logger LOG = LoggerFactory.getLogger(Sandboxes.class);

    /// The program as any distribution has it, found as root finds it.
    private static final List<String> WRITE_RULES = List.of("/bin/sh", "-c", """
            set -e
            printf %s "$1" | iptables-restore -w 5
            [ -n "$2" ] || exit 0
            printf %s "$2" | iptables-restore -w 5 --noflush
            iptables -w 5 -t nat -C OUTPUT -j EVENKEEL 2>/dev/null || iptables -w 5 -t nat -A OUTPUT -j EVENKEEL
            """, "sh");

    private static final List<String> LENT = List.of("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/alternatives");

    /// Other containers may share its shared memory.
    private static final String SHAREABLE = "shareable";

    private final Engine engine;
    private final String store;
    private final TaskLimits limits;
    private final List<String> lent = new CopyOnWriteArrayList<>(LENT);

    /// Sandboxes come in together; a network goes alone.
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    Sandboxes(Engine engine, String store) {
        this.engine = engine;
        this.store = store;
        this.limits = new TaskLimits(engine);
    }

    /// Creates a sandbox, its image and its network, as far as they are missing.
    void create(Step.CreateSandbox create) {
        PauseImage.ensure(engine);
        lock.readLock().lock();
        try {
            if (create.network() instanceof NetworkPlan plan) {
                ensureNetwork(plan);
            }
            boolean again = true;
            while (again) {
                again = !tryCreate(create);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private String networkName(String vpc) {
        return "evenkeel-" + store + "-" + vpc;
    }

    private synchronized void ensureNetwork(NetworkPlan plan) {
        var name = networkName(plan.vpc().value());
        if (find(name).isEmpty()) {
            var ipam = new Network.Ipam()
                    .withConfig(new Network.Ipam.Config()
                            .withSubnet(plan.cidr().toString())
                            .withGateway(plan.gateway().toString()));
            engine.client()
                    .createNetworkCmd()
                    .withName(name)
                    .withDriver("bridge")
                    .withCheckDuplicate(true)
                    .withIpam(ipam)
                    .withLabels(Map.of(Labels.STORE, store))
                    .exec();
        }
    }

    /// The engine filters names by parts of them.
    private List<Network> find(String name) {
        return engine.client().listNetworksCmd().withNameFilter(name).exec().stream()
                .filter(network -> name.equals(network.getName()))
                .toList();
    }

    /// @return false if the host does not have something that would be lent, which is left out from then on
    private boolean tryCreate(Step.CreateSandbox create) {
        var command = engine.client()
                .createContainerCmd(PauseImage.NAME)
                .withName(Labels.containerName(create.container()))
                .withLabels(Labels.of(store, create))
                .withEntrypoint(PauseImage.PROGRAM);
        var config = HostConfig.newHostConfig().withIpcMode(SHAREABLE);
        if (create.network() instanceof NetworkPlan plan) {
            connect(command, config, plan);
        } else {
            config.withNetworkMode("none");
        }
        limits.limit(config, create.common());
        command.withHostConfig(config);
        try {
            command.exec();
            return true;
        } catch (ConflictException e) {
            // The name is taken: by ourselves before a restart, or by somebody whom we leave alone.
            LOG.debug("{} is there already", create.container());
            return true;
        } catch (BadRequestException e) {
            var words = Failures.text(e);
            var missing = lent.stream()
                    .filter(path -> words.endsWith("does not exist: " + path))
                    .toList();
            if (missing.isEmpty()) {
                throw e;
            }
            lent.removeAll(missing);
            return false;
        }
    }

    private void connect(CreateContainerCmd command, HostConfig config, NetworkPlan plan) {
        command.withHostName(plan.hostname())
                .withEnv("PATH=/usr/sbin:/usr/bin:/sbin:/bin")
                .withIpv4Address(plan.address().toString())
                .withMacAddress(plan.mac())
                .withExposedPorts(plan.ports().stream().map(Sandboxes::exposed).toList());
        config.withNetworkMode(networkName(plan.vpc().value()))
                .withCapAdd(Capability.NET_ADMIN)
                .withMounts(lent.stream().map(Sandboxes::lent).toList());
        if (plan.published() != null) {
            var address = plan.published().toString();
            config.withPortBindings(plan.ports().stream()
                    .map(port -> new PortBinding(Ports.Binding.bindIpAndPort(address, port.number()), exposed(port)))
                    .toList());
        }
    }

    private static Mount lent(String path) {
        return new Mount()
                .withType(MountType.BIND)
                .withSource(path)
                .withTarget(path)
                .withReadOnly(true);
    }

    private static ExposedPort exposed(NetworkPlan.Port port) {
        return new ExposedPort(port.number(), InternetProtocol.parse(port.protocol()));
    }

    /// Writes a firewall. Nothing is let through that could not be written.
    ///
    /// @param endpoint where containers ask about themselves
    Observation secure(Step.Secure secure, Optional<InetSocketAddress> endpoint) {
        var container = Labels.containerName(secure.container());
        var command = new ArrayList<>(WRITE_RULES);
        command.add(FirewallText.of(secure.gateway(), endpoint, secure.firewall()));
        command.add(endpoint.map(FirewallText::redirection).orElse(""));
        var exec = engine.client()
                .execCreateCmd(container)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withCmd(command.toArray(String[]::new))
                .exec();
        var said = new StringBuilder();
        try {
            engine.client().execStartCmd(exec.getId()).exec(collect(said)).awaitCompletion();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeUnavailableException("interrupted while securing " + container, e);
        }
        var code = engine.client().inspectExecCmd(exec.getId()).exec().getExitCodeLong();
        if (code != null && code == 0) {
            return new Observation.Secured(secure.container(), secure.firewall());
        }
        var why = "unable to apply the rules of its security groups: iptables-restore of the host ended with " + code
                + ": " + said.toString().strip();
        return new Observation.Failed(secure.container(), secure, Failures.kind(secure), why, false);
    }

    private static ResultCallback.Adapter<Frame> collect(StringBuilder into) {
        return new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                into.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
        };
    }

    /// Removes the network of a VPC unless a sandbox is in it. Somebody who wants it again makes it again.
    void removeNetwork(String vpc) {
        lock.writeLock().lock();
        try {
            boolean used = !engine.client()
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(List.of(Labels.STORE + "=" + store, Labels.VPC + "=" + vpc))
                    .exec()
                    .isEmpty();
            if (!used) {
                find(networkName(vpc))
                        .forEach(network -> engine.client()
                                .removeNetworkCmd(network.getId())
                                .exec());
            }
        } catch (DockerException e) {
            LOG.warn("the network of {} stays: {}", vpc, Failures.text(e));
        } finally {
            lock.writeLock().unlock();
        }
    }
}
