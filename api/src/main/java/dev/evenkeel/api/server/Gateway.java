package dev.evenkeel.api.server;

import dev.evenkeel.api.http.Answer;
import dev.evenkeel.api.http.Handler;
import dev.evenkeel.api.http.Incoming;
import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawResponse;
import dev.evenkeel.api.shell.ShellDoor;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// The first fork in the road: AWS's services live at `/`, our own interface below `/v1/`, and two open pages tell
/// monitoring how things are.
final class Gateway implements Handler {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Handler aws;
    private final Handler own;
    private final Handler shells;
    private final Supplier<String> health;
    private final Supplier<String> metrics;

    Gateway(Handler aws, Handler own, Handler shells, Supplier<String> health, Supplier<String> metrics) {
        this.aws = aws;
        this.own = own;
        this.shells = shells;
        this.health = health;
        this.metrics = metrics;
    }

    @Override
    public Answer handle(Incoming incoming) throws InterruptedException {
        var path = incoming.request().rawPath();
        return switch (path) {
            case "/health" -> page("health", "application/json", health.get());
            case "/metrics" -> page("metrics", PROMETHEUS_TEXT, metrics.get());
            default -> door(path).handle(incoming);
        };
    }

    private Handler door(String path) {
        if (path.startsWith(ShellDoor.PATH)) {
            return shells;
        }
        return path.startsWith("/v1/") ? own : aws;
    }

    private static Answer page(String name, String type, String text) {
        var response = new RawResponse(200, Headers.of("content-type", type), text.getBytes(StandardCharsets.UTF_8));
        return new Answer.Whole(new Answer.Label("evenkeel", name), response);
    }
}
