package dev.evenkeel.store.model;

/// A container instance: a Docker host that Evenkeel runs tasks on.
public record HostId(String value) implements Comparable<HostId> {
    @Override
    public int compareTo(HostId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
