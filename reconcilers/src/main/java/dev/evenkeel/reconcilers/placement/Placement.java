package dev.evenkeel.reconcilers.placement;

import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Which hosts take a number of identical tasks: hosts that no filter refuses, the one with the fewest tasks first.
public final class Placement {
    private static final List<Filter> FILTERS =
            List.of(Filter.CONNECTED, Filter.DISK, Filter.CPU, Filter.MEMORY, Filter.PORTS);

    private Placement() {}

    /// A host and the ports that a task gets there.
    public record Spot(HostId host, List<HostPort> ports) {}

    /// Where tasks may go, and what hindered the rest.
    ///
    /// @param spots one for each task that fits, at most as many as were asked for
    /// @param refusals why the next one does not fit; empty when all do
    public record Result(List<Spot> spots, List<Refusal> refusals) {}

    /// Places as many of the tasks as fit.
    public static Result place(State state, Request request, Dice dice) {
        var hosts = new ArrayList<HostView>();
        state.hosts().values().filter(row -> !row.draining()).forEach(row -> hosts.add(view(state, row)));
        var spots = new ArrayList<Spot>();
        while (spots.size() < request.count()) {
            var refusals = new TreeMap<String, Integer>();
            var best = best(hosts, request, refusals, dice);
            if (best.isEmpty()) {
                return new Result(spots, hosts.isEmpty() ? noHosts() : counted(refusals));
            }
            var host = best.get();
            spots.add(new Spot(host.id(), host.take(request, dice)));
        }
        return new Result(spots, List.of());
    }

    private static HostView view(State state, HostRow row) {
        int tasks = state.tasks().byHost().get(row.id()).map(t -> t.size()).orElse(0);
        return new HostView(row, state.tasks().load(row.id()), tasks);
    }

    private static Optional<HostView> best(
            List<HostView> hosts, Request request, NavigableMap<String, Integer> refusals, Dice dice) {
        var fitting = new ArrayList<HostView>();
        for (var host : hosts) {
            FILTERS.stream()
                    .filter(filter -> !filter.bind(request).test(host))
                    .findFirst()
                    .ifPresentOrElse(
                            filter -> refusals.merge(filter.reason(), 1, Integer::sum), () -> fitting.add(host));
        }
        int fewest = fitting.stream().mapToInt(HostView::tasks).min().orElse(0);
        var ties = fitting.stream().filter(host -> host.tasks() == fewest).toList();
        return ties.isEmpty() ? Optional.empty() : Optional.of(ties.get(dice.below(ties.size())));
    }

    private static List<Refusal> noHosts() {
        return List.of(new Refusal("NO ACTIVE INSTANCES", 0));
    }

    private static List<Refusal> counted(NavigableMap<String, Integer> refusals) {
        return refusals.entrySet().stream()
                .map(e -> new Refusal(e.getKey(), e.getValue()))
                .toList();
    }
}
