package dev.evenkeel.store.model;

import java.util.List;
import java.util.Optional;

/// Where the interfaces of `awsvpc` tasks are made.
///
/// @param subnets 1 to 16, of one VPC
/// @param groups up to 5; none for the default group of the VPC
/// @param publicAddress whether each task gets a public address, too
public record NetworkConfiguration(List<SubnetId> subnets, List<SecurityGroupId> groups, boolean publicAddress) {
    /// The member of ECS's inputs, and of the documents that we keep, which holds it.
    public static final String MEMBER = "networkConfiguration";

    public NetworkConfiguration {
        subnets = List.copyOf(subnets);
        groups = List.copyOf(groups);
    }

    /// Reads the `networkConfiguration` of a document, if it has one.
    public static Optional<NetworkConfiguration> of(String region, Doc.Struct document) {
        var asked = document.struct(MEMBER).struct("awsvpcConfiguration");
        return asked.members().isEmpty()
                ? Optional.empty()
                : Optional.of(new NetworkConfiguration(
                        asked.texts("subnets").stream()
                                .map(id -> new SubnetId(region, id))
                                .toList(),
                        asked.texts("securityGroups").stream()
                                .map(id -> new SecurityGroupId(region, id))
                                .toList(),
                        asked.text("assignPublicIp").filter("ENABLED"::equals).isPresent()));
    }
}
