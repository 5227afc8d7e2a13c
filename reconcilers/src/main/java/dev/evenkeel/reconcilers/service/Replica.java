package dev.evenkeel.reconcilers.service;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.reconcilers.placement.Surplus;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.state.TaskRow;
import java.util.List;

/// Keeps a REPLICA service at its desired count: replaces what stopped or is unhealthy, and rolls to the newest
/// deployment, and off hosts that drain, within the percentages.
final class Replica {
    private final Look look;
    private final ServiceView view;
    private final Older older;
    private final int desired;
    private final Room room;

    Replica(Look look) {
        this.look = look;
        this.view = look.view;
        this.older = new Older(look);
        this.desired = look.row.spec().desiredCount();
        this.room = Room.of(
                Bounds.of(look.row.spec()), view.current().size(), view.wanted().size(), view.healthyCount());
    }

    Decision decide() {
        if (look.row.primary().failure() != null) {
            return stall();
        }
        if (older.replace()) {
            return look.decision();
        }
        if (room.mayStart() > 0) {
            new Starter(look).start(room.mayStart());
        }
        stopSurplus();
        stopOutgoing();
        stopUnhealthy();
        var steady = new Steady(look);
        steady.retire();
        steady.succeedEarly(desired, healthyCurrent());
        steady.settle(desired);
        steady.block(room);
        return look.decision();
    }

    /// A deployment that was given up, and not taken back: nothing is started, and nothing is stopped but what is more
    /// than there may ever be.
    private Decision stall() {
        int surplus = view.wanted().size() - Bounds.of(look.row.spec()).maximum();
        if (surplus > 0) {
            var why = new Reason.AboveDesired(desired, view.wanted().size(), List.of(look.row.specSince()));
            choose(view.wanted(), surplus).forEach(task -> look.stop(task, look.scaling(), why));
        }
        new Steady(look).retire();
        return look.decision();
    }

    private void stopSurplus() {
        int surplus = view.current().size() - desired;
        if (surplus <= 0) {
            return;
        }
        var why = new Reason.AboveDesired(desired, view.current().size(), List.of(look.row.specSince()));
        choose(view.current(), surplus).forEach(task -> look.stop(task, look.scaling(), why));
    }

    /// What does not serve goes at once; of the rest as many as leaves enough that are healthy, and all of them once
    /// what is wanted is there and healthy.
    private void stopOutgoing() {
        boolean replaced = healthyCurrent() >= desired;
        int mayStop = room.mayStop();
        for (var task : choose(view.outgoing(), view.outgoing().size())) {
            boolean serves = task.phase() == Phase.RUNNING && !view.healthy().failed(task);
            if (!older.keeps(task) && (replaced || !serves || mayStop > 0)) {
                mayStop -= view.healthy().test(task) ? 1 : 0;
                look.stop(task, look.scaling(), look.replacing(task));
            }
        }
        if (!view.outgoing().isEmpty()) {
            look.awaitHealth(view.wanted());
        }
    }

    private List<TaskRow> choose(List<TaskRow> tasks, int count) {
        var free = tasks.stream().filter(task -> !look.isProtected(task)).toList();
        return Surplus.choose(look.state, look.request(0), free, count, look.dice);
    }

    /// A replacement comes first where the maximum allows one; the unhealthy task goes when it is healthy.
    private void stopUnhealthy() {
        boolean stuck = room.mayStart() == 0 && view.current().size() < desired;
        long mayStop = healthyCurrent() >= desired ? view.unhealthy().size() : stuck ? 1 : 0;
        view.unhealthy().stream().limit(mayStop).forEach(look::stopFailed);
        look.awaitHealth(view.unhealthy().isEmpty() ? unhealthyInGrace() : view.current());
    }

    private long healthyCurrent() {
        return view.current().stream().filter(view.healthy()::test).count();
    }

    private List<TaskRow> unhealthyInGrace() {
        return view.current().stream()
                .filter(task -> view.healthy().complaint(task).isPresent())
                .toList();
    }
}
