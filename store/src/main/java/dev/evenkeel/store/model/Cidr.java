package dev.evenkeel.store.model;

import java.util.Optional;

/// A block of IPv4 addresses.
///
/// @param base its first address
/// @param prefix how many leading bits all of its addresses share, 0 to 32
public record Cidr(Ipv4 base, int prefix) {
    private static final int BITS = 32;

    public Cidr {
        if (prefix < 0 || prefix > BITS || (base.bits() & ~mask(prefix)) != 0) {
            throw new IllegalArgumentException("not a block: " + base + "/" + prefix);
        }
    }

    /// The block that is written so, if it is one. Bits behind the prefix are cleared, as EC2 does.
    public static Optional<Cidr> parse(String text) {
        var parts = text.split("/", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]|[12][0-9]|3[0-2]")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(parts[1]);
        return Ipv4.parse(parts[0]).map(address -> new Cidr(new Ipv4(address.bits() & mask(prefix)), prefix));
    }

    /// The block that is written so.
    ///
    /// @throws IllegalArgumentException if it is none
    public static Cidr of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a block of addresses: " + text));
    }

    private static int mask(int prefix) {
        return prefix == 0 ? 0 : -1 << (BITS - prefix);
    }

    /// How many addresses it has.
    public long size() {
        return 1L << (BITS - prefix);
    }

    /// The address at this place in it, counted from 0.
    public Ipv4 address(int index) {
        return base.plus(index);
    }

    /// Whether the address is in it.
    public boolean contains(Ipv4 address) {
        return (address.bits() & mask(prefix)) == base.bits();
    }

    /// Whether all of the other is in it.
    public boolean contains(Cidr other) {
        return other.prefix >= prefix && contains(other.base);
    }

    /// Whether an address is in both.
    public boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    /// The block of this size at this place in it, counted from 0.
    public Cidr part(int length, int index) {
        return new Cidr(base.plus(index << (BITS - length)), length);
    }

    /// `10.0.0.0/16`
    @Override
    public String toString() {
        return base + "/" + prefix;
    }
}
