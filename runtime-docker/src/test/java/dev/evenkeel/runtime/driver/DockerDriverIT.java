package dev.evenkeel.runtime.driver;

import static dev.evenkeel.runtime.driver.TestRuntime.sh;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.model.Ports;
import dev.evenkeel.reconcilers.host.Observation.Failed;
import dev.evenkeel.reconcilers.host.Observation.Gone;
import dev.evenkeel.reconcilers.host.Observation.ImageReady;
import dev.evenkeel.reconcilers.host.Observation.Seen;
import dev.evenkeel.reconcilers.host.Observation.State;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.shelf.FileShelf;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The driver on a real engine.
final class DockerDriverIT {
    private static TestEngine engine;

    @TempDir
    private Path folder;

    private TestRuntime runtime;

    @BeforeAll
    static void findEngine() throws IOException {
        engine = TestEngine.find();
    }

    @BeforeEach
    void openDriver() {
        runtime = new TestRuntime(engine, FileShelf.open(folder), DockerDriver.Settings.defaults(folder));
    }

    @AfterEach
    void removeContainers() {
        runtime.close();
    }

    @Test
    void aContainerIsCreatedStartedAndItsExitHeard() {
        var created = assertInstanceOf(Seen.class, runtime.create(sh("app", "sleep 0.3; exit 7")));
        assertEquals(State.CREATED, created.state());

        var started = assertInstanceOf(Seen.class, runtime.start("app"));
        assertEquals(State.RUNNING, started.state());
        assertNotNull(started.startedAt());

        var exited = runtime.await("app", seen -> seen.state() == State.EXITED);
        assertEquals(7, exited.exitCode());
        assertFalse(exited.outOfMemory());
        assertNotNull(exited.finishedAt());
    }

    @Test
    void anImageThatIsThereIsNotPulled() {
        assertInstanceOf(ImageReady.class, runtime.pull(TestEngine.IMAGE));
    }

    @Test
    void anImageThatCannotBePulledFailsInTheWordsOfEcs() {
        var failed = assertInstanceOf(Failed.class, runtime.pull("127.0.0.1:1/nothing/here:1"));

        assertEquals("CannotPullContainerError", failed.kind());
        assertTrue(failed.message().startsWith("Error response from daemon: "), failed.message());
        assertFalse(failed.retryable());
    }

    @Test
    void creatingTwiceTakesTheContainerThatIsThere() {
        var first = (Seen) runtime.create(sh("app", "sleep 60"));
        runtime.start("app");

        var second = assertInstanceOf(Seen.class, runtime.create(sh("app", "sleep 60")));

        assertEquals(first.runtimeId(), second.runtimeId());
        assertEquals(State.RUNNING, second.state());
    }

    @Test
    void aContainerOfAnotherEvenkeelIsLeftAlone() {
        var mine = runtime.run(sh("app", "sleep 60"));
        try (var other = new DockerDriver(
                engine.host(),
                "another",
                FileShelf.open(folder),
                TestRuntime.VALUES,
                DockerDriver.Settings.defaults(folder))) {
            assertEquals(List.of(), other.inspectAll());
        }
        assertEquals(mine.runtimeId(), runtime.driver.inspectAll().getFirst().runtimeId());
    }

    @Test
    void startingTwiceDoesNoHarm() {
        var first = runtime.run(sh("app", "sleep 60"));

        var second = assertInstanceOf(Seen.class, runtime.start("app"));

        assertEquals(first.runtimeId(), second.runtimeId());
        assertEquals(State.RUNNING, second.state());
    }

    @Test
    void aCommandThatIsNotThereFailsTheStart() {
        runtime.create(new TestRuntime.Plan("app", TestEngine.IMAGE, List.of("/no/such/thing")));

        var failed = assertInstanceOf(Failed.class, runtime.start("app"));

        assertEquals("CannotStartContainerError", failed.kind());
        assertTrue(failed.message().contains("/no/such/thing"), failed.message());
        assertFalse(failed.retryable());
    }

    @Test
    void anImageThatWentAwayFailsTheCreation() {
        var plan = new TestRuntime.Plan("app", "evenkeel/never-was:1", List.of("true"));

        var failed = assertInstanceOf(Failed.class, runtime.create(plan));

        assertEquals("CannotCreateContainerError", failed.kind());
    }

    @Test
    void aStopSendsTheSignalAndSaysHowItEnded() {
        runtime.run(sh("app", "trap 'exit 3' TERM; while true; do sleep 0.05; done"));

        var stopped = assertInstanceOf(Seen.class, runtime.stop("app", Duration.ofSeconds(20)));

        assertEquals(3, stopped.exitCode());
    }

    @Test
    void aContainerThatIgnoresTheSignalIsKilledAfterTheGrace() {
        runtime.run(sh("app", "trap '' TERM; while true; do sleep 0.05; done"));

        var stopped = assertInstanceOf(Seen.class, runtime.stop("app", Duration.ofSeconds(1)));

        assertEquals(137, stopped.exitCode());
        assertFalse(stopped.outOfMemory());
    }

    @Test
    void aSlowStopHoldsUpNothingElse() {
        runtime.run(sh("slow", "trap '' TERM; while true; do sleep 0.05; done"));
        runtime.driver.begin(new Step.Stop(runtime.key("slow"), Duration.ofSeconds(60)));

        assertEquals(State.RUNNING, runtime.run(sh("quick", "sleep 60")).state());
        assertTrue(runtime.driver.inspectAll().stream()
                .anyMatch(seen -> seen.container().name().equals("slow") && seen.state() == State.RUNNING));
    }

    @Test
    void aContainerThatTakesTooMuchMemoryIsSaidToHaveDoneSo() {
        var plan = sh("app", "a=x; while true; do a=$a$a; done");
        plan.with("memory", Doc.of(8));
        runtime.run(plan);

        var exited = runtime.await("app", seen -> seen.state() == State.EXITED);

        assertTrue(exited.outOfMemory());
        assertEquals(137, exited.exitCode());
    }

    @Test
    void removingIsForGoodAndMayBeRepeated() {
        runtime.run(sh("app", "true"));
        runtime.await("app", seen -> seen.state() == State.EXITED);

        assertInstanceOf(Gone.class, runtime.remove("app"));
        assertInstanceOf(Gone.class, runtime.remove("app"));
        assertEquals(List.of(), runtime.driver.inspectAll());
    }

    @Test
    void aRemovalByHandIsHeard() {
        var seen = runtime.run(sh("app", "sleep 60"));

        engine.client().removeContainerCmd(seen.runtimeId()).withForce(true).exec();

        await().atMost(120, SECONDS).until(() -> runtime.observed.contains(new Gone(runtime.key("app"))));
    }

    @Test
    void healthFollowsTheCheckOfTheDefinition() {
        var plan = sh("app", "sleep 60");
        plan.with(
                "healthCheck",
                Doc.EMPTY
                        .with("command", Doc.of(List.of(Doc.of("CMD-SHELL"), Doc.of("cat /ready"))))
                        .with("interval", Doc.of(1))
                        .with("timeout", Doc.of(20))
                        .with("retries", Doc.of(1)));
        var id = runtime.run(plan).runtimeId();

        runtime.await("app", seen -> seen.health() == Health.UNHEALTHY);
        var tar = new SmallTar();
        tar.file("ready", new byte[0]);
        engine.client()
                .copyArchiveToContainerCmd(id)
                .withRemotePath("/")
                .withTarInputStream(new ByteArrayInputStream(tar.toBytes()))
                .exec();
        runtime.await("app", seen -> seen.health() == Health.HEALTHY);
    }

    @Test
    void whatTheDefinitionSaysReachesTheContainer() {
        var plan = sh("app", "sleep 60");
        var colour = Doc.EMPTY.with("name", Doc.of("COLOUR")).with("value", Doc.of("green"));
        var labels = Doc.EMPTY.with("team", Doc.of("a")).with("dev.evenkeel.store", Doc.of("forged"));
        plan.with("environment", Doc.of(List.of(colour)))
                .with("user", Doc.of("7:8"))
                .with("workingDirectory", Doc.of("/bin"))
                .with("cpu", Doc.of(256))
                .with("memory", Doc.of(32))
                .with("memoryReservation", Doc.of(16))
                .with("readonlyRootFilesystem", Doc.of(true))
                .with("dockerLabels", labels);
        var id = runtime.run(plan).runtimeId();

        var is = engine.client().inspectContainerCmd(id).exec();

        assertTrue(List.of(is.getConfig().getEnv()).contains("COLOUR=green"));
        assertEquals("7:8", is.getConfig().getUser());
        assertEquals("/bin", is.getConfig().getWorkingDir());
        assertEquals(256, is.getHostConfig().getCpuShares());
        assertEquals(32L << 20, is.getHostConfig().getMemory());
        assertEquals(16L << 20, is.getHostConfig().getMemoryReservation());
        assertEquals(true, is.getHostConfig().getReadonlyRootfs());
        assertEquals("a", is.getConfig().getLabels().get("team"));
        assertEquals(runtime.store, is.getConfig().getLabels().get("dev.evenkeel.store"));
    }

    @Test
    void networkModesAndPortsAreAsAssigned() throws IOException {
        int port = freePort();
        var bridge = sh("bridge", "sleep 60");
        bridge.ports = List.of(new HostPort("bridge", 8080, port, "tcp"));
        var host = sh("host", "sleep 60");
        host.network = NetworkMode.HOST;
        var none = sh("none", "sleep 60");
        none.network = NetworkMode.NONE;

        var bound = engine.client()
                .inspectContainerCmd(runtime.run(bridge).runtimeId())
                .exec()
                .getNetworkSettings()
                .getPorts()
                .getBindings();
        var published = bound.values().stream().flatMap(Arrays::stream).map(Ports.Binding::getHostPortSpec);
        assertEquals(List.of(String.valueOf(port)), published.distinct().toList());
        assertEquals("host", networkOf(runtime.run(host)));
        assertEquals("none", networkOf(runtime.run(none)));
    }

    private static String networkOf(Seen seen) {
        return String.valueOf(engine.client()
                .inspectContainerCmd(seen.runtimeId())
                .exec()
                .getHostConfig()
                .getNetworkMode());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    @Test
    void aPortThatIsTakenFailsTheStart() throws IOException {
        try (var taken = new ServerSocket(0)) {
            var plan = sh("app", "sleep 60");
            plan.ports = List.of(new HostPort("app", 8080, taken.getLocalPort(), "tcp"));
            runtime.create(plan);

            var failed = assertInstanceOf(Failed.class, runtime.start("app"));

            assertEquals("CannotStartContainerError", failed.kind());
        }
    }

    @Test
    void afterARestartEverythingIsFoundAsItIs() {
        var app = runtime.run(sh("app", "sleep 60"));
        runtime.run(sh("job", "exit 9"));
        runtime.create(sh("new", "sleep 60"));
        runtime.await("job", seen -> seen.state() == State.EXITED);

        runtime.restart();

        var found = runtime.driver.inspectAll();
        assertEquals(3, found.size());
        for (var seen : found) {
            switch (seen.container().name()) {
                case "app" -> assertEquals(app.runtimeId(), seen.runtimeId());
                case "job" -> assertEquals(9, seen.exitCode());
                default -> assertEquals(State.CREATED, seen.state());
            }
        }
    }

    @Test
    void listeningBeginsWithACallToLookAtEverything() {
        await().atMost(120, SECONDS).until(() -> runtime.resyncs.get() > 0);
    }

    @Test
    void anEngineThatIsNotThereIsSaidToBeAway() {
        try (var lost = new DockerDriver(
                URI.create("unix:///nowhere/docker.sock"),
                "x",
                FileShelf.open(folder),
                TestRuntime.VALUES,
                DockerDriver.Settings.defaults(folder))) {
            assertThrows(RuntimeUnavailableException.class, lost::inspectAll);
            assertThrows(RuntimeUnavailableException.class, lost::capacity);
        }
    }
}
