package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How far the newest deployment of a service has come.
///
/// @param desired tasks that the service shall have
/// @param healthy tasks of the deployment that are healthy
/// @param whole whether all that is there is of the deployment, as many as desired, all of them healthy
/// @param recovered a task that became healthy after the last failure of the deployment
/// @param newest the event that last brought something on
/// @param again when any of this may change merely because time passes
public record Standing(
        int desired,
        int healthy,
        boolean whole,
        Optional<TaskRow> recovered,
        EventRef newest,
        Optional<Instant> again) {
    /// Of a service that has a deployment.
    public static Standing of(State state, ServiceRow service, Policy policy, Instant now) {
        var view = ServiceView.of(state, service, policy, now);
        int desired = desired(state, service);
        var tasks = view.current();
        int healthy =
                Math.toIntExact(tasks.stream().filter(view.healthy()::test).count());
        boolean whole = healthy == desired && view.alive().size() == desired;
        var again = view.wanted().stream()
                .flatMap(task -> view.healthy().pending(task).stream())
                .min(Comparator.naturalOrder());
        return new Standing(desired, healthy, whole, recovered(view, service.primary()), newest(service, tasks), again);
    }

    /// Tasks that a service shall have; of a DAEMON service as many as there are hosts for it.
    public static int desired(State state, ServiceRow service) {
        return service.spec().daemon()
                ? DaemonHosts.of(state, service).size()
                : service.spec().desiredCount();
    }

    private static Optional<TaskRow> recovered(ServiceView view, DeploymentRow deployment) {
        var failures = deployment.failures();
        return failures.count() == 0
                ? Optional.empty()
                : view.current().stream()
                        .filter(task -> view.healthy().becameHealthyAfter(task, failures))
                        .findFirst();
    }

    private static EventRef newest(ServiceRow service, List<TaskRow> tasks) {
        return Stream.concat(
                        Stream.of(service.primary().since()),
                        tasks.stream()
                                .filter(task -> task.phase() == Phase.RUNNING)
                                .map(TaskRow::phaseSince))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
