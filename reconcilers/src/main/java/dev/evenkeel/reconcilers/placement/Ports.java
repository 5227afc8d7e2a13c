package dev.evenkeel.reconcilers.placement;

import dev.evenkeel.reconcilers.placement.Request.PortNeed;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.state.HostLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/// Finds host ports for one task on one host.
///
/// @param first of the ports that are given out to those who name none
/// @param last of them, inclusive
/// @param taken whether a port is held already, by [HostLoad#portKey]
record Ports(int first, int last, IntPredicate taken) {
    /// A port for each need, searched upwards from `start` and on from the first one; none where they do not all fit.
    Optional<List<HostPort>> find(List<PortNeed> needs, int start) {
        var given = new TreeSet<Integer>();
        var ports = new ArrayList<HostPort>();
        for (var need : needs) {
            int port = need.hostPort() == 0 ? dynamic(need, start, given) : fixed(need, given);
            if (port == 0) {
                return Optional.empty();
            }
            for (int i = 0; i < need.count(); i++) {
                given.add(HostLoad.portKey(port + i, need.protocol()));
                ports.add(new HostPort(need.container(), need.containerPort() + i, port + i, need.protocol()));
            }
        }
        return Optional.of(ports);
    }

    private int fixed(PortNeed need, TreeSet<Integer> given) {
        return free(need, need.hostPort(), given) ? need.hostPort() : 0;
    }

    /// The first of enough free ports side by side, or 0.
    private int dynamic(PortNeed need, int start, TreeSet<Integer> given) {
        int places = last - first + 2 - need.count();
        for (int i = 0; i < places; i++) {
            int port = first + (start + i) % places;
            if (free(need, port, given)) {
                return port;
            }
        }
        return 0;
    }

    private boolean free(PortNeed need, int port, TreeSet<Integer> given) {
        for (int i = 0; i < need.count(); i++) {
            int key = HostLoad.portKey(port + i, need.protocol());
            if (taken.test(key) || given.contains(key)) {
                return false;
            }
        }
        return true;
    }
}
