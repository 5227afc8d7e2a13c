package dev.evenkeel.deploy.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.deploy.engine.SampleImage;
import dev.evenkeel.deploy.process.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The command `evenkeel exec` as scripts use it: what goes in, what comes out, and how it ends.
final class ExecIT {
    private Stage stage;
    private String task;

    @BeforeEach
    void aTaskRunsThatLetsPeopleIn() throws IOException, InterruptedException {
        stage = Stage.open();
        var aws = stage.aws();
        stage.story().createCluster();
        stage.story().register("hello", SampleImage.NAME, SampleImage.PORT, "/test/exec");
        task = aws.text(
                        "ecs",
                        "run-task",
                        "--cluster",
                        "test",
                        "--task-definition",
                        "hello",
                        "--enable-execute-command",
                        "--query",
                        "tasks[0].taskArn",
                        "--output",
                        "text")
                .strip();
        stage.awaitStatus(task, "RUNNING");
    }

    @AfterEach
    void closeTheStage() throws IOException {
        stage.close();
    }

    private record Result(int exitCode, String out, String err) {}

    private Result exec(String in, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("exec", "--data", stage.data().toString(), "--cluster", "test"));
        command.addAll(List.of("--task", task, "--"));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(ServerProcess.command(command)).start();
        var err = new StringBuilder();
        var reader = Thread.ofVirtual().start(() -> err.append(read(process)));
        try (var to = process.getOutputStream()) {
            to.write(in.getBytes(StandardCharsets.UTF_8));
        }
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        reader.join();
        return new Result(process.waitFor(), out, err.toString());
    }

    private static String read(Process process) {
        try (var from = process.getErrorStream()) {
            return new String(from.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void whatIsPipedInReachesTheCommandAndItsEnd() throws IOException, InterruptedException {
        var lines = "line\n".repeat(20_000);

        var result = exec(lines, "/bin/busybox", "wc", "-l");

        assertEquals(0, result.exitCode(), result.err());
        assertEquals("20000", result.out().strip());
    }

    @Test
    void outputAndErrorsComeApartAndTheExitCodeIsTheCommands() throws IOException, InterruptedException {
        var result = exec("", "sh", "-c", "echo to out; echo 'to err' >&2; exit 37");

        assertEquals(37, result.exitCode());
        assertEquals("to out\n", result.out());
        assertTrue(result.err().contains("to err\n"), result.err());
    }

    @Test
    void wordsArriveAsTheyWereGiven() throws IOException, InterruptedException {
        var result = exec("", "sh", "-c", "printf '<%s>' \"$@\"", "sh", "two words", "it's", "", "$HOME", "*");

        assertEquals("<two words><it's><><$HOME><*>", result.out());
    }

    @Test
    void binaryOutputIsNotTouched() throws IOException, InterruptedException {
        var result = exec("", "/bin/busybox", "printf", "\\001\\r\\n\\177");

        assertEquals("\u0001\r\n\u007f", result.out());
    }

    @Test
    void aTaskThatIsNotThereIsRefusedInWords() throws IOException, InterruptedException {
        task = "0".repeat(32);

        var result = exec("", "true");

        assertTrue(result.exitCode() != 0);
        assertTrue(result.err().contains("not found"), result.err());
    }
}
