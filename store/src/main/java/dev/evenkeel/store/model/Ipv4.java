package dev.evenkeel.store.model;

import java.util.Optional;

/// An IPv4 address.
///
/// @param bits in network order
public record Ipv4(int bits) implements Comparable<Ipv4> {
    private static final int OCTETS = 4;

    /// The address that is written so, if it is one.
    public static Optional<Ipv4> parse(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != OCTETS) {
            return Optional.empty();
        }
        int bits = 0;
        for (var part : parts) {
            if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
                return Optional.empty();
            }
            bits = (bits << 8) | Integer.parseInt(part);
        }
        return Optional.of(new Ipv4(bits));
    }

    /// The address that is written so.
    ///
    /// @throws IllegalArgumentException if it is none
    public static Ipv4 of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an IPv4 address: " + text));
    }

    /// The address so many further on.
    public Ipv4 plus(int count) {
        return new Ipv4(bits + count);
    }

    @Override
    public int compareTo(Ipv4 other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    /// `10.0.0.1`
    @Override
    public String toString() {
        return (bits >>> 24) + "." + ((bits >>> 16) & 255) + "." + ((bits >>> 8) & 255) + "." + (bits & 255);
    }
}
