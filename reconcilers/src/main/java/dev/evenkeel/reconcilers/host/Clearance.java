package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.host.ContainerMemory.Reached;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a host does next for a task that nobody wants (any more): what runs is stopped, what is left is removed.
///
/// @param memory as it is once the steps are begun
/// @param wake when to look again although nothing was seen
record Clearance(TaskMemory memory, List<Step> begin, Optional<Instant> wake) {
    /// Its definition is not known here, so the default of ECS holds.
    private static final Duration GRACE = Duration.ofSeconds(30);

    /// One look at the task.
    ///
    /// @param keep for how long a container that ran is left there once it has ended
    static Clearance next(TaskMemory memory, Duration keep, Instant now) {
        var begin = new ArrayList<Step>();
        Optional<Instant> wake = Optional.empty();
        var after = memory;
        for (var container : memory.containers().values()) {
            if (!container.mayExist() || !container.idle()) {
                continue;
            }
            var due = due(container, keep);
            if (now.isBefore(due)) {
                wake = Optional.of(earliest(wake, due));
                continue;
            }
            var step = step(memory, container);
            begin.add(step);
            after = after.with(container.name(), c -> c.begun(step));
        }
        return new Clearance(after, List.copyOf(begin), wake);
    }

    private static Instant due(ContainerMemory container, Duration keep) {
        boolean own = !container.name().equals(Step.SANDBOX);
        if (own && container.ended() && container.runs().finishedAt() instanceof Instant finished) {
            var kept = finished.plus(keep);
            return kept.isAfter(container.notBefore()) ? kept : container.notBefore();
        }
        return container.notBefore();
    }

    private static Step step(TaskMemory memory, ContainerMemory container) {
        var key = new ContainerKey(memory.task(), container.name());
        boolean mayRun = container.reached() == Reached.STARTING || container.reached() == Reached.RUNNING;
        return mayRun ? new Step.Stop(key, GRACE) : new Step.Remove(key, container.runtimeId());
    }

    private static Instant earliest(Optional<Instant> one, Instant other) {
        return one.filter(other::isAfter).orElse(other);
    }
}
