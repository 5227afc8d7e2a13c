package dev.evenkeel.runtime.driver;

import static dev.evenkeel.runtime.driver.TestRuntime.sh;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.host.ContainerShell;
import dev.evenkeel.reconcilers.host.ContainerShell.Request;
import dev.evenkeel.reconcilers.host.ContainerShell.Size;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.store.shelf.FileShelf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands beside a container's own, on a real engine.
final class DockerShellIT {
    private static TestEngine engine;

    @TempDir
    private Path folder;

    private TestRuntime runtime;
    private ContainerShell shell;
    private String container;

    @BeforeAll
    static void findEngine() throws IOException {
        engine = TestEngine.find();
    }

    @BeforeEach
    void runContainer() {
        runtime = new TestRuntime(engine, FileShelf.open(folder), DockerDriver.Settings.defaults(folder));
        container = runtime.run(sh("app", "sleep 60")).runtimeId();
        shell = runtime.driver.shell();
    }

    @AfterEach
    void removeContainer() {
        runtime.close();
    }

    @Test
    void whatACommandWritesAndItsExitCodeAreHeard() {
        var heard = new Heard();

        try (var _ = shell.open(
                container, new Request(List.of("sh", "-c", "echo out; echo err >&2; exit 7"), null), heard)) {
            assertEquals(7, heard.exit());
        }

        assertEquals("out\n", heard.output.toString(StandardCharsets.UTF_8));
        assertEquals("err\n", heard.errors.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsGivenIsReadUntilItsEnd() {
        var heard = new Heard();

        try (var session = shell.open(container, new Request(List.of("cat"), null), heard)) {
            session.input("one\n".getBytes(StandardCharsets.UTF_8));
            session.input("two\n".getBytes(StandardCharsets.UTF_8));
            session.endOfInput();
            assertEquals(0, heard.exit());
        }

        assertEquals("one\ntwo\n", heard.output.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aTerminalHasTheSizeItIsGiven() {
        var heard = new Heard();

        try (var session = shell.open(container, new Request(List.of("sh"), new Size(33, 111)), heard)) {
            session.input("busybox stty size\n".getBytes(StandardCharsets.UTF_8));
            heard.awaitOutput("33 111");
            session.resize(new Size(44, 122));
            session.input("busybox stty size; exit 5\n".getBytes(StandardCharsets.UTF_8));
            heard.awaitOutput("44 122");
            assertEquals(5, heard.exit());
        }
    }

    @Test
    void aCommandThatIsNotThereEndsAsShellsSayIt() {
        var heard = new Heard();

        try (var _ = shell.open(container, new Request(List.of("/no/such"), null), heard)) {
            assertTrue(List.of(126, 127).contains(heard.exit()));
        }
    }

    @Test
    void aContainerThatIsNotThereIsSaidSo() {
        var request = new Request(List.of("true"), null);

        assertThrows(RuntimeUnavailableException.class, () -> shell.open("0".repeat(64), request, new Heard()));
    }

    /// Everything that was heard.
    private static final class Heard implements ContainerShell.Output {
        final ByteArrayOutputStream output = new ByteArrayOutputStream();
        final ByteArrayOutputStream errors = new ByteArrayOutputStream();
        private final CompletableFuture<@Nullable Integer> exit = new CompletableFuture<>();

        @Override
        public void wrote(boolean error, byte[] bytes) {
            (error ? errors : output).writeBytes(bytes);
        }

        @Override
        public void ended(@Nullable Integer exitCode) {
            exit.complete(exitCode);
        }

        int exit() {
            Awaitility.await().atMost(120, SECONDS).until(exit::isDone);
            return String.valueOf(exit.join()).equals("null") ? -1 : exit.join();
        }

        void awaitOutput(String text) {
            Awaitility.await()
                    .atMost(120, SECONDS)
                    .until(() -> output.toString(StandardCharsets.UTF_8).contains(text));
        }
    }
}
