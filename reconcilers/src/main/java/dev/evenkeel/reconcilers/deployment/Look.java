package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.service.Policy;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent.ServiceDeploymentMoved;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceRevisionRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One look at one service deployment: what is seen, and what has been concluded from it so far.
final class Look {
    final State state;
    final ServiceRow service;
    final ServiceDeploymentRow row;
    final Policy policy;
    final Instant now;
    private final List<Entry> entries = new ArrayList<>();
    private final TreeSet<Instant> revisits = new TreeSet<>();

    Look(State state, ServiceRow service, ServiceDeploymentRow row, Policy policy, Inputs inputs) {
        this.state = state;
        this.service = service;
        this.row = row;
        this.policy = policy;
        this.now = inputs.now();
    }

    /// The tasks that it brings; absent once they have gone, or when another deployment took over before it had any.
    Optional<DeploymentRow> target() {
        return service.deployment(row.target());
    }

    /// The tasks that were there before it and still are, newest first.
    List<DeploymentRow> sources() {
        return row.sources().stream()
                .flatMap(id -> service.deployment(id).stream())
                .toList();
    }

    /// The tasks of a revision that hold resources.
    List<TaskRow> tasks(@Nullable DeploymentId revision) {
        return state.tasks()
                .of(service.id())
                .filter(task -> Objects.equals(revision, task.deployment()))
                .toList();
    }

    /// What its service wanted when it began.
    ServiceSpec asked() {
        return state.deployments()
                .revision(row.id().service(), row.target())
                .map(ServiceRevisionRow::asked)
                .orElseGet(service::spec);
    }

    /// Where in the log the next thing that is concluded will be: evidence for those after it.
    EventRef next() {
        return new EventRef(state.revision().next(), entries.size());
    }

    void add(Event event, Reason why) {
        entries.add(new Entry(event, why));
    }

    /// Has another status from now on.
    ///
    /// @param text for people, empty where the status says all
    void move(ServiceDeploymentStatus to, String text, Reason why) {
        add(new ServiceDeploymentMoved(row.id(), to, text), why);
    }

    /// Looks again then, though nothing may have happened.
    void revisit(Instant at) {
        revisits.add(at);
    }

    Decision decision() {
        return new Decision(entries, revisits.isEmpty() ? Optional.empty() : Optional.of(revisits.first()));
    }
}
