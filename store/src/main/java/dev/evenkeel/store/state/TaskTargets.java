package dev.evenkeel.store.state;

import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the target groups that a task was launched for reach it.
public final class TaskTargets {
    private TaskTargets() {}

    /// A port of a task and the target that it is, registered or not.
    public record Place(BalancedPort port, TargetRow.Key key) {}

    /// The places of a task in the order of its request: the address of its interface with the container's port, or
    /// its instance with the host's port. None of a task without load balancers or without a host.
    public static List<Place> of(State state, TaskRow task) {
        return BalancedPort.of(task.request()).stream()
                .flatMap(port -> place(state, task, port).stream())
                .toList();
    }

    private static Optional<Place> place(State state, TaskRow task, BalancedPort port) {
        return port.group()
                .flatMap(group -> target(state, task, port).map(target -> new TargetRow.Key(group, target)))
                .map(key -> new Place(port, key));
    }

    private static Optional<Target> target(State state, TaskRow task, BalancedPort port) {
        var attached = state.networks().interfaces().of(task.id());
        if (attached.isPresent()) {
            return Optional.of(new Target(attached.get().address().toString(), port.port()));
        }
        return task.host() instanceof HostId host
                ? task.ports().stream()
                        .filter(given -> given.container().equals(port.container())
                                && given.containerPort() == port.port()
                                && given.protocol().equals("tcp"))
                        .findFirst()
                        .map(given -> new Target(host.instance(), given.hostPort()))
                : Optional.empty();
    }

    /// The rows of those of its targets that are registered for it.
    public static Stream<TargetRow> rows(State state, TaskRow task) {
        return of(state, task).stream()
                .flatMap(place -> state.balancers().targets().get(place.key()).stream())
                .filter(row -> task.id().equals(row.task()));
    }
}
