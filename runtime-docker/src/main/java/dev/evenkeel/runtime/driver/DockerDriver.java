package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import dev.evenkeel.reconcilers.host.ContainerDriver;
import dev.evenkeel.reconcilers.host.ContainerShell;
import dev.evenkeel.reconcilers.host.HostStorage;
import dev.evenkeel.reconcilers.host.Observation;
import dev.evenkeel.reconcilers.host.Observation.Gone;
import dev.evenkeel.reconcilers.host.Observation.ImageReady;
import dev.evenkeel.reconcilers.host.Observation.Seen;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.runtime.logs.LogCollector;
import dev.evenkeel.runtime.metadata.ContainerFacts;
import dev.evenkeel.runtime.metadata.Introduction;
import dev.evenkeel.runtime.secret.ContainerValues;
import dev.evenkeel.store.shelf.LogShelf;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Containers on a Docker Engine. Each step has a virtual thread of its own, so none waits for another; what happens
/// unasked comes from the engine's event stream. The output of `awslogs` containers goes to the shelf.
public final class DockerDriver implements ContainerDriver {
    private static final Logger LOG = LoggerFactory.getLogger(DockerDriver.class);

    private final String store;
    private final Engine engine;
    private final Settings settings;
    private final TimedCalls calls;
    private final Images images;
    private final Volumes volumes;
    private final Sandboxes sandboxes;
    private final Space space;
    private final TaskLimits limits;
    private final LogCollector logs;
    private final ContainerValues values;
    private final ExecutorService threads;
    private volatile @Nullable Consumer<Observation> listener;
    private volatile Introduction introduction = Introduction.NONE;

    /// A driver of the engine at `host`, which need not be there yet.
    ///
    /// @param host such as `unix:///var/run/docker.sock`
    /// @param values what containers are given
    /// @param store which Evenkeel this is: containers of another one on the same engine are never touched
    public DockerDriver(URI host, String store, LogShelf shelf, ContainerValues values, Settings settings) {
        this.store = store;
        this.engine = new Engine(host);
        this.sandboxes = new Sandboxes(engine, store);
        this.values = values;
        this.volumes = new Volumes(engine, store);
        this.space = new Space(engine);
        this.limits = new TaskLimits(engine);
        this.settings = settings;
        this.calls = new TimedCalls(engine);
        this.images = new Images(engine, calls, settings);
        this.logs = new LogCollector(shelf, new ContainerOutput(engine));
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("docker-", 0).factory());
    }

    /// How a driver does its work.
    ///
    /// @param pulled a file that remembers which images were fetched by us
    public record Settings(TimeLimits limits, PullBehaviour pulls, Path pulled) {
        /// The usual, with its files in a folder.
        public static Settings defaults(Path folder) {
            return new Settings(TimeLimits.DEFAULTS, PullBehaviour.DEFAULT, folder.resolve("pulled-images"));
        }

        /// With other limits.
        public Settings with(TimeLimits other) {
            return new Settings(other, pulls, pulled);
        }

        /// With another pull behaviour.
        public Settings with(PullBehaviour other) {
            return new Settings(limits, other, pulled);
        }
    }

    /// What an engine has to give.
    ///
    /// @param version such as `20.10.24`
    /// @param cpus cores
    /// @param memory bytes
    /// @param osType `linux` or `windows`
    /// @param architecture as the kernel calls it: `x86_64`, `aarch64`
    public record Capacity(String version, int cpus, long memory, String osType, String architecture) {}

    /// What the engine has to give.
    ///
    /// @throws RuntimeUnavailableException when the engine does not answer
    public Capacity capacity() {
        var info = calls.within(
                settings.limits().look(), () -> engine.client().infoCmd().exec());
        return new Capacity(
                Objects.toString(info.getServerVersion(), ""),
                Objects.requireNonNullElse(info.getNCPU(), 1),
                Objects.requireNonNullElse(info.getMemTotal(), 0L),
                Objects.toString(info.getOsType(), "linux"),
                Objects.toString(info.getArchitecture(), ""));
    }

    /// The way into the engine's containers.
    public ContainerShell shell() {
        return new DockerShell(engine, calls, settings.limits().look(), threads);
    }

    /// Sets what containers are told of themselves. Called before the first step.
    public void introduce(Introduction words) {
        introduction = words;
    }

    /// What the engine knows of containers.
    public ContainerFacts facts() {
        return new EngineFacts(engine);
    }

    /// The host's own address on the engine's default bridge, which containers reach from every network that has a
    /// way out, and those in the host's network too.
    ///
    /// @return none when the engine has no such bridge
    /// @throws RuntimeUnavailableException when the engine does not answer
    public Optional<String> gateway() {
        try {
            var bridge =
                    engine.client().inspectNetworkCmd().withNetworkId("bridge").exec();
            var pools = bridge.getIpam() == null ? null : bridge.getIpam().getConfig();
            return pools == null
                    ? Optional.empty()
                    : pools.stream()
                            .flatMap(pool -> Optional.ofNullable(pool.getGateway()).stream())
                            .findFirst();
        } catch (NotFoundException _) {
            return Optional.empty();
        }
    }

    /// The engine's images and disks.
    ///
    /// @param data where our own files are
    public HostStorage storage(Path data) {
        return new DockerStorage(engine, calls, settings.limits().look(), images.pulled(), data);
    }

    @Override
    public void listen(Consumer<Observation> seen, Runnable resync) {
        listener = seen;
        threads.execute(new Events(engine, store, event -> threads.execute(() -> happened(event)), resync));
    }

    @Override
    public void begin(Step step) {
        threads.execute(() -> tell(perform(step)));
    }

    @Override
    public List<Seen> inspectAll() {
        try {
            return lookAtAll();
        } catch (DockerException e) {
            throw new RuntimeUnavailableException(
                    "Docker Engine at " + engine + " cannot list containers: " + Failures.text(e), e);
        } catch (RuntimeUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new RuntimeUnavailableException("Docker Engine at " + engine + " is away: " + e.getMessage(), e);
        }
    }

    private List<Seen> lookAtAll() {
        var found = new ArrayList<Seen>();
        var look = settings.limits().look();
        for (var container : calls.within(look, this::ours)) {
            calls.within(look, () -> look(container.getId())).ifPresent(found::add);
        }
        return found;
    }

    private List<Container> ours() {
        return engine.client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Labels.STORE + "=" + store))
                .exec();
    }

    private void tell(Observation observation) {
        var to = listener;
        if (to != null) {
            to.accept(observation);
        }
    }

    private Observation perform(Step step) {
        try {
            return calls.within(settings.limits().of(step), () -> performed(step));
        } catch (RuntimeException e) {
            return Failures.of(step, e);
        }
    }

    private Observation performed(Step step) {
        return switch (step) {
            case Step.Pull pull -> pull(pull);
            case Step.Create create -> create(create);
            case Step.CreateSandbox create -> create(create);
            case Step.Secure secure -> secure(secure);
            case Step.Start start -> start(start);
            case Step.Restart restart -> restart(restart);
            case Step.Stop stop -> stop(stop);
            case Step.Remove remove -> remove(remove);
        };
    }

    private Observation pull(Step.Pull pull) {
        var login = values.registry(pull.plan()).map(RegistryLogin::of).orElse(null);
        var digest = images.ensure(pull.image(), login);
        return new ImageReady(pull.container(), pull.image(), digest.orElse(null));
    }

    private Observation create(Step.Create create) {
        var labels = Labels.of(store, create);
        var image = create.plan().definition().image();
        var environment = new TreeMap<>(values.environment(create.plan()));
        environment.putAll(introduction.environment(create));
        var given = new Creation.Given(environment, values.logOptions(create.plan()), limits.parent(create));
        try {
            space.require(create.common());
            volumes.make(create);
            Creation.fill(engine.client().createContainerCmd(image), create, given, labels)
                    .exec();
        } catch (ConflictException e) {
            // The name is taken: by ourselves before a restart, or by somebody whom we leave alone.
            return ours(create.container()).orElseThrow(() -> e);
        }
        return ours(create.container()).orElseGet(() -> new Gone(create.container()));
    }

    private Observation create(Step.CreateSandbox create) {
        sandboxes.create(create);
        return ours(create.container()).orElseGet(() -> new Gone(create.container()));
    }

    /// A sandbox that has ended cannot be told anything; that it has ended is the news then.
    private Observation secure(Step.Secure secure) {
        try {
            return sandboxes.secure(secure, introduction.endpoint());
        } catch (ConflictException | NotFoundException e) {
            var now = inspect(Labels.containerName(secure.container()));
            if (now.isPresent() && Boolean.TRUE.equals(now.get().getState().getRunning())) {
                throw e;
            }
            return ours(secure.container()).orElseGet(() -> new Gone(secure.container()));
        }
    }

    private Observation start(Step.Start start) {
        var name = Labels.containerName(start.container());
        try {
            engine.client().startContainerCmd(name).exec();
        } catch (NotModifiedException _) {
            LOG.debug("{} runs already", name);
        } catch (DockerException e) {
            if (Failures.isNoSuchContainer(e)) {
                return new Gone(start.container());
            }
            throw e;
        }
        return ours(start.container()).orElseGet(() -> new Gone(start.container()));
    }

    /// A restart that was done before, its answer lost, is not done again. What the last run wrote is kept before the
    /// next one writes.
    private Observation restart(Step.Restart restart) {
        var found = inspect(Labels.containerName(restart.container())).filter(c -> key(c).isPresent());
        if (found.isEmpty()) {
            return new Gone(restart.container());
        }
        var seen = Looks.seen(restart.container(), found.get());
        if (seen.state() != Observation.State.EXITED || !restart.lastStart().equals(seen.startedAt())) {
            return seen;
        }
        Labels.output(labels(found.get())).ifPresent(target -> logs.drain(seen.runtimeId(), target));
        engine.client().startContainerCmd(seen.runtimeId()).exec();
        logs.forget(seen.runtimeId());
        return ours(restart.container()).orElseGet(() -> new Gone(restart.container()));
    }

    private Observation stop(Step.Stop stop) {
        var name = Labels.containerName(stop.container());
        try {
            engine.client()
                    .stopContainerCmd(name)
                    .withTimeout((int) stop.grace().toSeconds())
                    .exec();
        } catch (NotModifiedException _) {
            LOG.debug("{} had ended already", name);
        } catch (NotFoundException _) {
            return new Gone(stop.container());
        }
        return ours(stop.container()).orElseGet(() -> new Gone(stop.container()));
    }

    private Observation remove(Step.Remove remove) {
        var gone = new Gone(remove.container());
        var name = remove.runtimeId() == null ? Labels.containerName(remove.container()) : remove.runtimeId();
        var found = inspect(name).filter(container -> key(container).isPresent());
        if (found.isEmpty()) {
            return gone;
        }
        var id = found.get().getId();
        Labels.output(labels(found.get())).ifPresent(target -> logs.drain(id, target));
        try {
            engine.client()
                    .removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException _) {
            LOG.debug("{} was gone already", name);
        }
        volumes.release(remove.container().task(), found.get());
        logs.forget(id);
        if (labels(found.get()).get(Labels.VPC) instanceof String vpc) {
            sandboxes.removeNetwork(vpc);
        }
        return gone;
    }

    private void happened(Event event) {
        try {
            var attributes = event.getActor() == null ? null : event.getActor().getAttributes();
            var key = attributes == null ? Optional.<ContainerKey>empty() : Labels.key(store, attributes);
            if (key.isEmpty()) {
                return;
            }
            var look = calls.within(settings.limits().look(), () -> look(event.getId()));
            tell(look.map(Observation.class::cast).orElseGet(() -> new Gone(key.get())));
        } catch (RuntimeException e) {
            LOG.debug("could not look at {}: {}", event.getId(), e.getMessage());
        }
    }

    /// The container of this name, if it is ours.
    private Optional<Observation> ours(ContainerKey key) {
        return look(Labels.containerName(key)).map(Observation.class::cast);
    }

    private Optional<Seen> look(String name) {
        var container = inspect(name);
        return container.flatMap(DockerDriver.this::key).map(key -> {
            var seen = Looks.seen(key, container.get());
            if (seen.state() != Observation.State.CREATED) {
                Labels.output(labels(container.get())).ifPresent(target -> logs.follow(seen.runtimeId(), target));
            }
            return seen;
        });
    }

    private Optional<InspectContainerResponse> inspect(String name) {
        try {
            return Optional.of(engine.client().inspectContainerCmd(name).exec());
        } catch (NotFoundException _) {
            return Optional.empty();
        }
    }

    private Optional<ContainerKey> key(InspectContainerResponse container) {
        return Labels.key(store, labels(container));
    }

    private static Map<String, String> labels(InspectContainerResponse container) {
        var labels = container.getConfig().getLabels();
        return labels == null ? Map.of() : labels;
    }

    @Override
    public void close() {
        listener = null;
        threads.shutdownNow();
        calls.close();
        logs.close();
        engine.close();
    }
}
