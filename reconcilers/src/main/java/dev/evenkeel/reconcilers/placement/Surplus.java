package dev.evenkeel.reconcilers.placement;

import dev.evenkeel.reconcilers.balancing.TaskHealth;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/// Which tasks of a service go first when it has more than it wants: those that do not run yet, then those that are
/// unhealthy, then whatever leaves the rest where the strategies would have it; of several the youngest.
public final class Surplus {
    /// The rank of tasks that have no host.
    private static final int NOWHERE = 0;

    private static final Comparator<TaskRow> YOUNGEST = Comparator.comparing(
                    (TaskRow task) -> task.times().createdAt(), Comparator.reverseOrder())
            .thenComparing(TaskRow::id);

    private final List<HostView> hosts;
    private final List<Strategy> orders;
    private final Dice dice;
    private final List<TaskRow> chosen = new ArrayList<>();

    private Surplus(List<HostView> hosts, List<Strategy> orders, Dice dice) {
        this.hosts = hosts;
        this.orders = orders;
        this.dice = dice;
    }

    /// At most `count` of the tasks, in the order in which they go.
    ///
    /// @param request what the tasks were placed by
    public static List<TaskRow> choose(State state, Request request, List<TaskRow> tasks, int count, Dice dice) {
        if (count <= 0) {
            return List.of();
        }
        var ranks = new TreeMap<Integer, List<TaskRow>>();
        var hosts = Placement.hosts(state, request);
        var targets = new TaskHealth(state);
        tasks.forEach(task -> ranks.computeIfAbsent(rank(state, targets, task), _ -> new ArrayList<>())
                .add(task));
        var surplus =
                new Surplus(hosts, request.rules().orders(request.service().isPresent()), dice);
        ranks.getOrDefault(NOWHERE, List.of()).stream()
                .sorted(YOUNGEST)
                .limit(count)
                .forEach(surplus.chosen::add);
        ranks.tailMap(NOWHERE, false).values().forEach(equals -> surplus.choose(equals, count));
        return surplus.chosen;
    }

    private static int rank(State state, TaskHealth targets, TaskRow task) {
        var host = Optional.ofNullable(task.host()).flatMap(id -> state.hosts().get(id));
        if (host.isEmpty()) {
            return NOWHERE;
        }
        if (task.phase() != Phase.RUNNING) {
            return NOWHERE + 1;
        }
        if (task.health() == Health.UNHEALTHY || targets.failure(task).isPresent()) {
            return NOWHERE + 2;
        }
        return host.get().draining() ? NOWHERE + 3 : NOWHERE + 4;
    }

    /// The tasks of one host that may go.
    private record Queue(HostView host, PriorityQueue<TaskRow> tasks) {
        static Queue of(HostView host, List<TaskRow> tasks) {
            var queue = new Queue(host, new PriorityQueue<>(YOUNGEST));
            tasks.stream().filter(task -> host.id().equals(task.host())).forEach(queue.tasks::add);
            return queue;
        }

        TaskRow youngest() {
            return tasks.element();
        }
    }

    /// Tasks that nothing but their place tells apart.
    private void choose(List<TaskRow> equals, int count) {
        var queues = hosts.stream().map(host -> Queue.of(host, equals)).toList();
        while (chosen.size() < count) {
            var holding =
                    queues.stream().filter(queue -> !queue.tasks.isEmpty()).toList();
            if (holding.isEmpty()) {
                return;
            }
            var queue = fullest(holding);
            var task = queue.tasks.remove();
            queue.host.release(task);
            chosen.add(task);
        }
    }

    private Queue fullest(List<Queue> holding) {
        var fullest = holding.stream().map(Queue::host).toList();
        for (var order : orders) {
            fullest = order.fullest(fullest, hosts, dice);
        }
        var left = fullest;
        return holding.stream()
                .filter(queue -> left.contains(queue.host))
                .min(Comparator.comparing(Queue::youngest, YOUNGEST))
                .orElseThrow();
    }
}
