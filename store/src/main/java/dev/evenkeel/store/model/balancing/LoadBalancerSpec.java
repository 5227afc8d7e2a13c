package dev.evenkeel.store.model.balancing;

import java.util.List;
import java.util.Map;

/// What a load balancer was asked to be.
///
/// @param scheme `internet-facing` or `internal`
/// @param vpc empty where nobody said
/// @param address where it listens, an IPv4 address of its own
/// @param attributes those that were set, by AWS's names
public record LoadBalancerSpec(
        String scheme,
        String vpc,
        List<String> subnets,
        List<String> securityGroups,
        String address,
        Map<String, String> attributes,
        Map<String, String> tags) {
    /// With another VPC.
    public LoadBalancerSpec withVpc(String changed) {
        return new LoadBalancerSpec(scheme, changed, subnets, securityGroups, address, attributes, tags);
    }

    /// With another address.
    public LoadBalancerSpec withAddress(String changed) {
        return new LoadBalancerSpec(scheme, vpc, subnets, securityGroups, changed, attributes, tags);
    }

    /// With other attributes.
    public LoadBalancerSpec withAttributes(Map<String, String> changed) {
        return new LoadBalancerSpec(scheme, vpc, subnets, securityGroups, address, changed, tags);
    }

    /// With other tags.
    public LoadBalancerSpec withTags(Map<String, String> changed) {
        return new LoadBalancerSpec(scheme, vpc, subnets, securityGroups, address, attributes, changed);
    }

    /// With other subnets.
    public LoadBalancerSpec withSubnets(List<String> changed) {
        return new LoadBalancerSpec(scheme, vpc, changed, securityGroups, address, attributes, tags);
    }

    /// With other security groups.
    public LoadBalancerSpec withSecurityGroups(List<String> changed) {
        return new LoadBalancerSpec(scheme, vpc, subnets, changed, address, attributes, tags);
    }
}
