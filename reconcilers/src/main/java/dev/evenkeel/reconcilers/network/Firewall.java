package dev.evenkeel.reconcilers.network;

import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SecurityRule;
import dev.evenkeel.store.state.InterfaceRow;
import dev.evenkeel.store.state.State;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What an interface lets through, everything that its security groups say taken together. What is not named is
/// dropped; answers to what was let through always come back.
///
/// @param in what it may be sent
/// @param out what it may send
public record Firewall(List<Pass> in, List<Pass> out) {
    public Firewall {
        in = List.copyOf(in);
        out = List.copyOf(out);
    }

    /// One thing that is let through.
    ///
    /// @param protocol `tcp`, `udp`, `icmp`, a number, or `-1` for all
    /// @param from first port or ICMP type; -1 for all
    /// @param to last port or ICMP code; -1 for all
    /// @param peer the IPv4 block at the other end
    public record Pass(String protocol, int from, int to, String peer) implements Comparable<Pass> {
        private static final Comparator<Pass> ORDER = Comparator.comparing(Pass::protocol)
                .thenComparingInt(Pass::from)
                .thenComparingInt(Pass::to)
                .thenComparing(Pass::peer);

        @Override
        public int compareTo(Pass other) {
            return ORDER.compare(this, other);
        }
    }

    /// What a state means for an interface.
    public static Firewall of(State state, InterfaceRow row) {
        return new Firewall(passes(state, row, false), passes(state, row, true));
    }

    private static List<Pass> passes(State state, InterfaceRow row, boolean egress) {
        var passes = new TreeSet<Pass>();
        for (SecurityGroupId group : row.groups()) {
            state.networks().groups().get(group).stream()
                    .flatMap(g -> g.rules().stream())
                    .filter(rule -> rule.egress() == egress)
                    .forEach(rule -> peers(state, row, rule)
                            .map(peer -> new Pass(rule.protocol(), rule.fromPort(), rule.toPort(), peer))
                            .forEach(passes::add));
        }
        return List.copyOf(passes);
    }

    /// No interface has an IPv6 address, so what is let through for such addresses lets nothing through.
    private static Stream<String> peers(State state, InterfaceRow row, SecurityRule rule) {
        if (rule.group() instanceof SecurityGroupId source) {
            return state.networks()
                    .interfaces()
                    .in(source)
                    .filter(member -> !member.id().equals(row.id()))
                    .map(member -> member.address() + "/32");
        }
        return Stream.ofNullable(rule.cidr()).filter(cidr -> !cidr.contains(":"));
    }
}
