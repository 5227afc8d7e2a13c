package dev.evenkeel.store.model;

/// Ports that lie side by side; both ends are part of it.
public record PortRange(int first, int last) {
    /// Reads `8000-8010`, which was validated before.
    public static PortRange of(String text) {
        int dash = text.indexOf('-');
        return new PortRange(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    /// How many ports it has.
    public int count() {
        return last - first + 1;
    }

    /// As it is written in a task definition.
    @Override
    public String toString() {
        return first + "-" + last;
    }
}
