package dev.evenkeel.runtime.proxy;

import dev.evenkeel.reconcilers.balancing.Routes.Endpoint;
import dev.evenkeel.reconcilers.balancing.Routes.Group;
import dev.evenkeel.store.model.balancing.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The targets of a group, and whose turn it is. Any thread may choose; one thread updates.
final class Pool {
    private static final int FULL = 100;

    private final LongSupplier clock;
    private volatile Group group;
    private volatile List<Member> members = List.of();
    private @Nullable SmoothWeights turns;
    private int start;

    /// @param clock monotonic nanoseconds
    Pool(Group group, LongSupplier clock) {
        this.group = group;
        this.clock = clock;
        update(group);
    }

    Group group() {
        return group;
    }

    List<Member> members() {
        return members;
    }

    /// Takes over what the routes say now; targets that stay keep their health and their counts.
    final void update(Group now) {
        var known = new TreeMap<Target, Member>();
        members.forEach(member -> known.put(member.endpoint().target(), member));
        var next = new ArrayList<Member>();
        for (Endpoint endpoint : now.endpoints()) {
            var member = kept(known, endpoint);
            next.add(member == null ? new Member(now.id(), endpoint) : member);
        }
        group = now;
        var before = members;
        members = List.copyOf(next);
        before.stream().filter(member -> !next.contains(member)).forEach(Member::left);
    }

    private static @Nullable Member kept(Map<Target, Member> known, Endpoint endpoint) {
        var member = known.get(endpoint.target());
        if (member == null || !member.endpoint().address().equals(endpoint.address())) {
            return null;
        }
        member.update(endpoint);
        return member;
    }

    /// The target of a client that shall stay with it, if it is still good.
    @Nullable
    Member sticky(String token) {
        for (var member : members) {
            if (member.token().equals(token) && member.healthy()) {
                return member;
            }
        }
        return null;
    }

    /// The target of a client's address: the same one as long as the same targets are healthy.
    @Nullable
    Member byAddress(String client) {
        var good = candidates(Set.of());
        return good.isEmpty() ? null : good.get(Math.floorMod(client.hashCode(), good.size()));
    }

    /// The next target, or null if there is none. Where none is healthy, all that were found unhealthy are tried, for a
    /// check that fails everywhere is more likely wrong than right.
    ///
    /// @param tried targets that could not be reached
    @Nullable
    Member next(Set<Member> tried) {
        var good = candidates(tried);
        if (good.size() <= 1) {
            return good.isEmpty() ? null : good.getFirst();
        }
        return group.balance().leastOutstanding() ? leastOpen(good) : inTurn(good);
    }

    private List<Member> candidates(Set<Member> tried) {
        var good = new ArrayList<Member>(members.size());
        for (var member : members) {
            if (member.healthy() && !tried.contains(member)) {
                good.add(member);
            }
        }
        if (!good.isEmpty() || members.stream().anyMatch(Member::healthy)) {
            return good;
        }
        for (var member : members) {
            if (member.lastResort() && !tried.contains(member)) {
                good.add(member);
            }
        }
        return good;
    }

    /// Begins at another place each time, so that equals take turns.
    private synchronized Member leastOpen(List<Member> good) {
        int first = Math.floorMod(start++, good.size());
        var best = good.get(first);
        for (int i = 1; i < good.size(); i++) {
            var other = good.get((first + i) % good.size());
            best = other.open() < best.open() ? other : best;
        }
        return best;
    }

    private synchronized Member inTurn(List<Member> good) {
        var weights = good.stream().mapToInt(this::weight).toArray();
        var current = turns;
        if (current == null || !current.isOf(weights)) {
            current = new SmoothWeights(weights);
            turns = current;
        }
        return good.get(current.next());
    }

    /// A target that has just become healthy gets its share bit by bit, if the group wants that.
    private int weight(Member member) {
        long slow = group.balance().slowStart().toNanos();
        if (slow == 0 || member.healthySince() == Long.MIN_VALUE) {
            return FULL;
        }
        long warm = clock.getAsLong() - member.healthySince();
        return warm >= slow ? FULL : (int) Math.max(1, FULL * warm / slow);
    }
}
