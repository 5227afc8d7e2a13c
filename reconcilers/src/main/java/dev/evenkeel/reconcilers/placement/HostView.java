package dev.evenkeel.reconcilers.placement;

import dev.evenkeel.reconcilers.placement.Request.PortNeed;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.state.HostLoad;
import dev.evenkeel.store.state.HostRow;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// A host as one placement sees it, with what that placement has already given away. Lives for one decision.
public final class HostView {
    private final HostRow row;
    private final HostLoad load;
    private final TreeSet<Integer> given = new TreeSet<>();
    private int cpu;
    private int memory;
    private int tasks;

    HostView(HostRow row, HostLoad load, int tasks) {
        this.row = row;
        this.load = load;
        this.cpu = load.cpu();
        this.memory = load.memory();
        this.tasks = tasks;
    }

    HostId id() {
        return row.id();
    }

    boolean connected() {
        return row.connected();
    }

    boolean hasDisk() {
        return !row.conditions().containsKey(HostRow.DISK_PRESSURE);
    }

    int freeCpu() {
        return row.spec().cpu() - cpu;
    }

    int freeMemory() {
        return row.spec().memory() - memory;
    }

    int tasks() {
        return tasks;
    }

    boolean hasPorts(Request request) {
        int dynamic = 0;
        for (var need : request.ports()) {
            if (need.hostPort() == 0) {
                dynamic++;
            } else if (!free(need.hostPort(), need.protocol())) {
                return false;
            }
        }
        int range = row.spec().lastPort() - row.spec().firstPort() + 1;
        return dynamic <= range - load.ports().size() - given.size();
    }

    /// Takes the resources of one task and returns its ports.
    List<HostPort> take(Request request, Dice dice) {
        cpu += request.cpu();
        memory += request.memory();
        tasks++;
        var ports = new ArrayList<HostPort>();
        for (var need : request.ports()) {
            int port = need.hostPort() == 0 ? dynamic(need, dice) : need.hostPort();
            given.add(HostLoad.portKey(port, need.protocol()));
            ports.add(new HostPort(need.container(), need.containerPort(), port, need.protocol()));
        }
        return ports;
    }

    /// The first free port from a thrown one on: ports that were just given back are not taken again at once.
    private int dynamic(PortNeed need, Dice dice) {
        int first = row.spec().firstPort();
        int range = row.spec().lastPort() - first + 1;
        int start = dice.below(range);
        for (int i = 0; i < range; i++) {
            int port = first + (start + i) % range;
            if (free(port, need.protocol())) {
                return port;
            }
        }
        throw new IllegalStateException("host " + row.id() + " has no free port although its filter said so");
    }

    private boolean free(int port, String protocol) {
        int key = HostLoad.portKey(port, protocol);
        return !given.contains(key) && load.ports().get(key).isEmpty();
    }
}
