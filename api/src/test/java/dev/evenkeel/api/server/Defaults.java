package dev.evenkeel.api.server;

import dev.evenkeel.store.state.Networks;
import java.util.List;

/// The ids of the network that `us-east-1` has from the start.
final class Defaults {
    private static final String REGION = "us-east-1";
    private static final Networks NETWORKS = Networks.NONE.in(REGION);

    private Defaults() {}

    /// One in each of two zones.
    static List<String> subnets() {
        return NETWORKS.subnets(REGION).map(row -> row.id().value()).toList();
    }

    static String vpc() {
        return NETWORKS.defaultVpc(REGION).orElseThrow().id().value();
    }

    static String group() {
        return NETWORKS.groups(REGION).findFirst().orElseThrow().id().value();
    }
}
