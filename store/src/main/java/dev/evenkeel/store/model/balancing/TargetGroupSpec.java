package dev.evenkeel.store.model.balancing;

import java.util.Map;

/// What a target group was asked to be.
///
/// @param port where targets get traffic that were registered without one
/// @param vpc empty where nobody said
/// @param attributes those that were set, by AWS's names
public record TargetGroupSpec(
        BalancerProtocol protocol,
        ProtocolVersion version,
        int port,
        TargetType type,
        String vpc,
        HealthCheckSpec health,
        Map<String, String> attributes,
        Map<String, String> tags) {
    /// With another health check.
    public TargetGroupSpec withHealth(HealthCheckSpec changed) {
        return new TargetGroupSpec(protocol, version, port, type, vpc, changed, attributes, tags);
    }

    /// With other attributes.
    public TargetGroupSpec withAttributes(Map<String, String> changed) {
        return new TargetGroupSpec(protocol, version, port, type, vpc, health, changed, tags);
    }

    /// With other tags.
    public TargetGroupSpec withTags(Map<String, String> changed) {
        return new TargetGroupSpec(protocol, version, port, type, vpc, health, attributes, changed);
    }
}
