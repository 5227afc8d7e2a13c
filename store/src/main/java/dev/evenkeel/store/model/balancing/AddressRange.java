package dev.evenkeel.store.model.balancing;

import java.util.Optional;
import java.util.function.Predicate;

/// Addresses that load balancers get theirs from, as a CIDR block.
///
/// @param base the first address of the block, as a number
/// @param bits how many bits all of them share, from 8 to 30
public record AddressRange(long base, int bits) {
    /// Loopback addresses that nobody else is likely to use.
    public static final AddressRange DEFAULT = of("127.81.0.0/16");

    private static final int OCTETS = 4;

    public AddressRange {
        if (bits < 8 || bits > 30 || (base & (size(bits) - 1)) != 0) {
            throw new IllegalArgumentException("not a block of addresses: " + text(base) + "/" + bits);
        }
    }

    /// The block of a text such as `127.81.0.0/16`.
    ///
    /// @throws IllegalArgumentException if it is none
    public static AddressRange of(String cidr) {
        var parts = cidr.split("/", -1);
        if (parts.length != 2 || !parts[1].matches("\\d{1,2}")) {
            throw new IllegalArgumentException("not a block of addresses: " + cidr);
        }
        return new AddressRange(number(parts[0]), Integer.parseInt(parts[1]));
    }

    /// The first address that is not taken, without the first and the last of the block.
    public Optional<String> free(Predicate<String> taken) {
        for (long next = base + 1; next < base + size(bits) - 1; next++) {
            var address = text(next);
            if (!taken.test(address)) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    private static long size(int bits) {
        return 1L << (Integer.SIZE - bits);
    }

    /// An IPv4 address as a number.
    ///
    /// @throws IllegalArgumentException if the text is none
    public static long number(String address) {
        var octets = address.split("\\.", -1);
        long number = 0;
        for (var octet : octets) {
            if (octets.length != OCTETS || !octet.matches("\\d{1,3}") || Integer.parseInt(octet) > 255) {
                throw new IllegalArgumentException("not an IPv4 address: " + address);
            }
            number = (number << Byte.SIZE) | Integer.parseInt(octet);
        }
        return number;
    }

    private static String text(long address) {
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }
}
