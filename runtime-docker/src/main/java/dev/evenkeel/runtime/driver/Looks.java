package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.evenkeel.reconcilers.host.Observation.Seen;
import dev.evenkeel.reconcilers.host.Observation.State;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.store.model.Health;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// From what the engine says of a container to what we say that we saw.
final class Looks {
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private Looks() {}

    static Seen seen(ContainerKey key, InspectContainerResponse container) {
        var state = container.getState();
        var is = state(Objects.toString(state.getStatus(), ""));
        var exit = state.getExitCodeLong();
        return new Seen(
                key,
                container.getId(),
                is,
                is == State.EXITED && exit != null ? exit.intValue() : null,
                Boolean.TRUE.equals(state.getOOMKilled()),
                blankToNull(state.getError()),
                health(state.getHealth()),
                time(state.getStartedAt()),
                time(state.getFinishedAt()),
                null);
    }

    private static State state(String status) {
        return switch (status) {
            case "created" -> State.CREATED;
            case "exited", "dead", "removing" -> State.EXITED;
            default -> State.RUNNING;
        };
    }

    private static Health health(@Nullable HealthState health) {
        return switch (health == null ? "" : Objects.toString(health.getStatus(), "")) {
            case "healthy" -> Health.HEALTHY;
            case "unhealthy" -> Health.UNHEALTHY;
            default -> Health.UNKNOWN;
        };
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null || text.isEmpty() || text.equals(NEVER)
                ? null
                : OffsetDateTime.parse(text).toInstant();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
