package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.runtime.logs.OutputSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The output of containers as the engine keeps it.
final class ContainerOutput implements OutputSource {
    private final Engine engine;

    ContainerOutput(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Optional<InputStream> open(String runtimeId, Instant since, boolean follow) throws IOException {
        var path = String.format(
                Locale.ROOT,
                "/containers/%s/logs?follow=%b&stdout=1&stderr=1&timestamps=1&since=%d.%09d",
                runtimeId,
                follow,
                since.getEpochSecond(),
                since.getNano());
        LastingCall.Answer answer;
        try {
            answer = engine.follow(path);
        } catch (RuntimeUnavailableException e) {
            throw new IOException(e);
        }
        if (answer.status() == 200) {
            return Optional.of(hasTerminal(runtimeId) ? new TerminalFrames(answer.body()) : answer.body());
        }
        answer.body().close();
        if (answer.status() == 404) {
            return Optional.empty();
        }
        throw new IOException("logs of " + runtimeId + ": status " + answer.status());
    }

    private boolean hasTerminal(String runtimeId) throws IOException {
        try {
            var config = engine.client().inspectContainerCmd(runtimeId).exec().getConfig();
            return Boolean.TRUE.equals(config.getTty());
        } catch (NotFoundException _) {
            return false;
        } catch (RuntimeException e) {
            throw new IOException("looking at " + runtimeId, e);
        }
    }
}
