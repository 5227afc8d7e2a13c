package dev.evenkeel.store.state;

import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.TaskId;

/// What the tasks of a host hold of it: kept as they come and go, so that placement need not add it up.
///
/// @param cpu CPU units
/// @param memory MiB
/// @param ports who holds a port, under [#portKey]
public record HostLoad(int cpu, int memory, Table<Integer, TaskId> ports) {
    /// Nothing held.
    public static final HostLoad NONE = new HostLoad(0, 0, Table.empty());

    /// TCP and UDP ports do not exclude each other.
    public static int portKey(int port, String protocol) {
        return port * 2 + (protocol.equals("udp") ? 1 : 0);
    }

    /// The port of a key.
    public static int portOf(int key) {
        return key / 2;
    }

    HostLoad plus(TaskRow row) {
        var held = ports;
        for (HostPort port : row.ports()) {
            held = held.with(portKey(port.hostPort(), port.protocol()), row.id());
        }
        return new HostLoad(cpu + row.cpu(), memory + row.memory(), held);
    }

    HostLoad minus(TaskRow row) {
        var held = ports;
        for (HostPort port : row.ports()) {
            held = held.without(portKey(port.hostPort(), port.protocol()));
        }
        return new HostLoad(cpu - row.cpu(), memory - row.memory(), held);
    }
}
