package dev.evenkeel.runtime.driver;

import static dev.evenkeel.runtime.driver.TestRuntime.sh;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.host.Assignment.LogTarget;
import dev.evenkeel.reconcilers.host.Observation.State;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.shelf.FileShelf;
import dev.evenkeel.store.shelf.LogPage;
import dev.evenkeel.store.shelf.LogQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What containers on a real engine write, on the shelf.
final class ContainerLogIT {
    private static final LogGroupId GROUP = new LogGroupId("us-east-1", "/ecs/it");
    private static TestEngine engine;

    @TempDir
    private Path folder;

    private FileShelf shelf;
    private TestRuntime runtime;

    @BeforeAll
    static void findEngine() throws IOException {
        engine = TestEngine.find();
    }

    @BeforeEach
    void openDriver() {
        shelf = FileShelf.open(folder);
        runtime = new TestRuntime(engine, shelf, DockerDriver.Settings.defaults(folder));
    }

    @AfterEach
    void removeContainers() {
        runtime.close();
    }

    @Test
    void whatAContainerWritesIsOnTheShelfWithoutEmptyLines() {
        runtime.run(logged("app", "echo one; echo two >&2; sleep 0.1; echo; printf three"));

        await().atMost(120, SECONDS).until(() -> lines().size() == 3);
        assertTrue(lines().containsAll(List.of("one", "two", "three")));
    }

    @Test
    void theLastWordsAreThereWhenTheContainerHasBeenRemoved() {
        runtime.run(logged("app", "i=0; while [ $i -lt 2000 ]; do echo $i; i=$((i+1)); done"));
        runtime.await("app", seen -> seen.state() == State.EXITED);

        runtime.remove("app");

        assertEquals(numbers(2000), lines());
    }

    @Test
    void restartsNeitherLoseNorDoubleLines() {
        runtime.run(logged("app", "i=0; while [ $i -lt 6000 ]; do echo $i; i=$((i+1)); done; sleep 1"));
        for (int i = 0; i < 4; i++) {
            int before = lines().size();
            await().atMost(120, SECONDS).until(() -> lines().size() >= Math.min(6000, before + 100));
            runtime.restart();
            runtime.driver.inspectAll();
        }

        await().atMost(120, SECONDS).until(() -> lines().size() >= 6000);
        await().atMost(120, SECONDS)
                .until(() -> runtime.driver.inspectAll().getFirst().state() == State.EXITED);
        runtime.remove("app");
        assertEquals(numbers(6000), lines());
    }

    @Test
    void whatWasWrittenWhileNobodyListenedIsFetched() {
        runtime.run(logged("app", "sleep 0.5; echo late"));
        runtime.driver.close();
        await().atMost(120, SECONDS)
                .until(() -> engine.client()
                        .listContainersCmd()
                        .withLabelFilter(List.of(Labels.STORE + "=" + runtime.store))
                        .exec()
                        .isEmpty());

        runtime.restart();
        runtime.driver.inspectAll();

        await().atMost(120, SECONDS).until(() -> lines().equals(List.of("late")));
    }

    @Test
    void allRunsOfAContainerThatIsStartedAgainAreKept() {
        runtime.run(logged("app", "echo run; sleep 0.2"));
        for (int run = 1; run < 3; run++) {
            int ends = run;
            await().atMost(120, SECONDS).until(() -> runtime.ends("app") == ends);
            runtime.again(runtime.lastEnd("app"));
        }
        await().atMost(120, SECONDS).until(() -> runtime.ends("app") == 3);

        runtime.remove("app");

        assertEquals(List.of("run", "run", "run"), lines());
    }

    @Test
    void linesOfATerminalAreLines() {
        runtime.run(logged("app", "echo one; echo two; sleep 0.2").with("pseudoTerminal", Doc.of(true)));

        await().atMost(120, SECONDS).until(() -> lines().equals(List.of("one", "two")));
    }

    private static TestRuntime.Plan logged(String name, String script) {
        var plan = sh(name, script);
        plan.log = new LogTarget(GROUP.region(), GROUP.name(), "it/" + name, true);
        return plan;
    }

    private List<String> lines() {
        return shelf.read(LogQuery.all(GROUP, 10_000)).lines().stream()
                .map(LogPage.Found::line)
                .map(line -> line.message())
                .toList();
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }
}
