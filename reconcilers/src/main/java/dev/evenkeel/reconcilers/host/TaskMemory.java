package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.network.Firewall;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.RestartCount;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a host knows of one task: what its containers did, and why it is ending if it is.
///
/// @param phase the furthest it has come
/// @param containers by name
/// @param ending set once it shall not go on; the first cause stays the cause
/// @param secured what its sandbox lets through, once it was told
record TaskMemory(
        TaskId task,
        Phase phase,
        SortedMap<String, ContainerMemory> containers,
        @Nullable Ending ending,
        @Nullable Instant pullStartedAt,
        @Nullable Instant pullStoppedAt,
        @Nullable Firewall secured) {
    TaskMemory {
        containers = Collections.unmodifiableSortedMap(containers);
    }

    /// Why a task ends.
    ///
    /// @param code none when it was asked to: whoever asked knows why
    record Ending(@Nullable StopCode code, @Nullable String reason) {
        static final Ending ORDERED = new Ending(null, null);
    }

    /// A task of which nothing is known, such as one whose containers were found though nobody wants it.
    static TaskMemory of(TaskId task) {
        return new TaskMemory(task, Phase.PENDING, new TreeMap<>(), null, null, null, null);
    }

    /// A task as the ledger knows it, before the runtime was asked.
    static TaskMemory of(TaskReport known) {
        var containers = new TreeMap<String, ContainerMemory>();
        for (ContainerStatus status : known.containers()) {
            containers.put(status.name(), ContainerMemory.of(status, RestartCount.of(known.restarts(), status.name())));
        }
        return new TaskMemory(
                known.task(), known.phase(), containers, null, known.pullStartedAt(), known.pullStoppedAt(), null);
    }

    ContainerMemory container(String name) {
        var container = containers.get(name);
        return container == null ? ContainerMemory.of(name) : container;
    }

    TaskMemory with(String name, UnaryOperator<ContainerMemory> change) {
        var changed = new TreeMap<>(containers);
        changed.put(name, change.apply(container(name)));
        return new TaskMemory(task, phase, changed, ending, pullStartedAt, pullStoppedAt, secured);
    }

    TaskMemory observe(Observation news, Instant now) {
        if (news instanceof Observation.Secured done) {
            return secured(done.firewall()).with(Step.SANDBOX, sandbox -> sandbox.observe(news, now));
        }
        return with(news.container().name(), container -> container.observe(news, now));
    }

    private TaskMemory secured(Firewall firewall) {
        return new TaskMemory(task, phase, containers, ending, pullStartedAt, pullStoppedAt, firewall);
    }

    TaskMemory ending(Ending cause) {
        return ending == null
                ? new TaskMemory(task, phase, containers, cause, pullStartedAt, pullStoppedAt, secured)
                : this;
    }

    /// Phases only grow.
    TaskMemory reached(Phase next) {
        return phase.mayBecome(next)
                ? new TaskMemory(task, next, containers, ending, pullStartedAt, pullStoppedAt, secured)
                : this;
    }

    TaskMemory pullStarted(Instant now) {
        return pullStartedAt == null
                ? new TaskMemory(task, phase, containers, ending, now, pullStoppedAt, secured)
                : this;
    }

    TaskMemory pullStopped(Instant now) {
        return pullStartedAt != null && pullStoppedAt == null
                ? new TaskMemory(task, phase, containers, ending, pullStartedAt, now, secured)
                : this;
    }

    /// Whether nothing of it is left on the host, and nothing is under way that could leave something there.
    boolean nothingLeft() {
        return containers.values().stream().noneMatch(c -> c.mayExist() || !c.idle());
    }
}
