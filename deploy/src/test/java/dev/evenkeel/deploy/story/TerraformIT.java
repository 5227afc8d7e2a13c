package dev.evenkeel.deploy.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Terraform's own AWS provider: apply, a second plan that has nothing to do, destroy. Skipped, and said so, where
/// `terraform` or the provider is not to be had.
final class TerraformIT {
    private static final Path CONFIGURATION = Path.of("src/test/terraform/main.tf");

    @TempDir
    private Path folder;

    private record Result(int exitCode, String said) {}

    @Test
    void whatIsAppliedNeedsNoSecondPlanAndIsGoneWhenDestroyed() throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "skipped: terraform is not installed");
        Files.copy(CONFIGURATION, folder.resolve("main.tf"));
        var init = terraform(Map.of(), "init");
        assumeTrue(init.exitCode == 0, () -> "skipped: the provider hashicorp/aws is not to be had: " + init.said);
        try (var stage = Stage.open()) {
            var environment = stage.aws().environment();
            var endpoint = "endpoint=" + Objects.requireNonNull(environment.get("AWS_ENDPOINT_URL"));

            succeeds(environment, "apply", "-auto-approve", "-var", endpoint);
            // Ends with 2 where there is something to do.
            succeeds(environment, "plan", "-detailed-exitcode", "-var", endpoint);
            succeeds(environment, "destroy", "-auto-approve", "-var", endpoint);

            var left = stage.aws().json("ecs", "describe-clusters", "--clusters", "terraform");
            assertEquals("INACTIVE", left.at("/clusters/0/status").asText());
        }
    }

    private void succeeds(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        var result = terraform(environment, words);
        assertEquals(0, result.exitCode, result.said);
    }

    private static boolean isInstalled() {
        var path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(":", -1))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "terraform")));
    }

    private Result terraform(Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(words));
        command.addAll(List.of("-no-color", "-input=false"));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), said);
    }
}
