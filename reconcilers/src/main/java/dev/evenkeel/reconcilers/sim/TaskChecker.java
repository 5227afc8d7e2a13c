package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.event.TaskEvent.ContainerRestarted;
import dev.evenkeel.store.event.TaskEvent.ShellOpened;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskForgotten;
import dev.evenkeel.store.event.TaskEvent.TaskObserved;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.event.TaskEvent.TaskProtectionChanged;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.event.TaskEvent.TaskTagged;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Phases never go back, a task is placed once, and what stopped was asked to stop, ended, or lost its host.
final class TaskChecker implements Checker {
    private final Findings findings;
    private final TreeMap<TaskId, Life> lives = new TreeMap<>();

    private record Life(Phase phase, @Nullable HostId host, boolean asked) {}

    TaskChecker(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        for (var entry : batch.entries()) {
            if (entry.event() instanceof TaskEvent event) {
                follow(batch, entry, event, after);
            }
        }
    }

    private void follow(Batch batch, Entry entry, TaskEvent event, State after) {
        var where = batch.revision() + " " + Words.of(event.task());
        var life = lives.get(event.task());
        if (event instanceof TaskCreated) {
            findings.check(life == null, "a task is created once", where);
            lives.put(event.task(), new Life(Phase.PROVISIONING, null, false));
            return;
        }
        if (life == null) {
            findings.add("events of a task follow its creation", where);
            return;
        }
        switch (event) {
            case TaskCreated _ -> {}
            case TaskPlaced placed -> {
                findings.check(life.host() == null, "a task is placed once", where);
                lives.put(event.task(), new Life(life.phase(), placed.host(), life.asked()));
            }
            case TaskObserved seen -> {
                boolean onward = seen.phase().compareTo(life.phase()) >= 0;
                findings.check(onward, "phases never go back", where + " " + life.phase() + " to " + seen.phase());
                lives.put(event.task(), new Life(seen.phase(), life.host(), life.asked()));
            }
            case TaskStopRequested _ -> {
                findings.check(life.phase() != Phase.STOPPED, "only a task that lives is asked to stop", where);
                lives.put(event.task(), new Life(life.phase(), life.host(), true));
            }
            case TaskStopped _ -> {
                findings.check(life.phase() != Phase.STOPPED, "a task stops once", where);
                findings.check(mayStop(batch, entry, life, after), "a task stops for a reason", where);
                lives.put(event.task(), new Life(Phase.STOPPED, life.host(), life.asked()));
            }
            case ContainerRestarted _ ->
                findings.check(life.phase() != Phase.STOPPED, "only containers of a task that lives restart", where);
            case TaskTagged _, TaskProtectionChanged _ -> {}
            case ShellOpened _ -> findings.check(life.phase() == Phase.RUNNING, "a shell is in a running task", where);
            case TaskForgotten _ -> {
                findings.check(life.phase() == Phase.STOPPED, "only a stopped task is forgotten", where);
                lives.remove(event.task());
            }
        }
    }

    /// Its host said so; or it never had a host and was asked; or its host is lost.
    private static boolean mayStop(Batch batch, Entry entry, Life life, State after) {
        if (batch.origin() instanceof Origin.HostReport report) {
            return report.host().equals(life.host());
        }
        if (!(life.host() instanceof HostId host)) {
            return life.asked();
        }
        boolean lost = after.hosts().get(host).map(row -> !row.connected()).orElse(true);
        return lost || entry.reason() instanceof Reason.HostSilent;
    }
}
