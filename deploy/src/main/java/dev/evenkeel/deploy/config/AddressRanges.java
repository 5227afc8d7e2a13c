package dev.evenkeel.deploy.config;

import dev.evenkeel.store.model.Cidr;
import dev.evenkeel.store.state.Networks.Ranges;

/// Which addresses tasks with an interface of their own are given.
///
/// @param vpc the block of default VPCs: no other network of the engine may overlap it
/// @param published the block of public addresses, on the loopback interface of the host
public record AddressRanges(Cidr vpc, Cidr published) {
    private static final Cidr LOOPBACK = Cidr.of("127.0.0.0/8");
    private static final int LARGEST_VPC = 16;
    private static final int SMALLEST_VPC = 24;
    private static final int SMALLEST_PUBLISHED = 29;

    /// As EC2 has it, and a part of the loopback network that nobody else uses.
    public static final AddressRanges DEFAULTS = new AddressRanges(Ranges.USUAL.vpc(), Ranges.USUAL.published());

    public AddressRanges {
        if (vpc.prefix() < LARGEST_VPC || vpc.prefix() > SMALLEST_VPC) {
            throw new IllegalArgumentException("--vpc-cidr must be from /16 to /24, not " + vpc);
        }
        if (!LOOPBACK.contains(published) || published.prefix() > SMALLEST_PUBLISHED) {
            throw new IllegalArgumentException(
                    "--public-addresses must be a block of 127.0.0.0/8, /29 or larger, not " + published);
        }
    }

    /// As the state has it.
    public Ranges ranges() {
        return new Ranges(vpc, published);
    }
}
