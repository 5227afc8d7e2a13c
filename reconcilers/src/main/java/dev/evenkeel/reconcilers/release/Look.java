package dev.evenkeel.reconcilers.release;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseMoved;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseStageMoved;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.release.ReleaseStage;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.model.release.StageProgress;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskSetRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One look at one release: what is seen, and what has been concluded from it so far.
final class Look {
    final State state;
    final ReleaseRow row;
    final Inputs inputs;
    private final List<Entry> entries = new ArrayList<>();
    private Optional<Instant> revisit = Optional.empty();

    Look(State state, ReleaseRow row, Inputs inputs) {
        this.state = state;
        this.row = row;
        this.inputs = inputs;
    }

    Optional<TaskSetRow> set(TaskSetId id) {
        return state.taskSets().get(id);
    }

    /// Whether a task set is to be kept.
    boolean keeps(TaskSetId id) {
        return set(id).filter(set -> set.status() != TaskSetRow.Status.DRAINING).isPresent();
    }

    void add(Event event, Reason why) {
        entries.add(new Entry(event, why));
    }

    /// As a step that follows what happened before.
    void step(Event event, EventRef after) {
        add(event, new Reason.StepOf(row.id(), List.of(after)));
    }

    void stage(ReleaseStage stage, StageProgress progress, EventRef after) {
        step(new ReleaseStageMoved(row.id(), stage, progress, ""), after);
    }

    void status(ReleaseStatus status, EventRef after) {
        step(new ReleaseMoved(row.id(), status, "", ""), after);
    }

    /// Whether so much time has passed; where it has not, it is looked at again then.
    boolean passed(Instant from, Duration time) {
        var due = from.plus(time);
        if (inputs.now().isBefore(due)) {
            revisit = revisit.filter(soonest -> soonest.isBefore(due)).or(() -> Optional.of(due));
            return false;
        }
        return true;
    }

    Decision decision() {
        return new Decision(entries, revisit);
    }
}
