package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent.CallRefused;
import dev.evenkeel.store.event.CallEvent.Called;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.TreeMap;

/// What callers were told is in the log: every answer has its batch, whatever crashed afterwards, and a token has one
/// answer and one effect.
final class CallChecker implements Checker {
    private final Findings findings;
    private final TreeMap<String, Revision> durable = new TreeMap<>();
    private final TreeMap<String, Revision> answered = new TreeMap<>();
    private final TreeMap<String, String> refused = new TreeMap<>();
    private final TreeMap<String, Asked> tokens = new TreeMap<>();
    private final TreeMap<String, Integer> startedBy = new TreeMap<>();

    private record Asked(int count, List<TaskId> answer) {}

    CallChecker(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        if (batch.origin() instanceof Origin.Call call) {
            var earlier = durable.put(call.requestId(), batch.revision());
            findings.check(earlier == null, "a call has one batch", call.requestId() + " " + batch.revision());
            var first = batch.entries().getFirst().event();
            boolean told = first instanceof Called || first instanceof CallRefused;
            findings.check(told, "a call's batch begins with who asked what", batch.revision());
        }
        for (var entry : batch.entries()) {
            if (entry.event() instanceof TaskCreated created) {
                startedBy.merge(created.startedBy(), 1, Integer::sum);
            }
        }
    }

    /// A caller was told that its call was done.
    void answered(String requestId, Revision revision) {
        answered.put(requestId, revision);
    }

    /// A caller was told that its call was refused.
    void refused(String requestId, String code) {
        refused.put(requestId, code);
    }

    /// A caller was told which tasks its token stands for.
    void answered(String token, int count, List<TaskId> tasks) {
        var asked = tokens.putIfAbsent(token, new Asked(count, tasks));
        boolean same =
                asked == null || asked.answer().isEmpty() || asked.answer().equals(tasks);
        findings.check(same, "the same token gets the same answer", token);
        if (asked != null && asked.answer().isEmpty()) {
            tokens.put(token, new Asked(count, tasks));
        }
    }

    /// Looks whether all that was answered is durable.
    void check() {
        answered.forEach((request, revision) -> findings.check(
                revision.equals(durable.get(request)),
                "an acknowledged call is in the log",
                request + " was told " + revision + ", the log has " + durable.get(request)));
        refused.forEach((request, code) ->
                findings.check(durable.containsKey(request), "a refused call is in the log", request + " " + code));
        tokens.forEach((token, asked) -> findings.check(
                startedBy.getOrDefault(token, 0) <= asked.count(),
                "a token has one effect",
                token + " started " + startedBy.get(token) + " of " + asked.count()));
    }

    /// How many calls were answered.
    int count() {
        return answered.size() + refused.size();
    }
}
