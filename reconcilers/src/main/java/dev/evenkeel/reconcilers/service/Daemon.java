package dev.evenkeel.reconcilers.service;

import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.TaskRow;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Keeps one task of a DAEMON service on each host that it may be on. An older task goes before the newer one comes:
/// no host has two.
final class Daemon {
    private final Look look;
    private final ServiceView view;
    private final TreeSet<HostId> hosts;
    private final Room room;

    Daemon(Look look) {
        this.look = look;
        this.view = look.view;
        this.hosts = new TreeSet<>(DaemonHosts.of(look.state, look.row));
        this.room = Room.of(
                Bounds.of(look.row.spec(), hosts.size()),
                view.current().size(),
                view.wanted().size(),
                view.healthyCount());
    }

    Decision decide() {
        start();
        stopMisplaced();
        var steady = new Steady(look);
        if (look.row.primary().failure() != null) {
            steady.retire();
            return look.decision();
        }
        stopOutgoing();
        stopUnhealthy();
        steady.retire();
        steady.succeedEarly(
                hosts.size(),
                view.current().stream().filter(view.healthy()::test).count());
        steady.settle(hosts.size());
        steady.block(room);
        return look.decision();
    }

    private void start() {
        var free = new TreeSet<>(hosts);
        view.alive().forEach(task -> host(task).ifPresent(free::remove));
        if (!free.isEmpty()) {
            new Starter(look).startOn(List.copyOf(free), hosts.size());
        }
    }

    private static Optional<HostId> host(TaskRow task) {
        return Optional.ofNullable(task.host());
    }

    private boolean mayBeWhereItIs(TaskRow task) {
        return host(task).filter(hosts::contains).isPresent();
    }

    /// Tasks whose host met the constraints once and no longer does.
    private void stopMisplaced() {
        for (var task : view.wanted()) {
            var misplaced =
                    host(task).filter(host -> !hosts.contains(host) && !ServiceView.onDrainingHost(look.state, task));
            misplaced.ifPresent(
                    host -> look.stop(task, look.scaling(), new Reason.MisplacedTask(host, List.of(task.createdBy()))));
        }
    }

    private void stopOutgoing() {
        int mayStop = room.mayStop();
        for (var task : view.outgoing()) {
            boolean drains = ServiceView.onDrainingHost(look.state, task);
            if (look.isProtected(task) || (drains ? hasOthers(task) : !mayBeWhereItIs(task))) {
                continue;
            }
            boolean serves = task.phase() == Phase.RUNNING && !view.healthy().failed(task);
            if (drains || !serves || mayStop > 0) {
                mayStop -= !drains && view.healthy().test(task) ? 1 : 0;
                look.stop(task, look.scaling(), look.replacing(task));
            }
        }
        if (!view.outgoing().isEmpty()) {
            look.awaitHealth(view.wanted());
        }
    }

    /// Whether tasks of services that are no daemons are still on its host: daemons leave last.
    private boolean hasOthers(TaskRow daemon) {
        return host(daemon).stream()
                .flatMap(host -> look.state.tasks().on(host))
                .flatMap(task -> Optional.<ServiceId>ofNullable(task.service()).stream())
                .flatMap(id -> look.state.services().get(id).stream())
                .map(ServiceRow::spec)
                .anyMatch(spec -> !spec.daemon());
    }

    private void stopUnhealthy() {
        for (var task : view.unhealthy()) {
            if (mayBeWhereItIs(task)) {
                look.stopFailed(task);
            }
        }
        look.awaitHealth(view.current());
    }
}
