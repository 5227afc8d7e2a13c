package dev.evenkeel.store.model.balancing;

import java.util.Locale;

/// The names under which load balancers are found.
public final class DnsNames {
    /// The end of all of them.
    public static final String ZONE = "elb.localhost";

    private DnsNames() {}

    /// `NAME-ID.REGION.elb.localhost`, with `internal-` before it for internal ones, as AWS does.
    public static String of(LoadBalancerId id, String scheme) {
        var inner = scheme.equals("internal") ? "internal-" : "";
        return (inner + id.name() + "-" + id.id() + "." + id.region() + "." + ZONE).toLowerCase(Locale.ROOT);
    }
}
