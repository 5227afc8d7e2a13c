package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.model.InterfaceId;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.state.Networks;
import java.util.List;
import java.util.Optional;

/// What tags can be put on.
final class Tagging {
    private Tagging() {}

    /// EC2's error for a resource that is not there.
    record Missing(String code, String message) {}

    /// The first of these resources that is not there.
    static Optional<Missing> missing(Networks networks, String region, List<String> resources) {
        return resources.stream()
                .flatMap(resource -> missing(networks, region, resource).stream())
                .findFirst();
    }

    private static Optional<Missing> missing(Networks networks, String region, String resource) {
        return switch (resource.substring(0, Math.max(0, resource.indexOf('-')))) {
            case "vpc" ->
                unless(
                        networks.vpcs().get(new VpcId(region, resource)).isPresent(),
                        "InvalidVpcID.NotFound",
                        "The vpc ID '" + resource + "' does not exist");
            case "subnet" ->
                unless(
                        networks.subnets().get(new SubnetId(region, resource)).isPresent(),
                        "InvalidSubnetID.NotFound",
                        "The subnet ID '" + resource + "' does not exist");
            case "sg" ->
                unless(
                        networks.groups()
                                .get(new SecurityGroupId(region, resource))
                                .isPresent(),
                        "InvalidGroup.NotFound",
                        "The security group '" + resource + "' does not exist");
            case "sgr" ->
                unless(
                        networks.groups(region)
                                .flatMap(group -> group.rules().stream())
                                .anyMatch(rule -> rule.id().equals(resource)),
                        "InvalidSecurityGroupRuleId.NotFound",
                        "The security group rule ID '" + resource + "' does not exist");
            case "eni" ->
                unless(
                        networks.interfaces()
                                .byId()
                                .get(new InterfaceId(region, resource))
                                .isPresent(),
                        "InvalidNetworkInterfaceID.NotFound",
                        "The networkInterface ID '" + resource + "' does not exist");
            default -> Optional.of(new Missing("InvalidID", "The ID '" + resource + "' is not valid"));
        };
    }

    private static Optional<Missing> unless(boolean there, String code, String message) {
        return there ? Optional.empty() : Optional.of(new Missing(code, message));
    }
}
