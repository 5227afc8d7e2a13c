package dev.evenkeel.deploy.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.deploy.config.Endpoint;
import dev.evenkeel.deploy.config.RootKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The real AWS CLI, pointed at a server by the environment only, as `evenkeel env` does it.
///
/// @param environment what `env` prints
record Aws(Map<String, String> environment) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What a run of the CLI printed.
    ///
    /// @param exitCode 0 when all went well, 254 when the service refused
    record Result(int exitCode, String out, String err) {}

    /// For the server of a data directory.
    static Aws of(Path data) throws IOException {
        var endpoint = Endpoint.read(data).orElseThrow();
        var key = RootKey.read(data);
        return new Aws(Map.of(
                "AWS_ENDPOINT_URL", endpoint.uri().toString(),
                "AWS_ACCESS_KEY_ID", key.id(),
                "AWS_SECRET_ACCESS_KEY", key.secret(),
                "AWS_REGION", endpoint.region(),
                "AWS_DEFAULT_REGION", endpoint.region(),
                "AWS_CONFIG_FILE", data.resolve("no-config").toString(),
                "AWS_SHARED_CREDENTIALS_FILE", data.resolve("no-credentials").toString(),
                "AWS_PAGER", "",
                "AWS_MAX_ATTEMPTS", "1"));
    }

    /// Runs it and takes its answer as JSON; anything but success is a failure of the test.
    JsonNode json(String... words) throws IOException, InterruptedException {
        var out = text(words);
        return out.isBlank() ? JSON.createObjectNode() : JSON.readTree(out);
    }

    /// Runs it and takes what it prints.
    String text(String... words) throws IOException, InterruptedException {
        var result = run(words);
        if (result.exitCode() != 0) {
            throw new AssertionError("aws " + String.join(" ", words) + ": " + result.err());
        }
        return result.out();
    }

    /// Starts it and leaves it to the caller, as a command that goes on for ever.
    Process start(String... words) throws IOException {
        var aws = System.getenv("EVENKEEL_AWS");
        var command = new ArrayList<String>();
        command.add(aws == null ? "aws" : aws);
        command.addAll(endpoint(words));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /// Runs it, whatever comes of it.
    Result run(String... words) throws IOException, InterruptedException {
        var process = start(words);
        var err = new StringBuilder();
        var reader = Thread.ofVirtual().start(() -> err.append(drain(process)));
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        reader.join();
        return new Result(process.waitFor(), out, err.toString());
    }

    /// Versions before 2.13 do not know `AWS_ENDPOINT_URL`.
    private List<String> endpoint(String... words) {
        var all = new ArrayList<>(List.of("--endpoint-url", environment.getOrDefault("AWS_ENDPOINT_URL", "")));
        all.addAll(List.of(words));
        return all;
    }

    private static String drain(Process process) {
        try {
            return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
