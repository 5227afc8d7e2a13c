package dev.evenkeel.reconcilers.network;

import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.state.Networks;
import dev.evenkeel.store.state.SecurityGroupRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.SubnetRow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether tasks of a network mode can have a network configuration, in ECS's words.
public final class NetworkRules {
    private NetworkRules() {}

    /// What is wrong, as the message of an `InvalidParameterException`; empty if nothing is.
    ///
    /// @param asked what the caller of RunTask, CreateService and the like gave
    public static Optional<String> problem(State state, NetworkMode mode, @Nullable NetworkConfiguration asked) {
        if (mode != NetworkMode.AWSVPC) {
            return asked == null
                    ? Optional.empty()
                    : Optional.of(
                            "Network Configuration is not valid for the given networkMode of this task definition.");
        }
        if (asked == null) {
            return Optional.of("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        var networks = state.networks().in(region(asked));
        return asked.subnets().stream()
                .filter(id -> networks.subnets().get(id).isEmpty())
                .findFirst()
                .map(NetworkRules::noSubnet)
                .or(() -> asked.groups().stream()
                        .filter(id -> networks.groups().get(id).isEmpty())
                        .findFirst()
                        .map(NetworkRules::noGroup))
                .or(() -> twoVpcs(networks, asked));
    }

    private static String region(NetworkConfiguration asked) {
        return asked.subnets().getFirst().region();
    }

    private static String noSubnet(SubnetId id) {
        return "Error retrieving subnet information for [" + id.value() + "]: The subnet ID '" + id.value()
                + "' does not exist (ErrorCode: InvalidSubnetID.NotFound)";
    }

    private static String noGroup(SecurityGroupId id) {
        return "Error retrieving security group information for [" + id.value() + "]: The security group '" + id.value()
                + "' does not exist (ErrorCode: InvalidGroup.NotFound)";
    }

    private static Optional<String> twoVpcs(Networks networks, NetworkConfiguration asked) {
        var vpc = vpc(networks, asked);
        boolean oneVpc = asked.subnets().stream()
                .flatMap(id -> networks.subnets().get(id).stream())
                .map(SubnetRow::vpc)
                .allMatch(vpc::equals);
        if (!oneVpc) {
            return Optional.of("Subnets must be in the same VPC.");
        }
        return asked.groups().stream()
                .flatMap(id -> networks.groups().get(id).stream())
                .filter(row -> !row.vpc().equals(vpc))
                .findFirst()
                .map(SecurityGroupRow::id)
                .map(id -> "Security group " + id.value() + " does not appear to belong to the same VPC as the input"
                        + " subnets.");
    }

    static VpcId vpc(Networks networks, NetworkConfiguration asked) {
        return networks.subnets().get(asked.subnets().getFirst()).orElseThrow().vpc();
    }
}
