package dev.evenkeel.store.model;

/// A container instance: a Docker host that Evenkeel runs tasks on.
public record HostId(String value) implements Comparable<HostId> {
    private static final int INSTANCE_DIGITS = 17;

    /// The id that it has as an EC2 instance: `i-` and the first 17 digits of its own.
    public String instance() {
        return "i-" + value.substring(0, Math.min(INSTANCE_DIGITS, value.length()));
    }

    @Override
    public int compareTo(HostId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
