package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.placement.Placement;
import dev.evenkeel.reconcilers.placement.Request;
import dev.evenkeel.reconcilers.service.Bounds;
import dev.evenkeel.reconcilers.service.DaemonHosts;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetRow;
import dev.evenkeel.store.state.TaskRow;
import dev.evenkeel.store.state.TaskSetRow;
import dev.evenkeel.store.state.TaskTargets;
import dev.evenkeel.store.state.TaskTargets.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Whether what is wanted is there: in the state, and on the hosts. What is not has to have a reason.
final class Settled {
    private final State state;
    private final List<SimHost> hosts;
    private final Predicate<TaskDefinitionId> stays;
    private final Instant stoppedSince;
    private final List<String> problems = new ArrayList<>();

    private Settled(State state, List<SimHost> hosts, Predicate<TaskDefinitionId> stays, Instant stoppedSince) {
        this.state = state;
        this.hosts = hosts;
        this.stays = stays;
        this.stoppedSince = stoppedSince;
    }

    /// What is not as it should be.
    ///
    /// @param stays whether tasks of this definition run on when they are left alone; of others less is asked
    /// @param stoppedSince what belongs to tasks that stopped after this may still be there
    static List<String> problems(
            State state, List<SimHost> hosts, Predicate<TaskDefinitionId> stays, Instant stoppedSince) {
        var look = new Settled(state, hosts, stays, stoppedSince);
        look.hosts();
        state.services().values().forEach(look::service);
        state.tasks().byId().values().filter(TaskRow::alive).forEach(look::task);
        look.containers();
        return look.problems;
    }

    private void hosts() {
        for (var host : hosts) {
            boolean there =
                    state.hosts().get(host.id).filter(row -> row.connected()).isPresent();
            demand(there, host.id + " is not connected");
        }
    }

    private void service(ServiceRow service) {
        switch (service.status()) {
            case DRAINING -> problems.add(service.id() + " drains");
            case INACTIVE ->
                demand(state.tasks().of(service.id()).findAny().isEmpty(), service.id() + " is gone but has tasks");
            case ACTIVE -> {
                if (service.spec().controller().byTaskSets()) {
                    demand(
                            state.releases().openOf(service.id()).findAny().isEmpty(),
                            service.id() + " is in a release");
                    state.taskSetsOf(service.id()).forEach(set -> taskSet(service, set));
                } else {
                    active(service);
                }
            }
        }
    }

    private void taskSet(ServiceRow service, TaskSetRow set) {
        demand(set.status() != TaskSetRow.Status.DRAINING, set.id() + " drains");
        if (!stays.test(set.spec().definition())) {
            return;
        }
        long running = state.tasks()
                .of(service.id())
                .filter(task -> set.id().deployment().equals(task.deployment()))
                .filter(task -> task.wanted() && task.phase() == Phase.RUNNING && !drains(task))
                .count();
        int desired = set.spec().scale().of(service.spec().desiredCount());
        boolean reached = running == desired;
        boolean lacksRoom = !service.refusals().isEmpty();
        demand(reached || lacksRoom, set.id() + " has " + running + " running of " + desired);
        demand(!reached || set.steady(), set.id() + " is as wanted but did not say so");
    }

    private void active(ServiceRow service) {
        int alive = (int) state.tasks().of(service.id()).count();
        boolean open = state.deployments().running(service.id()).isPresent();
        if (service.primary().failure() != null) {
            demand(!open, service.id() + " was given up, but its deployment goes on");
            return;
        }
        if (!stays.test(service.primary().definition())) {
            return;
        }
        long running = state.tasks()
                .of(service.id())
                .filter(task -> task.wanted() && task.phase() == Phase.RUNNING)
                .filter(task -> service.primary().id().equals(task.deployment()))
                .filter(task -> !drains(task))
                .count();
        int desired = desired(service);
        boolean reached =
                running == desired && alive == desired && service.deployments().size() == 1;
        if (!reached) {
            demand(
                    isStuckByItsPercentages(service)
                            || leavesLast(service)
                            || (desired > 0 && !service.refusals().isEmpty() && noRoom(service)),
                    service.id() + " has " + running + " running, " + alive + " alive of " + desired);
            return;
        }
        if (!state.tasks().of(service.id()).allMatch(this::isJudged)) {
            return;
        }
        demand(service.steady(), service.id() + " is as wanted but did not say so");
        demand(!open, service.id() + " is as wanted but its deployment goes on");
        state.tasks().of(service.id()).forEach(this::targets);
    }

    /// Whether each of its target groups gets traffic: one that somebody took it from finds nobody healthy.
    private boolean isJudged(TaskRow task) {
        return TaskTargets.of(state, task).stream()
                .allMatch(place ->
                        state.balancers().rulesTo(place.key().group()).findAny().isPresent());
    }

    private void targets(TaskRow task) {
        var wanted = TaskTargets.of(state, task).stream().map(Place::key).toList();
        var there = TaskTargets.rows(state, task).map(TargetRow::key).toList();
        demand(there.equals(wanted), task.id() + " is registered as " + there + " and not as " + wanted);
    }

    /// Whether its host shall have no tasks.
    private boolean drains(TaskRow task) {
        return Optional.ofNullable(task.host())
                .flatMap(host -> state.hosts().get(host))
                .filter(HostRow::draining)
                .isPresent();
    }

    private int desired(ServiceRow service) {
        return service.spec().daemon()
                ? DaemonHosts.of(state, service).size()
                : service.spec().desiredCount();
    }

    /// Neither a start nor a stop is possible, and the owner is to blame.
    private boolean isStuckByItsPercentages(ServiceRow service) {
        int desired = desired(service);
        var bounds = Bounds.of(service.spec(), desired);
        return desired > 0 && bounds.maximum() <= bounds.minimumHealthy();
    }

    /// A daemon stays on a host that drains for as long as tasks of services that are no daemons are there.
    private boolean leavesLast(ServiceRow service) {
        return service.spec().daemon()
                && state.tasks().of(service.id()).filter(this::drains).anyMatch(this::hasOthers);
    }

    private boolean hasOthers(TaskRow daemon) {
        return Optional.ofNullable(daemon.host()).stream()
                .flatMap(host -> state.tasks().on(host))
                .flatMap(task -> Optional.ofNullable(task.service()).stream())
                .flatMap(id -> state.services().get(id).stream())
                .anyMatch(other -> !other.spec().daemon());
    }

    /// None of its tasks would be placed anywhere, or, of a daemon, on any host that lacks one.
    private boolean noRoom(ServiceRow service) {
        var definition = state.definitions()
                .get(service.primary().definition())
                .orElseThrow()
                .definition();
        var group = "service:" + service.id().name();
        var request = Request.of(
                service.id().cluster(), group, definition, service.spec().document(), 1);
        if (!service.spec().daemon()) {
            return Placement.place(state, request, new Dice(0)).spots().isEmpty();
        }
        return DaemonHosts.of(state, service).stream()
                .filter(host -> state.tasks().of(service.id()).noneMatch(task -> host.equals(task.host())))
                .allMatch(host -> Placement.placeOn(host, state, request, new Dice(0))
                        .spots()
                        .isEmpty());
    }

    private void task(TaskRow task) {
        if (task.service() != null && !stays.test(task.definition())) {
            return;
        }
        var name = Words.of(task.id());
        demand(task.wanted(), name + " was asked to stop and has not");
        demand(!task.wanted() || task.phase() == Phase.RUNNING, name + " is " + task.phase());
    }

    private void containers() {
        var running = new TreeMap<String, SimContainer>();
        for (var host : hosts) {
            for (var container : host.engine.containers()) {
                owned(host, container);
                if (container.running() || isRestarting(container)) {
                    running.put(Words.of(container.key), container);
                }
            }
        }
        state.tasks()
                .byId()
                .values()
                .filter(task -> task.phase() == Phase.RUNNING && stays.test(task.definition()))
                .forEach(task -> essentials(task).forEach(container -> {
                    var name = Words.of(task.id()) + "/" + container.name();
                    demand(running.containsKey(name), name + " is said to run and does not");
                }));
    }

    /// It ended a moment ago and its policy starts it again where it stands.
    private boolean isRestarting(SimContainer container) {
        return container.plan.definition().life().restartPolicy() != null
                && container.finishedAt instanceof Instant end
                && stoppedSince.isBefore(end);
    }

    private List<ContainerDefinition> essentials(TaskRow task) {
        TaskDefinition definition =
                state.definitions().get(task.definition()).orElseThrow().definition();
        return definition.containers().stream()
                .filter(ContainerDefinition::essential)
                .toList();
    }

    /// Every container belongs to a task that lives on its host, or to one that stopped a moment ago.
    private void owned(SimHost host, SimContainer container) {
        var task = state.tasks().byId().get(container.key.task());
        boolean lives =
                task.filter(row -> row.alive() && host.id.equals(row.host())).isPresent();
        boolean recent = task.map(row -> row.times().stoppedAt())
                .filter(stoppedSince::isBefore)
                .isPresent();
        demand(lives || recent, host.id + " still has " + Words.of(container.key));
    }

    private void demand(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
