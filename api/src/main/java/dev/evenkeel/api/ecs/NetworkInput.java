package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SubnetId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `networkConfiguration` of RunTask, StartTask, CreateService and UpdateService.
record NetworkInput(@Nullable Awsvpc awsvpcConfiguration) {
    private static final int MOST_SUBNETS = 16;
    private static final int MOST_GROUPS = 5;

    /// Where a task's interface is made.
    record Awsvpc(
            List<String> subnets,
            List<String> securityGroups,
            @Nullable String assignPublicIp) {}

    /// What it asks for, as far as no state is needed to tell; null where it is absent or empty.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if a limit of ECS is broken
    static @Nullable NetworkConfiguration checked(String region, @Nullable NetworkInput input) {
        var asked = input == null ? null : input.awsvpcConfiguration();
        if (asked == null) {
            return null;
        }
        if (asked.subnets().isEmpty()) {
            throw Errors.invalid("subnets can not be empty.");
        }
        limit("subnets", asked.subnets(), MOST_SUBNETS);
        limit("securityGroups", asked.securityGroups(), MOST_GROUPS);
        return new NetworkConfiguration(
                asked.subnets().stream().map(id -> new SubnetId(region, id)).toList(),
                asked.securityGroups().stream()
                        .map(id -> new SecurityGroupId(region, id))
                        .toList(),
                "ENABLED".equals(asked.assignPublicIp()));
    }

    private static void limit(String member, List<String> items, int most) {
        if (items.size() > most) {
            throw Errors.invalid(member + " can have at most " + most + " items.");
        }
        if (items.stream().distinct().count() < items.size()) {
            throw Errors.invalid(member + " can not have duplicate items.");
        }
    }
}
