package dev.evenkeel.store.model.balancing;

/// What a listener, a target or a health check speaks.
public enum BalancerProtocol {
    HTTP,
    HTTPS,
    TCP;

    /// Whether requests can be told apart.
    public boolean web() {
        return this != TCP;
    }
}
