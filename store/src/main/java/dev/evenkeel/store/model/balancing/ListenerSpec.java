package dev.evenkeel.store.model.balancing;

import java.util.List;
import java.util.Map;

/// What a listener was asked to be. What it does with requests is in its rules.
///
/// @param sslPolicy empty without TLS
/// @param certificates ARNs, the default one first; none without TLS
public record ListenerSpec(
        BalancerProtocol protocol, int port, String sslPolicy, List<String> certificates, Map<String, String> tags) {
    /// With other tags.
    public ListenerSpec withTags(Map<String, String> changed) {
        return new ListenerSpec(protocol, port, sslPolicy, certificates, changed);
    }
}
