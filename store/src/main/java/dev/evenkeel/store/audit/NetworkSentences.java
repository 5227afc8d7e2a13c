package dev.evenkeel.store.audit;

import dev.evenkeel.store.event.NetworkEvent;
import dev.evenkeel.store.model.SecurityRule;
import java.util.List;
import java.util.stream.Collectors;

/// Events of networks in words.
final class NetworkSentences {
    private NetworkSentences() {}

    static String of(NetworkEvent event) {
        return switch (event) {
            case NetworkEvent.AddressRangesSet e ->
                "default VPCs take their addresses from " + e.vpc() + ", public addresses come from " + e.published();
            case NetworkEvent.VpcCreated e ->
                (e.isDefault() ? "default VPC " : "VPC ") + e.vpc().value() + " created: " + e.cidr();
            case NetworkEvent.VpcChanged e -> "attributes of VPC " + e.vpc().value() + " changed";
            case NetworkEvent.VpcDeleted e -> "VPC " + e.vpc().value() + " deleted";
            case NetworkEvent.SubnetCreated e ->
                "subnet " + e.subnet().value() + " created in " + e.vpc().value() + ": " + e.cidr() + ", " + e.zone();
            case NetworkEvent.SubnetChanged e ->
                "attributes of subnet " + e.subnet().value() + " changed";
            case NetworkEvent.SubnetDeleted e -> "subnet " + e.subnet().value() + " deleted";
            case NetworkEvent.SecurityGroupCreated e ->
                "security group " + e.group().value() + " (" + e.name() + ") created in "
                        + e.vpc().value();
            case NetworkEvent.SecurityGroupDeleted e ->
                "security group " + e.group().value() + " deleted";
            case NetworkEvent.RulesAuthorized e ->
                "security group " + e.group().value() + " lets through: " + rules(e.rules());
            case NetworkEvent.RulesRevoked e ->
                "security group " + e.group().value() + " no longer has rules " + String.join(", ", e.rules());
            case NetworkEvent.InterfaceCreated e ->
                "network interface " + e.networkInterface().value() + " created for task "
                        + e.task().value() + ": " + e.address()
                        + (e.published() == null ? "" : ", public address " + e.published());
            case NetworkEvent.ResourceTagged e ->
                e.resource() + " tagged: " + String.join(", ", e.tags().keySet());
            case NetworkEvent.ResourceUntagged e -> e.resource() + " lost its tags " + String.join(", ", e.keys());
        };
    }

    private static String rules(List<SecurityRule> rules) {
        return rules.stream().map(NetworkSentences::rule).collect(Collectors.joining(", "));
    }

    private static String rule(SecurityRule rule) {
        var protocol = rule.protocol().equals(SecurityRule.ALL) ? "everything" : rule.protocol();
        var ports = rule.fromPort() < 0 ? "" : " " + rule.fromPort() + "-" + rule.toPort();
        var peer = rule.group() == null ? rule.cidr() : rule.group().value();
        return protocol + ports + (rule.egress() ? " to " : " from ") + (peer == null ? "nobody" : peer);
    }
}
