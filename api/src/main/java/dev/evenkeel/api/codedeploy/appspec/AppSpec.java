package dev.evenkeel.api.codedeploy.appspec;

import dev.evenkeel.store.model.release.ReleaseStage;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an AppSpec says of an ECS service.
///
/// @param taskDefinition as it is written
/// @param container that answers requests
/// @param port of it
/// @param network absent where the service's counts
/// @param strategy of capacity providers, empty where the service's counts
/// @param hooks the functions to call, by their lifecycle events
public record AppSpec(
        String taskDefinition,
        String container,
        int port,
        @Nullable String platformVersion,
        @Nullable Network network,
        List<Provider> strategy,
        Map<ReleaseStage, String> hooks) {
    public AppSpec {
        strategy = List.copyOf(strategy);
        hooks = Collections.unmodifiableMap(new TreeMap<>(hooks));
    }

    /// Where interfaces of tasks are made.
    public record Network(
            List<String> subnets,
            List<String> securityGroups,
            @Nullable String assignPublicIp) {}

    /// An item of a strategy of capacity providers.
    public record Provider(String name, int base, int weight) {}
}
