package dev.evenkeel.reconcilers.placement;

import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.Nearest;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which hosts take a number of identical tasks: hosts that no filter refuses, and of those what the strategies choose;
/// then the one with the fewest tasks, then by the dice.
public final class Placement {
    private Placement() {}

    /// A host and the ports that a task gets there.
    public record Spot(HostId host, List<HostPort> ports) {}

    /// Where tasks may go, and what hindered the rest.
    ///
    /// @param spots one for each task that fits, at most as many as were asked for
    /// @param refusals why the next one does not fit; empty when all do
    /// @param nearest the host that passed the most filters; absent when all fit, and where there is no host
    public record Result(
            List<Spot> spots,
            List<Refusal> refusals,
            @Nullable Nearest nearest) {}

    /// Places as many of the tasks as fit.
    public static Result place(State state, Request request, Dice dice) {
        return place(hosts(state, request).stream().filter(HostView::active).toList(), request, dice);
    }

    /// Places the tasks on this host, or tells why it takes no more of them.
    public static Result placeOn(HostId host, State state, Request request, Dice dice) {
        var hosts = hosts(state, request).stream()
                .filter(view -> view.active() && view.id().equals(host))
                .toList();
        return place(hosts, request, dice);
    }

    /// The hosts on which tasks of this request may be, whether they have room or not.
    public static List<HostId> eligible(State state, Request request) {
        var filters = Filter.ofPlace(request);
        return hosts(state, request).stream()
                .filter(HostView::active)
                .filter(host ->
                        filters.stream().allMatch(filter -> filter.test().test(host)))
                .map(HostView::id)
                .toList();
    }

    private static Result place(List<HostView> hosts, Request request, Dice dice) {
        var filters = Filter.of(request);
        var orders = request.rules().orders(request.service().isPresent());
        var spots = new ArrayList<Spot>();
        while (spots.size() < request.count()) {
            var round = Round.of(hosts, filters);
            if (round.fitting.isEmpty()) {
                return new Result(spots, round.refusals(), round.nearest());
            }
            var host = best(round.fitting, hosts, orders, dice);
            spots.add(new Spot(host.id(), host.take(request, dice)));
        }
        return new Result(spots, List.of(), null);
    }

    /// All hosts as one placement sees them, also those that drain.
    static List<HostView> hosts(State state, Request request) {
        var hosts = state.hosts()
                .values()
                .map(row -> new HostView(HostFacts.of(state, request.cluster(), row), request.group()))
                .toList();
        if (request.countsPeers()) {
            var census = Census.of(state, request);
            hosts.forEach(host -> host.with(census));
        }
        return hosts;
    }

    private static HostView best(List<HostView> fitting, List<HostView> all, List<Strategy> orders, Dice dice) {
        var best = fitting;
        for (var order : orders) {
            best = order.best(best, all, dice);
        }
        best = Strategy.smallest(best, HostView::tasks);
        return best.get(dice.below(best.size()));
    }

    /// The search for one task: hosts that take it, and for each of the others the filter that refused it first.
    private record Round(List<HostView> fitting, TreeMap<HostId, Integer> refusedBy, List<Filter> filters) {
        static Round of(List<HostView> hosts, List<Filter> filters) {
            var round = new Round(new ArrayList<>(), new TreeMap<>(), filters);
            for (var host : hosts) {
                int passed = 0;
                while (passed < filters.size() && filters.get(passed).test().test(host)) {
                    passed++;
                }
                if (passed == filters.size()) {
                    round.fitting.add(host);
                } else {
                    round.refusedBy.put(host.id(), passed);
                }
            }
            return round;
        }

        List<Refusal> refusals() {
            if (refusedBy.isEmpty()) {
                return List.of(new Refusal("NO ACTIVE INSTANCES", 0));
            }
            var counts = new TreeMap<String, Integer>();
            refusedBy
                    .values()
                    .forEach(filter -> counts.merge(filters.get(filter).reason(), 1, Integer::sum));
            return counts.entrySet().stream()
                    .map(e -> new Refusal(e.getKey(), e.getValue()))
                    .toList();
        }

        /// The one that passed the most filters; of several the first by its id.
        @Nullable
        Nearest nearest() {
            Nearest nearest = null;
            int most = -1;
            for (var refused : refusedBy.entrySet()) {
                if (refused.getValue() > most) {
                    most = refused.getValue();
                    nearest = new Nearest(refused.getKey(), filters.get(most).reason());
                }
            }
            return nearest;
        }
    }
}
