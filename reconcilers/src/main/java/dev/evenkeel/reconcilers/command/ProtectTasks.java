package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.TaskProtectionChanged;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Have scaling in and deployments spare tasks of services for a time, or no longer.
///
/// @param lasting how long from now; null to protect them no longer
public record ProtectTasks(
        ClusterId cluster, List<TaskId> tasks, @Nullable Duration lasting, Doc.Struct input)
        implements Command<List<ProtectTasks.Answer>> {
    /// What became of one task.
    ///
    /// @param failure ECS's word for why not; absent where it was done
    public record Answer(TaskId task, @Nullable String failure) {}

    @Override
    public Outcome<List<Answer>> decide(State tip, Inputs inputs) {
        if (!Answers.isActive(tip, cluster)) {
            return Answers.noCluster();
        }
        var until = lasting == null ? null : inputs.now().plus(lasting);
        var entries = new ArrayList<Entry>();
        var answers = new ArrayList<Answer>();
        var granted = new TreeMap<ServiceId, Integer>();
        for (var task : tasks) {
            var row = tip.tasks().byId().get(task).orElse(null);
            var failure = failure(tip, row, inputs.now(), granted);
            answers.add(new Answer(task, failure));
            if (failure == null && row != null && (until != null || row.protectedUntil() != null)) {
                entries.add(new Entry(new TaskProtectionChanged(task, until), new Reason.Requested()));
            }
        }
        return Outcome.accepted(answers, entries);
    }

    private @Nullable String failure(
            State tip, @Nullable TaskRow row, Instant now, TreeMap<ServiceId, Integer> granted) {
        if (row == null) {
            return "MISSING";
        }
        if (!(row.service() instanceof ServiceId service) || !row.wanted()) {
            return "TASK_NOT_VALID";
        }
        if (lasting == null || row.isProtected(now)) {
            return null;
        }
        long already = tip.tasks().of(service).filter(t -> t.isProtected(now)).count();
        int desired = tip.services().get(service).orElseThrow().spec().desiredCount();
        boolean blocked = already + granted.getOrDefault(service, 0) > desired;
        granted.merge(service, 1, Integer::sum);
        return blocked ? "DEPLOYMENT_BLOCKED" : null;
    }
}
