package dev.evenkeel.deploy.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.deploy.process.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Every command of ECS's documents that belongs here works as it is printed.
final class DocumentsIT {
    private static final Path SCRIPT = Path.of("src/test/documents/run.sh");

    @Test
    void theDocumentsCommandsWorkAsTheyArePrinted() throws IOException, InterruptedException {
        try (var stage = Stage.open()) {
            var builder = new ProcessBuilder(SCRIPT.toAbsolutePath().toString()).redirectErrorStream(true);
            builder.environment().putAll(stage.aws().environment());
            builder.environment().put("DOCKER_HOST", Machine.docker().toString());
            builder.environment().put("EVENKEEL_BUSYBOX", Machine.busybox().toString());
            var process = builder.start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertEquals(0, process.waitFor(), said);
            assertTrue(said.contains("\nOK   "), said);
        }
    }
}
