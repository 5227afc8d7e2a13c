package dev.evenkeel.store.model.balancing;

/// A target of a group.
///
/// @param id of a host for groups of instances, an IPv4 address for groups of addresses
/// @param port where it gets traffic
public record Target(String id, int port) implements Comparable<Target> {
    @Override
    public int compareTo(Target other) {
        int byId = id.compareTo(other.id);
        return byId == 0 ? Integer.compare(port, other.port) : byId;
    }

    /// `id:port`, for people.
    @Override
    public String toString() {
        return id + ":" + port;
    }
}
