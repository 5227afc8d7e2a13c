package dev.evenkeel.store.model.balancing;

import java.util.Locale;

/// What a load balancer understands.
public enum BalancerKind {
    /// HTTP: rules look at requests.
    APPLICATION("app"),
    /// TCP: bytes are passed on.
    NETWORK("net");

    private final String inArns;

    BalancerKind(String inArns) {
        this.inArns = inArns;
    }

    /// `app` or `net`, as in ARNs.
    public String inArns() {
        return inArns;
    }

    /// `application` or `network`, as callers say it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
