package dev.evenkeel.reconcilers.service;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentCompleted;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceEvent.ServiceSteadied;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetDeleted;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetSteadied;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskSetRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Keeps each task set of a service as a service of its own would be kept, and ends those that were deleted.
final class TaskSets {
    private final State state;
    private final ServiceRow service;
    private final Policy policy;
    private final Inputs inputs;

    TaskSets(State state, ServiceRow service, Policy policy, Inputs inputs) {
        this.state = state;
        this.service = service;
        this.policy = policy;
        this.inputs = inputs;
    }

    /// What the first set with something to do needs; that gives reason to look again, and then the next one sees what
    /// this one was given. What serves production comes first.
    Decision decide() {
        var revisits = new TreeSet<Instant>();
        var order = Comparator.comparing(TaskSetRow::status).thenComparing(TaskSetRow::createdAt);
        for (var set : state.taskSetsOf(service.id()).sorted(order).toList()) {
            var decision = decide(set);
            if (!decision.entries().isEmpty()) {
                return decision;
            }
            decision.revisit().ifPresent(revisits::add);
        }
        return new Decision(List.of(), revisits.isEmpty() ? Optional.empty() : Optional.of(revisits.first()));
    }

    private Decision decide(TaskSetRow set) {
        var look = new Look(state, service.as(set), policy, inputs);
        return switch (set.status()) {
            case PRIMARY, ACTIVE -> ofSet(set, new Replica(look).decide());
            case DRAINING -> drain(set, look);
        };
    }

    /// What was concluded of the service that consists of a set is true of the set.
    private static Decision ofSet(TaskSetRow set, Decision decision) {
        var entries =
                decision.entries().stream().flatMap(entry -> ofSet(set, entry)).toList();
        return new Decision(entries, decision.revisit());
    }

    private static Stream<Entry> ofSet(TaskSetRow set, Entry entry) {
        if (entry.event() instanceof DeploymentCompleted) {
            return Stream.empty();
        }
        return Stream.of(
                entry.event() instanceof ServiceSteadied
                        ? new Entry(new TaskSetSteadied(set.id()), entry.reason())
                        : entry);
    }

    private static Decision drain(TaskSetRow set, Look look) {
        var gone = new Reason.OwnerGone(List.of(set.since()));
        if (look.view.alive().isEmpty()) {
            look.add(new TaskSetDeleted(set.id()), gone);
        }
        look.view.wanted().forEach(task -> look.stop(task, look.scaling(), gone));
        return look.decision();
    }
}
