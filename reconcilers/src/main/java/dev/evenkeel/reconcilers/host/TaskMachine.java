package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.host.Assignment.ContainerPlan;
import dev.evenkeel.reconcilers.host.Assignment.RunTask;
import dev.evenkeel.reconcilers.host.ContainerMemory.End;
import dev.evenkeel.reconcilers.host.ContainerMemory.Reached;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.reconcilers.host.TaskMemory.Ending;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Lifecycle.RestartPolicy;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.RestartCount;
import dev.evenkeel.store.model.StopCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a host does next for one task: a pure function of what is wanted, what is known and the time.
///
/// Images are fetched and containers created at once; they start when their dependencies let them and stop in the
/// reverse order. Phases in which a task spends no time are passed over, as ECS allows.
final class TaskMachine {
    /// Between the stop signal and SIGKILL where the definition says nothing.
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private static final String ESSENTIAL_EXITED = "Essential container in task exited";
    private static final String NO_LOG_GROUP = "CannotStartContainerError: Error response from daemon: failed to "
            + "initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The "
            + "specified log group does not exist.";

    private final RunTask wanted;
    private final Instant now;
    private final List<Step> begin = new ArrayList<>();
    private TaskMemory memory;
    private @Nullable Instant wake;

    private TaskMachine(RunTask wanted, TaskMemory memory, Instant now) {
        this.wanted = wanted;
        this.memory = memory;
        this.now = now;
    }

    /// One look at a task.
    ///
    /// @param memory as it is once the steps are begun
    /// @param wake when to look again although nothing was seen
    record Turn(TaskMemory memory, List<Step> begin, TaskReport report, Optional<Instant> wake) {}

    /// Brings a task forward.
    static Turn next(RunTask wanted, TaskMemory memory, Instant now) {
        var machine = new TaskMachine(wanted, memory, now);
        machine.run();
        return new Turn(
                machine.memory, List.copyOf(machine.begin), machine.report(), Optional.ofNullable(machine.wake));
    }

    /// A container that ends may let others go on, or end the task: then all are looked at again.
    private void run() {
        boolean again = true;
        while (again) {
            again = false;
            wanted.containers().forEach(this::restart);
            noteEnding();
            for (var plan : wanted.containers()) {
                again |= memory.ending() == null ? advance(plan) : windDown(plan);
            }
        }
        if (wanted.containers().stream().allMatch(c -> at(c).reached().compareTo(Reached.IMAGE) >= 0)) {
            memory = memory.pullStopped(now);
        }
        memory = memory.reached(phase());
    }

    private ContainerMemory at(ContainerPlan plan) {
        return memory.container(plan.name());
    }

    private void restart(ContainerPlan plan) {
        boolean goesOn = memory.ending() == null && wanted.stop() == null;
        if (goesOn
                && plan.definition().life().restartPolicy() instanceof RestartPolicy policy
                && at(plan).restarts(policy)) {
            change(plan, ContainerMemory::again);
        }
    }

    private void noteEnding() {
        if (memory.ending() == null && wanted.stop() != null) {
            memory = memory.ending(Ending.ORDERED);
        }
        for (var plan : wanted.containers()) {
            var end = at(plan).end();
            if (end != null && (plan.definition().essential() || Initialization.failed(end))) {
                memory = memory.ending(endingBy(end));
            }
        }
    }

    private static Ending endingBy(End end) {
        return end.started()
                ? new Ending(StopCode.ESSENTIAL_CONTAINER_EXITED, ESSENTIAL_EXITED)
                : new Ending(StopCode.TASK_FAILED_TO_START, end.reason());
    }

    /// @return whether the container ended by this
    private boolean advance(ContainerPlan plan) {
        var container = at(plan);
        if (container.busy() != null || mustWait(container)) {
            return false;
        }
        boolean created = container.reached().compareTo(Reached.CREATED) >= 0;
        if (!created && Initialization.failure(plan) instanceof String why) {
            return end(plan, new End(null, why, false));
        }
        if (container.reached() != Reached.NOTHING && !Sandbox.ready(wanted, memory)) {
            return false;
        }
        return switch (container.reached()) {
            case NOTHING -> pull(plan);
            case IMAGE, CREATING -> create(plan);
            case CREATED -> startIfOpen(plan);
            case STARTING -> begin(startAgain(plan));
            case RUNNING, ENDED -> false;
        };
    }

    private boolean pull(ContainerPlan plan) {
        memory = memory.pullStarted(now);
        return begin(new Step.Pull(key(plan), plan));
    }

    /// What it links to and takes volumes from must be there first.
    private boolean create(ContainerPlan plan) {
        for (String other : plan.definition().madeAfter()) {
            var target = memory.container(other);
            if (target.ended() && !target.mayExist()) {
                return end(plan, new End(null, "container " + other + " that it needs could not be made", false));
            }
            if (target.reached().compareTo(Reached.CREATED) < 0) {
                return false;
            }
        }
        return begin(new Step.Create(key(plan), wanted.definition(), wanted.networkMode(), wanted.common(), plan));
    }

    private Step startAgain(ContainerPlan plan) {
        return at(plan).runs().ended() instanceof Instant lastStart
                ? new Step.Restart(key(plan), lastStart)
                : new Step.Start(key(plan));
    }

    private boolean startIfOpen(ContainerPlan plan) {
        if (!Initialization.done(wanted, memory)) {
            return false;
        }
        return switch (Gate.of(plan, wanted, memory, now)) {
            case Gate.Open _ -> start(plan);
            case Gate.Shut shut -> {
                shut.until().ifPresent(this::wakeAt);
                yield false;
            }
            case Gate.Barred barred -> {
                memory = memory.ending(new Ending(StopCode.TASK_FAILED_TO_START, barred.reason()));
                yield end(plan, new End(null, barred.reason(), false));
            }
        };
    }

    private boolean start(ContainerPlan plan) {
        if (plan.log() instanceof Assignment.LogTarget log && !log.groupExists()) {
            return end(plan, new End(null, NO_LOG_GROUP, false));
        }
        return begin(new Step.Start(key(plan)));
    }

    /// @return whether the container ended by this
    private boolean windDown(ContainerPlan plan) {
        var container = at(plan);
        if (container.ended() || !container.idle() || mustWait(container)) {
            return false;
        }
        return switch (container.reached()) {
            case NOTHING, IMAGE, CREATING, CREATED -> change(plan, ContainerMemory::neverStarted);
            case STARTING, RUNNING -> dependentsEnded(plan) && begin(new Step.Stop(key(plan), grace(plan)));
            case ENDED -> false;
        };
    }

    private boolean dependentsEnded(ContainerPlan plan) {
        return wanted.containers().stream()
                .filter(c -> c.definition().startsAfter().stream()
                        .anyMatch(d -> d.container().equals(plan.name())))
                .allMatch(c -> at(c).ended());
    }

    private static Duration grace(ContainerPlan plan) {
        return plan.definition().life().stopTimeout() instanceof Integer seconds
                ? Duration.ofSeconds(seconds)
                : STOP_TIMEOUT;
    }

    private boolean mustWait(ContainerMemory container) {
        if (!now.isBefore(container.notBefore())) {
            return false;
        }
        wakeAt(container.notBefore());
        return true;
    }

    private void wakeAt(Instant time) {
        wake = wake == null || time.isBefore(wake) ? time : wake;
    }

    /// @return false: a container does not end by a step that was only begun
    private boolean begin(Step step) {
        begin.add(step);
        memory = memory.with(step.container().name(), c -> c.begun(step));
        return false;
    }

    private boolean end(ContainerPlan plan, End how) {
        return change(plan, c -> c.ended(how));
    }

    private boolean change(ContainerPlan plan, UnaryOperator<ContainerMemory> to) {
        memory = memory.with(plan.name(), to);
        return true;
    }

    private ContainerKey key(ContainerPlan plan) {
        return new ContainerKey(wanted.task(), plan.name());
    }

    private Phase phase() {
        var containers = wanted.containers().stream().map(this::at).toList();
        if (memory.ending() != null) {
            return endingPhase(containers);
        }
        if (containers.stream().allMatch(c -> c.reached().compareTo(Reached.RUNNING) >= 0)) {
            return Phase.RUNNING;
        }
        return memory.pullStartedAt() == null ? Phase.PENDING : Phase.ACTIVATING;
    }

    private Phase endingPhase(List<ContainerMemory> containers) {
        if (containers.stream().allMatch(ContainerMemory::ended) && Sandbox.gone(wanted, memory)) {
            return Phase.STOPPED;
        }
        boolean stopping = containers.stream().anyMatch(c -> c.busy() instanceof Step.Stop);
        return stopping ? Phase.STOPPING : Phase.DEACTIVATING;
    }

    private TaskReport report() {
        var ending = memory.phase() == Phase.STOPPED ? memory.ending() : null;
        return new TaskReport(
                wanted.task(),
                memory.phase(),
                health(),
                wanted.containers().stream().map(c -> at(c).status()).toList(),
                memory.pullStartedAt(),
                memory.pullStoppedAt(),
                ending == null ? null : ending.code(),
                ending == null ? null : ending.reason(),
                restarts());
    }

    private List<RestartCount> restarts() {
        return wanted.containers().stream()
                .map(plan -> new RestartCount(plan.name(), at(plan).runs().restarts()))
                .filter(known -> known.count() > 0)
                .toList();
    }

    /// Essential containers with a health check decide; without any the health is UNKNOWN.
    private Health health() {
        var checked = wanted.containers().stream()
                .filter(c -> c.definition().essential() && c.definition().life().healthCheck() != null)
                .map(c -> at(c).health())
                .toList();
        if (checked.contains(Health.UNHEALTHY)) {
            return Health.UNHEALTHY;
        }
        return checked.isEmpty() || checked.contains(Health.UNKNOWN) ? Health.UNKNOWN : Health.HEALTHY;
    }
}
