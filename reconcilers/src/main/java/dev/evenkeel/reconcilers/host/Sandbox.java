package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.host.Assignment.RunTask;
import dev.evenkeel.reconcilers.host.ContainerMemory.End;
import dev.evenkeel.reconcilers.host.ContainerMemory.Reached;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.reconcilers.host.TaskMachine.Turn;
import dev.evenkeel.reconcilers.host.TaskMemory.Ending;
import dev.evenkeel.store.model.StopCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The container that holds what those of a task share: the network of mode `awsvpc`, processes, shared memory. It
/// comes
/// before the task's own containers and goes after them; nobody but the host hears of it.
final class Sandbox {
    /// It holds nothing that needs time to be put away.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final String GONE = "Essential container in task exited";
    private static final String NEVER_THERE =
            "ResourceInitializationError: the network of the task ended before its containers were there";

    private final RunTask wanted;
    private final @Nullable NetworkPlan network;
    private final Instant now;
    private final List<Step> begin = new ArrayList<>();
    private TaskMemory memory;

    private Sandbox(RunTask wanted, TaskMemory memory, Instant now) {
        this.wanted = wanted;
        this.network = wanted.network();
        this.memory = memory;
        this.now = now;
    }

    /// One look at a task, with its sandbox if it has one.
    static Turn next(RunTask wanted, TaskMemory memory, Instant now) {
        var first = TaskMachine.next(wanted, memory, now);
        if (!isNeeded(wanted)) {
            return first;
        }
        var sandbox = new Sandbox(wanted, first.memory(), now);
        var wake = sandbox.run();
        var last = TaskMachine.next(wanted, sandbox.memory, now);
        return new Turn(
                last.memory(),
                Stream.of(first.begin(), sandbox.begin, last.begin())
                        .flatMap(List::stream)
                        .toList(),
                last.report(),
                Stream.of(first.wake(), wake, last.wake())
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo));
    }

    /// Whether the task's own containers may be created and started: its network is there, and lets through only
    /// what it should.
    static boolean ready(RunTask wanted, TaskMemory memory) {
        boolean runs = memory.container(Step.SANDBOX).reached() == Reached.RUNNING;
        return !isNeeded(wanted) || (runs && (wanted.network() == null || memory.secured() != null));
    }

    /// Whether nothing of it runs any more.
    static boolean gone(RunTask wanted, TaskMemory memory) {
        return !isNeeded(wanted) || memory.container(Step.SANDBOX).ended();
    }

    private static boolean isNeeded(RunTask wanted) {
        return wanted.network() != null || wanted.common().isShared();
    }

    private ContainerMemory own() {
        return memory.container(Step.SANDBOX);
    }

    /// @return when to look again although nothing was seen
    private Optional<Instant> run() {
        noteLoss();
        if (own().end() instanceof End end) {
            memory = memory.ending(endingBy(end));
        }
        if (own().ended() || !own().idle()) {
            return Optional.empty();
        }
        if (now.isBefore(own().notBefore())) {
            return Optional.of(own().notBefore());
        }
        if (memory.ending() == null) {
            advance();
        } else {
            windDown();
        }
        return Optional.empty();
    }

    /// Containers without the network they were made for cannot go on, and another network is not theirs.
    private void noteLoss() {
        if (own().reached() == Reached.NOTHING && memory.ending() == null && isInUse()) {
            change(sandbox -> sandbox.ended(new End(null, GONE, true)));
        }
    }

    /// Whether a container of the task was made to share it.
    private boolean isInUse() {
        return wanted.containers().stream()
                .anyMatch(plan -> memory.container(plan.name()).reached().compareTo(Reached.CREATED) >= 0);
    }

    private Ending endingBy(End end) {
        if (isInUse()) {
            return new Ending(StopCode.ESSENTIAL_CONTAINER_EXITED, GONE);
        }
        return new Ending(StopCode.TASK_FAILED_TO_START, end.reason() == null ? NEVER_THERE : end.reason());
    }

    private void advance() {
        var key = new ContainerKey(wanted.task(), Step.SANDBOX);
        switch (own().reached()) {
            case NOTHING, IMAGE, CREATING ->
                begin(new Step.CreateSandbox(key, wanted.definition(), wanted.common(), network));
            case CREATED, STARTING -> begin(new Step.Start(key));
            case RUNNING -> {
                if (network != null && !network.firewall().equals(memory.secured())) {
                    begin(new Step.Secure(key, network.gateway(), network.firewall()));
                }
            }
            case ENDED -> {}
        }
    }

    private void windDown() {
        boolean alone = wanted.containers().stream()
                .allMatch(plan -> memory.container(plan.name()).ended());
        if (!alone) {
            return;
        }
        switch (own().reached()) {
            case NOTHING, IMAGE, CREATING, CREATED -> change(ContainerMemory::neverStarted);
            case STARTING, RUNNING -> begin(new Step.Stop(new ContainerKey(wanted.task(), Step.SANDBOX), GRACE));
            case ENDED -> {}
        }
    }

    private void begin(Step step) {
        begin.add(step);
        change(sandbox -> sandbox.begun(step));
    }

    private void change(UnaryOperator<ContainerMemory> to) {
        memory = memory.with(Step.SANDBOX, to);
    }
}
