package dev.evenkeel.runtime.driver;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.evenkeel.reconcilers.host.Assignment.Common;
import dev.evenkeel.reconcilers.host.Assignment.ContainerPlan;
import dev.evenkeel.reconcilers.host.Assignment.LogTarget;
import dev.evenkeel.reconcilers.host.Observation;
import dev.evenkeel.reconcilers.host.Observation.Failed;
import dev.evenkeel.reconcilers.host.Observation.Gone;
import dev.evenkeel.reconcilers.host.Observation.ImageReady;
import dev.evenkeel.reconcilers.host.Observation.Seen;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.reconcilers.secret.GivenSecret;
import dev.evenkeel.runtime.secret.ContainerValues;
import dev.evenkeel.runtime.secret.EnvironmentFiles;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.Resolution.Use;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.ValueFrom;
import dev.evenkeel.store.seal.UnsealableException;
import dev.evenkeel.store.shelf.LogShelf;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A driver under test: begins steps, keeps what was observed, and removes what it made.
final class TestRuntime implements AutoCloseable {
    /// Of containers that have no secrets.
    static final ContainerValues VALUES = new ContainerValues(
            (context, _) -> {
                throw new UnsealableException("no key here opens " + context);
            },
            EnvironmentFiles.NONE);

    final String store = "it-" + UUID.randomUUID();
    final TaskId task = new TaskId(
            new ClusterId("us-east-1", "it"), UUID.randomUUID().toString().replace("-", ""));
    final List<Observation> observed = new CopyOnWriteArrayList<>();
    final AtomicInteger resyncs = new AtomicInteger();
    Common common = Common.NONE;
    private final TestEngine engine;
    private final LogShelf shelf;
    private final DockerDriver.Settings settings;
    DockerDriver driver;

    TestRuntime(TestEngine engine, LogShelf shelf, DockerDriver.Settings settings) {
        this.engine = engine;
        this.shelf = shelf;
        this.settings = settings;
        this.driver = open();
    }

    private DockerDriver open() {
        var fresh = new DockerDriver(engine.host(), store, shelf, VALUES, settings);
        fresh.listen(observed::add, resyncs::incrementAndGet);
        return fresh;
    }

    /// The server ends and begins again; its containers go on.
    void restart() {
        driver.close();
        observed.clear();
        driver = open();
    }

    ContainerKey key(String name) {
        return new ContainerKey(task, name);
    }

    /// A container of the test image, to be changed by the test.
    static Plan sh(String name, String script) {
        return new Plan(name, TestEngine.IMAGE, List.of("sh", "-c", script));
    }

    static final class Plan {
        final String name;
        private Doc.Struct document;
        List<HostPort> ports = List.of();
        NetworkMode network = NetworkMode.BRIDGE;

        @Nullable
        LogTarget log;

        Plan(String name, String image, List<String> command) {
            this.name = name;
            this.document = Doc.EMPTY
                    .with("name", Doc.of(name))
                    .with("image", Doc.of(image))
                    .with("command", Doc.of(command.stream().map(Doc::of).toList()));
        }

        /// With any member of a container definition.
        Plan with(String member, Doc value) {
            document = document.with(member, value);
            return this;
        }

        /// With all of these members.
        Plan with(Doc.Struct members) {
            members.members().forEach(this::with);
            return this;
        }

        private ContainerPlan plan() {
            if (log != null) {
                var group = Doc.EMPTY.with("awslogs-group", Doc.of(log.group()));
                with(
                        "logConfiguration",
                        Doc.EMPTY.with("logDriver", Doc.of("awslogs")).with("options", group));
            }
            return new ContainerPlan(ContainerDefinition.of(document), ports, log, List.of());
        }
    }

    Observation create(Plan plan) {
        return answer(new Step.Create(
                key(plan.name), new TaskDefinitionId("us-east-1", "it", 1), plan.network, common, plan.plan()));
    }

    /// What the containers of the task share, running.
    void sandbox() {
        var definition = new TaskDefinitionId("us-east-1", "it", 1);
        answer(new Step.CreateSandbox(key(Step.SANDBOX), definition, common, null));
        start(Step.SANDBOX);
    }

    Observation start(String name) {
        return answer(new Step.Start(key(name)));
    }

    /// Starts a container again that has ended.
    Observation again(Seen ended) {
        return answer(new Step.Restart(ended.container(), Objects.requireNonNull(ended.startedAt())));
    }

    /// A container that has been created and started.
    Seen run(Plan plan) {
        create(plan);
        return (Seen) start(plan.name);
    }

    Observation stop(String name, Duration grace) {
        return answer(new Step.Stop(key(name), grace));
    }

    Observation remove(String name) {
        return answer(new Step.Remove(key(name), null));
    }

    Observation pull(String image) {
        return pull(image, List.of());
    }

    /// With a secret that holds this, or that there is not, for the image's registry.
    Observation pull(String image, @Nullable String credentials) {
        var asked = new ValueFrom(Use.REGISTRY, "", "arn:aws:secretsmanager:us-east-1:1:secret:registry");
        var failure = credentials == null ? "no such secret" : null;
        return pull(image, List.of(new GivenSecret(asked, "", "", false, null, credentials, failure)));
    }

    private Observation pull(String image, List<GivenSecret> secrets) {
        var definition =
                ContainerDefinition.of(Doc.EMPTY.with("name", Doc.of("app")).with("image", Doc.of(image)));
        return answer(new Step.Pull(key("app"), new ContainerPlan(definition, List.of(), null, secrets)));
    }

    private Observation answer(Step step) {
        int from = observed.size();
        driver.begin(step);
        return Awaitility.await()
                .atMost(120, SECONDS)
                .until(
                        () -> observed.stream()
                                .skip(from)
                                .filter(o -> answers(step, o))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static boolean answers(Step step, Observation observation) {
        if (!observation.container().equals(step.container())) {
            return false;
        }
        return switch (observation) {
            case ImageReady _ -> step instanceof Step.Pull;
            case Seen seen -> !(step instanceof Step.Stop) || seen.state() == Observation.State.EXITED;
            case Gone _ -> true;
            case Observation.Secured _ -> step instanceof Step.Secure;
            case Failed failed -> failed.step().equals(step);
        };
    }

    /// Waits for something to be seen of a container.
    Seen await(String name, Predicate<Seen> what) {
        return Awaitility.await()
                .atMost(120, SECONDS)
                .until(() -> seen(name).filter(what).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /// How many runs of a container have ended.
    long ends(String name) {
        return over(name).map(Seen::startedAt).distinct().count();
    }

    Seen lastEnd(String name) {
        return over(name).toList().getLast();
    }

    private Stream<Seen> over(String name) {
        return seen(name).filter(seen -> seen.state() == Observation.State.EXITED);
    }

    private Stream<Seen> seen(String name) {
        return observed.stream()
                .filter(Seen.class::isInstance)
                .map(Seen.class::cast)
                .filter(seen -> seen.container().equals(key(name)));
    }

    @Override
    public void close() {
        driver.close();
        engine.client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Labels.STORE + "=" + store))
                .exec()
                .forEach(container -> takeAway(container.getId()));
    }

    private void takeAway(String container) {
        try {
            engine.client().removeContainerCmd(container).withForce(true).exec();
        } catch (NotFoundException | ConflictException e) {
            // What the driver began to remove before it was closed goes by itself.
        }
    }
}
