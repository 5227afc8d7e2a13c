package dev.evenkeel.runtime.driver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.HostConfig;
import dev.evenkeel.reconcilers.host.Assignment.Common;
import dev.evenkeel.reconcilers.host.Observation;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.store.model.Sharing;
import dev.evenkeel.store.shelf.FileShelf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a task may use is bound for all of its containers together, where the engine can have that.
final class TaskLimitsIT {
    /// Takes 30 MB for good, and twice that for a moment.
    private static final String GREEDY = "x=$(/bin/busybox head -c 30000000 /dev/zero | /bin/busybox tr '\\0' a);"
            + " echo taken; while true; do sleep 1; done";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static TestEngine engine;

    @TempDir
    private Path folder;

    private TestRuntime runtime;

    @BeforeAll
    static void findEngine() throws IOException {
        engine = TestEngine.find();
        var info = engine.client().infoCmd().exec();
        assumeTrue(
                "cgroupfs".equals(info.getCGroupDriver()) && "1".equals(info.getCGroupVersion()),
                "needs an engine that manages control groups of version 1 by itself");
    }

    @BeforeEach
    void aTaskOfLittle() {
        runtime = new TestRuntime(
                engine, FileShelf.open(folder.resolve("shelf")), DockerDriver.Settings.defaults(folder));
        runtime.common = new Common(Sharing.TASK, Sharing.DEFAULT, 256, 72, null, List.of());
        runtime.sandbox();
    }

    @AfterEach
    void removeAll() {
        for (var name : List.of("one", "two", Step.SANDBOX)) {
            runtime.stop(name, Duration.ZERO);
            runtime.remove(name);
        }
        runtime.close();
    }

    private HostConfig host(String name) {
        return engine.client()
                .inspectContainerCmd(Labels.containerName(runtime.key(name)))
                .exec()
                .getHostConfig();
    }

    @Test
    void theSecondContainerFindsNoMemoryThoughEachAloneWould() {
        runtime.run(TestRuntime.sh("one", GREEDY));
        var first = runtime.await("one", seen -> seen.state() == Observation.State.RUNNING);
        awaitTaken(first.runtimeId());

        runtime.run(TestRuntime.sh("two", GREEDY));

        var second = runtime.await("two", seen -> seen.state() == Observation.State.EXITED);
        assertEquals(137, second.exitCode());
    }

    private void awaitTaken(String id) {
        await().atMost(120, SECONDS).until(() -> {
            var figures = JSON.readTree(runtime.driver.facts().stats(id).orElseThrow());
            return figures.at("/memory_stats/usage").asLong() > 25_000_000;
        });
    }

    @Test
    void itsContainersLieBelowTheSandboxThatHasTheLimits() {
        runtime.run(TestRuntime.sh("one", "sleep 600"));

        var sandbox = engine.client()
                .inspectContainerCmd(Labels.sandboxName(runtime.task))
                .exec();
        assertEquals(256 * (1_000_000_000L / 1024), sandbox.getHostConfig().getNanoCPUs());
        assertEquals(72L * 1024 * 1024, sandbox.getHostConfig().getMemory());
        assertEquals(TaskLimits.PARENT + "/" + sandbox.getId(), host("one").getCgroupParent());
    }

    @Test
    void aTaskWithoutLimitsIsWhereAllContainersAre() {
        runtime.common = Common.NONE;
        runtime.run(TestRuntime.sh("one", "sleep 600"));

        assertTrue(String.valueOf(host("one").getCgroupParent()).isEmpty());
    }
}
