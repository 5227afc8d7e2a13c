package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.event.DeploymentEvent.DeploymentCompleted;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentRetired;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceEvent.RolloutBlocked;
import dev.evenkeel.store.event.ServiceEvent.ServiceSteadied;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.state.TaskRow;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Tells when a service has what was wanted, when an older deployment has gone, and when neither can come to be.
final class Steady {
    private final Look look;

    Steady(Look look) {
        this.look = look;
    }

    /// Deployments but the newest are retired with their last task.
    void retire() {
        var row = look.row;
        for (var old : row.deployments().subList(1, row.deployments().size())) {
            boolean empty = look.view.alive().stream().noneMatch(t -> old.id().equals(t.deployment()));
            if (empty) {
                var why = new Reason.Superseded(
                        row.primary().id(), List.of(row.primary().since()));
                look.add(new DeploymentRetired(row.id(), old.id()), why);
            }
        }
    }

    /// Says once that as many tasks as desired run, and no others are there. A deployment ends when they are healthy,
    /// too.
    void settle(int desired) {
        var row = look.row;
        var tasks = look.view.current();
        boolean there = look.view.alive().size() == desired
                && tasks.size() == desired
                && tasks.stream().allMatch(task -> task.phase() == Phase.RUNNING);
        if (!there || row.steady()) {
            return;
        }
        boolean completed = row.primary().completed();
        if (!completed && !tasks.stream().allMatch(look.view.healthy()::test)) {
            look.awaitHealth(tasks);
            return;
        }
        var newest = Stream.concat(Stream.of(look.lastChange()), tasks.stream().map(TaskRow::phaseSince))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        var why = new Reason.Reached(List.of(newest));
        if (!completed) {
            look.add(new DeploymentCompleted(row.id(), row.primary().id()), why);
        }
        look.add(new ServiceSteadied(row.id()), why);
    }

    /// Says once that nothing can be done although all that is there runs and is healthy.
    void block(Room room) {
        var outgoing = look.view.outgoing().stream()
                .filter(task -> !look.isProtected(task))
                .findFirst();
        boolean quiet = look.view.alive().stream()
                .allMatch(task -> task.wanted() && look.view.healthy().test(task));
        boolean stuck = look.concludedNothing() && quiet && room.equals(new Room(0, 0));
        if (outgoing.isPresent() && stuck && !look.row.blocked()) {
            look.add(new RolloutBlocked(look.row.id()), look.replacing(outgoing.get()));
        }
    }
}
