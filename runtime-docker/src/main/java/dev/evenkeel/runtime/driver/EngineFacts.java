package dev.evenkeel.runtime.driver;

import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.runtime.metadata.ContainerFacts;
import dev.evenkeel.store.model.TaskId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What the engine says of a container, in its own JSON.
final class EngineFacts implements ContainerFacts {
    private final Engine engine;

    EngineFacts(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Optional<String> stats(String runtimeId) throws IOException {
        // Older engines take a second for a reading of their own and know no `one-shot`.
        return get("/containers/" + runtimeId + "/stats?stream=false&one-shot=true");
    }

    @Override
    public Optional<String> sandboxStats(TaskId task) throws IOException {
        return stats(Labels.sandboxName(task));
    }

    @Override
    public Optional<String> inspect(String runtimeId) throws IOException {
        return get("/containers/" + runtimeId + "/json");
    }

    private Optional<String> get(String path) throws IOException {
        LastingCall.Answer answer;
        try {
            answer = engine.follow(path);
        } catch (RuntimeUnavailableException e) {
            throw new IOException(e);
        }
        try (var body = answer.body()) {
            return switch (answer.status()) {
                case 200 -> Optional.of(new String(body.readAllBytes(), StandardCharsets.UTF_8));
                case 404 -> Optional.empty();
                default -> throw new IOException(path + ": status " + answer.status());
            };
        }
    }
}
