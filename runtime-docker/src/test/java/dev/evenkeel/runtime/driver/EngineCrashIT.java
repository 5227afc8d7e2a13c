package dev.evenkeel.runtime.driver;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.reconcilers.host.Assignment.Common;
import dev.evenkeel.reconcilers.host.Assignment.ContainerPlan;
import dev.evenkeel.reconcilers.host.Assignment.RunTask;
import dev.evenkeel.reconcilers.host.AssignmentUpdate;
import dev.evenkeel.reconcilers.host.HostAgent;
import dev.evenkeel.reconcilers.host.HostLink;
import dev.evenkeel.reconcilers.host.Observation;
import dev.evenkeel.reconcilers.host.Report;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.reconcilers.host.TaskReport;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.shelf.FileShelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The real agent and the real driver, on an engine that dies.
final class EngineCrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Short, so that a test need not wait for minutes until a hung engine is given up.
    private static final TimeLimits LIMITS = new TimeLimits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            Duration.ofMillis(100));

    private Path folder;
    private PrivateEngine engine;
    private TestEngine client;
    private DockerDriver driver;
    private ScheduledExecutorService turns;
    private final Line line = new Line();

    @BeforeAll
    static void mayStartAnEngine() {
        assumeTrue(PrivateEngine.possible(), "needs root and dockerd");
    }

    @BeforeEach
    void startEngine() throws IOException {
        // Not a @TempDir: the engine's mounts would be in the way of its removal.
        folder = Files.createTempDirectory("evenkeel-it");
        engine = PrivateEngine.start(folder, "--live-restore");
        client = TestEngine.at(engine.host());
        driver = new DockerDriver(
                engine.host(),
                "crash",
                FileShelf.open(folder.resolve("shelf")),
                TestRuntime.VALUES,
                DockerDriver.Settings.defaults(folder).with(LIMITS));
        var agent = new HostAgent(new HostId("h-1"), line, driver);
        turns = Executors.newSingleThreadScheduledExecutor();
        var _ = turns.scheduleWithFixedDelay(() -> agent.step(Instant.now()), 0, 20, TimeUnit.MILLISECONDS);
        line.say(true);
    }

    @AfterEach
    void stopEngine() throws IOException {
        if (turns != null) {
            turns.shutdownNow();
            driver.close();
            engine.goOn();
            client.client()
                    .listContainersCmd()
                    .withShowAll(true)
                    .exec()
                    .forEach(c -> client.client()
                            .removeContainerCmd(c.getId())
                            .withForce(true)
                            .exec());
            engine.close();
        }
    }

    @Test
    void containersOutliveTheirEngineAndAreAdopted() throws IOException, InterruptedException {
        var kept = task("a", "sleep 600");
        line.say(false, kept);
        awaitPhase(kept, Phase.RUNNING);
        var before = line.last(kept).containers().getFirst().runtimeId();

        engine.kill();
        assertThrows(RuntimeUnavailableException.class, driver::inspectAll);
        var fresh = task("b", "sleep 600");
        line.say(false, fresh);
        engine.startAgain();

        awaitPhase(fresh, Phase.RUNNING);
        assertEquals(Phase.RUNNING, line.last(kept).phase());
        assertEquals(2, containers());
        assertEquals(before, line.last(kept).containers().getFirst().runtimeId());

        client.client().killContainerCmd(String.valueOf(before)).exec();
        awaitPhase(kept, Phase.STOPPED);
        assertEquals(StopCode.ESSENTIAL_CONTAINER_EXITED, line.last(kept).stopCode());
        assertEquals(137, line.last(kept).containers().getFirst().exitCode());
    }

    @Test
    void whatEndedWhileTheEngineWasDeadIsFoundOut() throws IOException, InterruptedException {
        var task = task("a", "sleep 600");
        line.say(false, task);
        awaitPhase(task, Phase.RUNNING);
        var id = String.valueOf(line.last(task).containers().getFirst().runtimeId());
        var pid = client.client().inspectContainerCmd(id).exec().getState().getPidLong();

        engine.kill();
        assertTrue(ProcessHandle.of(pid == null ? 0 : pid).orElseThrow().destroyForcibly());
        engine.startAgain();

        awaitPhase(task, Phase.STOPPED);
        assertEquals(1, containers());
        assertEquals(StopCode.ESSENTIAL_CONTAINER_EXITED, line.last(task).stopCode());
    }

    @Test
    void aHungEngineBlocksNothingForEver() throws IOException, InterruptedException {
        var running = task("a", "sleep 600");
        line.say(false, running);
        awaitPhase(running, Phase.RUNNING);

        engine.hang();
        assertThrows(RuntimeUnavailableException.class, driver::inspectAll);
        var failures = new ConcurrentLinkedQueue<Observation.Failed>();
        driver.listen(
                seen -> {
                    if (seen instanceof Observation.Failed failed) {
                        failures.add(failed);
                    }
                },
                () -> {});
        driver.begin(new Step.Start(new Step.ContainerKey(running.task(), "app")));
        await().atMost(PATIENCE).until(() -> !failures.isEmpty());
        assertTrue(failures.peek().retryable());
        assertTrue(failures.peek().message().contains("did not answer within 4 s"), failures.toString());

        engine.goOn();
        await().atMost(PATIENCE)
                .ignoreException(RuntimeUnavailableException.class)
                .until(() -> driver.inspectAll().size() == 1);
    }

    @Test
    void aTaskThatIsAskedForWhileTheEngineHangsRunsAfterwards() throws IOException, InterruptedException {
        engine.hang();
        var task = task("a", "sleep 600");
        line.say(false, task);
        assertThrows(RuntimeUnavailableException.class, driver::inspectAll);

        engine.goOn();

        awaitPhase(task, Phase.RUNNING);
        assertEquals(1, containers());
    }

    private int containers() {
        return client.client().listContainersCmd().withShowAll(true).exec().size();
    }

    private void awaitPhase(RunTask task, Phase phase) {
        await().atMost(PATIENCE)
                .until(() ->
                        line.seen.containsKey(task.task()) && line.last(task).phase() == phase);
    }

    private static RunTask task(String name, String script) {
        var id = new TaskId(new ClusterId("us-east-1", "it"), name.repeat(32));
        var command = List.of(Doc.of("sh"), Doc.of("-c"), Doc.of(script));
        var definition = ContainerDefinition.of(Doc.EMPTY
                .with("name", Doc.of("app"))
                .with("image", Doc.of(TestEngine.IMAGE))
                .with("command", Doc.of(command))
                .with("stopTimeout", Doc.of(1)));
        return new RunTask(
                id,
                new TaskDefinitionId("us-east-1", "it", 1),
                NetworkMode.HOST,
                Common.NONE,
                null,
                List.of(new ContainerPlan(definition, List.of(), null, List.of())),
                null,
                new TaskReport(id, Phase.PENDING, Health.UNKNOWN, List.of(), null, null, null, null));
    }

    /// What the test says to the agent, and what it hears.
    private static final class Line implements HostLink {
        final Map<TaskId, TaskReport> seen = new ConcurrentHashMap<>();
        private final ConcurrentLinkedQueue<AssignmentUpdate> updates = new ConcurrentLinkedQueue<>();
        private Revision revision = Revision.ZERO;

        void say(boolean complete, RunTask... put) {
            var next = revision.next();
            updates.add(new AssignmentUpdate(complete, revision, next, 0, List.of(put), List.of()));
            revision = next;
        }

        TaskReport last(RunTask task) {
            var report = seen.get(task.task());
            if (report == null) {
                throw new AssertionError("nothing was told of " + task.task());
            }
            return report;
        }

        @Override
        public Optional<AssignmentUpdate> poll() {
            return Optional.ofNullable(updates.poll());
        }

        @Override
        public void refresh() {
            throw new AssertionError("no update was left out");
        }

        @Override
        public CompletionStage<Void> report(Report report) {
            report.tasks().forEach(task -> seen.put(task.task(), task));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onUpdate(Runnable wake) {}

        @Override
        public void close() {}
    }
}
