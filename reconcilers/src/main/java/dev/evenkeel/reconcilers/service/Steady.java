package dev.evenkeel.reconcilers.service;

import dev.evenkeel.reconcilers.rollout.AlarmWatch;
import dev.evenkeel.reconcilers.rollout.EarlySuccess;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentCompleted;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentRetired;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceEvent.RolloutBlocked;
import dev.evenkeel.store.event.ServiceEvent.ServiceSteadied;
import dev.evenkeel.store.model.DeploymentStrategy;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.ServiceDeploymentRow;
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

    /// Says once that a deployment has as many healthy tasks as its owner waits for; the rest comes as in any service.
    void succeedEarly(int desired, long healthy) {
        var deployment = look.row.primary();
        var early = EarlySuccess.of(deployment.asked());
        boolean enough = early.filter(wish -> healthy >= wish.needed(desired)).isPresent();
        if (deployment.completed() || !enough || !baked()) {
            return;
        }
        boolean alone =
                look.view.alive().stream().allMatch(task -> deployment.id().equals(task.deployment()));
        if (alone || early.filter(EarlySuccess::deferred).isPresent()) {
            complete();
        }
    }

    /// Whether nothing is waited for but tasks. A rolling deployment that bakes says by its stage that it has.
    private boolean baked() {
        var region = look.row.id().cluster().region();
        var deployment = look.row.primary();
        boolean bakes = !AlarmWatch.bake(look.state, deployment.asked(), region).isZero();
        return !bakes
                || deployment.asked().strategy() != DeploymentStrategy.ROLLING
                || look.state
                        .deployments()
                        .openOf(look.row.id())
                        .filter(open -> open.target().equals(deployment.id()))
                        .filter(open -> open.status() == ServiceDeploymentStatus.IN_PROGRESS)
                        .allMatch(open -> open.stage() instanceof ServiceDeploymentRow.Stage at
                                && at.stage() == LifecycleStage.CLEAN_UP);
    }

    private void complete() {
        var deployment = look.row.primary();
        look.add(new DeploymentCompleted(look.row.id(), deployment.id()), reached());
    }

    private Reason reached() {
        var newest = Stream.concat(
                        Stream.of(look.lastChange()),
                        look.view.current().stream().map(TaskRow::phaseSince))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new Reason.Reached(List.of(newest));
    }

    /// Says once that as many tasks as desired run, that whatever asks them finds them healthy, and that no others are
    /// there. A deployment ends when they count as healthy, too.
    void settle(int desired) {
        var row = look.row;
        var tasks = look.view.current();
        boolean there = look.view.alive().size() == desired
                && tasks.size() == desired
                && tasks.stream().allMatch(look.view.healthy()::serves);
        if (!there || row.steady()) {
            return;
        }
        boolean open = !row.primary().completed() && !look.concluded(DeploymentCompleted.class);
        if (open && !tasks.stream().allMatch(look.view.healthy()::test)) {
            look.awaitHealth(tasks);
            return;
        }
        if (open && !baked()) {
            return;
        }
        if (open) {
            complete();
        }
        look.add(new ServiceSteadied(row.id()), reached());
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
