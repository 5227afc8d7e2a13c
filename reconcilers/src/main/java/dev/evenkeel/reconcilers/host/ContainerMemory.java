package dev.evenkeel.reconcilers.host;

import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Lifecycle.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a host has seen of one container, and what it is doing about it. It only ever goes forward: news that is older
/// than what is known changes nothing.
///
/// @param mayExist whether the runtime may have a container of this name, so that one must be removed in the end
/// @param startedAt as the runtime says, once it has run
/// @param end set in ENDED
/// @param busy the one step that was begun and not answered yet
/// @param failures retryable failures in a row
/// @param notBefore when the next step may begin
/// @param runs what is known of its runs beside the last start
record ContainerMemory(
        String name,
        Reached reached,
        boolean mayExist,
        @Nullable String runtimeId,
        @Nullable String imageDigest,
        Health health,
        @Nullable Instant startedAt,
        @Nullable End end,
        @Nullable Step busy,
        int failures,
        Instant notBefore,
        Runs runs) {
    private static final int LONGEST_REASON = 1024;
    private static final String OUT_OF_MEMORY = "OutOfMemoryError: Container killed due to memory usage";
    private static final String VANISHED = "Container was removed from outside Evenkeel";

    /// How far it has come. CREATING and STARTING: the step was begun at least once, its outcome is not known.
    enum Reached {
        NOTHING,
        IMAGE,
        CREATING,
        CREATED,
        STARTING,
        RUNNING,
        ENDED
    }

    /// How often it was started again.
    ///
    /// @param ended when the run before had begun, while it is being started again
    /// @param finishedAt when the last run ended, as the runtime says
    record Runs(
            int restarts, @Nullable Instant ended, @Nullable Instant finishedAt) {
        static final Runs FIRST = new Runs(0, null, null);

        /// Whether this is about the run that ended, and no news.
        boolean areBeyond(Observation.Seen seen) {
            return ended != null && !(seen.startedAt() instanceof Instant begun && begun.isAfter(ended));
        }

        private Runs seen(Observation.Seen seen) {
            return new Runs(ended == null ? restarts : restarts + 1, null, seen.finishedAt());
        }
    }

    /// @param started whether it ran at all
    record End(@Nullable Integer exitCode, @Nullable String reason, boolean started) {}

    /// A container of which nothing was seen and nothing is known.
    static ContainerMemory of(String name) {
        return new ContainerMemory(
                name, Reached.NOTHING, false, null, null, Health.UNKNOWN, null, null, null, 0, Instant.MIN, Runs.FIRST);
    }

    /// A container of which the ledger knows this, before the runtime was asked.
    static ContainerMemory of(ContainerStatus known, int restarts) {
        boolean there = known.runtimeId() != null;
        var reached = switch (known.phase()) {
            case PENDING -> there ? Reached.CREATED : Reached.NOTHING;
            case RUNNING -> Reached.RUNNING;
            case STOPPED -> Reached.ENDED;
        };
        var end = reached == Reached.ENDED ? new End(known.exitCode(), known.reason(), there) : null;
        return new ContainerMemory(
                known.name(),
                reached,
                there,
                known.runtimeId(),
                known.imageDigest(),
                known.health(),
                null,
                end,
                null,
                0,
                Instant.MIN,
                new Runs(restarts, null, null));
    }

    boolean ended() {
        return reached == Reached.ENDED;
    }

    /// Whether it has run: it does, or it did.
    boolean started() {
        return reached == Reached.RUNNING || runs.ended() != null || (end != null && end.started());
    }

    /// Whether nobody waits for the runtime, but for an image that a container need not wait for.
    boolean idle() {
        return busy == null || busy instanceof Step.Pull;
    }

    ContainerStatus status() {
        var phase = switch (reached) {
            case STARTING -> runs.ended() == null ? ContainerPhase.PENDING : ContainerPhase.RUNNING;
            case NOTHING, IMAGE, CREATING, CREATED -> ContainerPhase.PENDING;
            case RUNNING -> ContainerPhase.RUNNING;
            case ENDED -> ContainerPhase.STOPPED;
        };
        return new ContainerStatus(
                name,
                phase,
                end == null ? null : end.exitCode(),
                end == null ? null : end.reason(),
                health,
                runtimeId,
                imageDigest);
    }

    /// A step has been begun.
    ContainerMemory begun(Step step) {
        var now = switch (step) {
            case Step.Create _, Step.CreateSandbox _ -> Reached.CREATING;
            case Step.Start _, Step.Restart _ -> Reached.STARTING;
            case Step.Pull _, Step.Stop _, Step.Secure _, Step.Remove _ -> reached;
        };
        boolean there = mayExist || step instanceof Step.Create || step instanceof Step.CreateSandbox;
        return new ContainerMemory(
                name,
                later(now),
                there,
                runtimeId,
                imageDigest,
                health,
                startedAt,
                end,
                step,
                failures,
                notBefore,
                runs);
    }

    /// Whether it ended in a way after which its policy starts it again.
    boolean restarts(RestartPolicy policy) {
        return end != null
                && end.exitCode() instanceof Integer code
                && startedAt != null
                && runs.finishedAt() instanceof Instant finished
                && policy.restarts(code, Duration.between(startedAt, finished).toSeconds());
    }

    /// It has ended and shall run again.
    ContainerMemory again() {
        var next = new Runs(runs.restarts(), startedAt, null);
        return new ContainerMemory(
                name,
                Reached.STARTING,
                true,
                runtimeId,
                imageDigest,
                Health.UNKNOWN,
                startedAt,
                null,
                null,
                0,
                Instant.MIN,
                next);
    }

    /// It will not go on.
    ContainerMemory ended(End how) {
        return new ContainerMemory(
                name,
                Reached.ENDED,
                mayExist,
                runtimeId,
                imageDigest,
                health,
                startedAt,
                how,
                null,
                0,
                Instant.MIN,
                runs);
    }

    /// It ended before it ran, because its task does.
    ContainerMemory neverStarted() {
        return ended(new End(null, null, false));
    }

    /// The runtime said something.
    ContainerMemory observe(Observation news, Instant now) {
        return switch (news) {
            case Observation.ImageReady image -> imageReady(image);
            case Observation.Seen seen -> seen(seen);
            case Observation.Gone _ -> gone();
            case Observation.Secured _ -> answered();
            case Observation.Failed failed -> failed(failed, now);
        };
    }

    private ContainerMemory imageReady(Observation.ImageReady image) {
        if (ended()) {
            return this;
        }
        return new ContainerMemory(
                name,
                later(Reached.IMAGE),
                mayExist,
                runtimeId,
                image.digest(),
                health,
                startedAt,
                null,
                busy instanceof Step.Pull ? null : busy,
                0,
                Instant.MIN,
                runs);
    }

    private ContainerMemory seen(Observation.Seen seen) {
        if (runs.areBeyond(seen) && !(busy instanceof Step.Stop)) {
            return this;
        }
        var rest = answeredBy(seen) ? null : busy;
        var digest = seen.imageDigest() == null ? imageDigest : seen.imageDigest();
        if (ended()) {
            return new ContainerMemory(
                    name,
                    reached,
                    true,
                    seen.runtimeId(),
                    digest,
                    health,
                    startedAt,
                    end,
                    rest,
                    failures,
                    notBefore,
                    runs);
        }
        boolean exited = seen.state() == Observation.State.EXITED;
        return new ContainerMemory(
                name,
                reachedBy(seen),
                true,
                seen.runtimeId(),
                digest,
                exited ? health : seen.health(),
                seen.startedAt() == null ? startedAt : seen.startedAt(),
                exited ? endOf(seen) : null,
                rest,
                0,
                Instant.MIN,
                runs.seen(seen));
    }

    private ContainerMemory answered() {
        return new ContainerMemory(
                name,
                reached,
                mayExist,
                runtimeId,
                imageDigest,
                health,
                startedAt,
                end,
                busy instanceof Step.Secure ? null : busy,
                0,
                Instant.MIN,
                runs);
    }

    /// Old news, such as a look at the container from before it was started, answers nothing.
    private boolean answeredBy(Observation.Seen seen) {
        return switch (busy) {
            case null -> false;
            case Step.Pull _ -> false;
            case Step.Create _, Step.CreateSandbox _ -> true;
            case Step.Start _, Step.Restart _ -> seen.state() != Observation.State.CREATED;
            case Step.Stop _ ->
                seen.state() == Observation.State.EXITED
                        || (seen.state() == Observation.State.CREATED && reached != Reached.RUNNING);
            case Step.Secure _ -> seen.state() == Observation.State.EXITED;
            case Step.Remove _ -> false;
        };
    }

    private Reached reachedBy(Observation.Seen seen) {
        return switch (seen.state()) {
            case CREATED ->
                busy instanceof Step.Stop && reached == Reached.STARTING ? Reached.CREATED : later(Reached.CREATED);
            case RUNNING -> Reached.RUNNING;
            case EXITED -> Reached.ENDED;
        };
    }

    private static End endOf(Observation.Seen seen) {
        var reason = seen.outOfMemory() ? OUT_OF_MEMORY : seen.error();
        return new End(seen.exitCode(), cut(reason), true);
    }

    /// A container that was there and is not any more has ended; one that was asked for may still come.
    private ContainerMemory gone() {
        if (busy instanceof Step.Create || busy instanceof Step.CreateSandbox || busy instanceof Step.Pull) {
            return this;
        }
        boolean wasThere = reached.compareTo(Reached.CREATED) >= 0 && !ended();
        var last = wasThere ? ended(new End(null, VANISHED, started())) : this;
        return new ContainerMemory(
                name,
                last.reached == Reached.CREATING ? Reached.IMAGE : last.reached,
                false,
                runtimeId,
                imageDigest,
                health,
                startedAt,
                last.end,
                null,
                0,
                Instant.MIN,
                runs);
    }

    /// What must not stay behind, a running container and a dead one, is tried until it works; anything else only
    /// when the engine could not be reached.
    private ContainerMemory failed(Observation.Failed failed, Instant now) {
        if (!failed.step().equals(busy)) {
            return this;
        }
        boolean again = failed.retryable() || busy instanceof Step.Stop || busy instanceof Step.Remove;
        if (!again) {
            return ended(new End(null, cut(failed.kind() + ": " + failed.message()), started()));
        }
        return new ContainerMemory(
                name,
                reached,
                mayExist,
                runtimeId,
                imageDigest,
                health,
                startedAt,
                end,
                null,
                failures + 1,
                now.plus(Backoff.after(failures + 1)),
                runs);
    }

    private Reached later(Reached other) {
        return other.compareTo(reached) > 0 ? other : reached;
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }
}
