package dev.evenkeel.store.model.release;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.ListenerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a deployment group of CodeDeploy was asked to be.
///
/// @param service that it deploys
/// @param document what GetDeploymentGroup gives back as it was asked
public record ReleaseGroupSpec(ServiceId service, Doc.Struct document) {
    private static final String BLUE_GREEN = "blueGreenDeploymentConfiguration";

    /// The name of its deployment configuration.
    public String config() {
        return document.text("deploymentConfigName").orElse("");
    }

    /// The names of its two target groups.
    public List<String> targetGroups() {
        return pair().structs("targetGroups").stream()
                .flatMap(group -> group.text("name").stream())
                .toList();
    }

    /// The listener of production traffic.
    public Optional<ListenerId> productionListener() {
        return listener("prodTrafficRoute");
    }

    /// The listener of test traffic, if there is any.
    public Optional<ListenerId> testListener() {
        return listener("testTrafficRoute");
    }

    private Optional<ListenerId> listener(String route) {
        return pair().struct(route).texts("listenerArns").stream().findFirst().flatMap(BalancingArns::listener);
    }

    private Doc.Struct pair() {
        return document.struct("loadBalancerInfo").structs("targetGroupPairInfoList").stream()
                .findFirst()
                .orElse(Doc.EMPTY);
    }

    /// How long its releases wait.
    public ReleaseWaits waits() {
        var ready = document.struct(BLUE_GREEN).struct("deploymentReadyOption");
        var end = document.struct(BLUE_GREEN).struct("terminateBlueInstancesOnDeploymentSuccess");
        boolean stops =
                ready.text("actionOnTimeout").filter("STOP_DEPLOYMENT"::equals).isPresent();
        return new ReleaseWaits(
                stops ? minutes(ready, "waitTimeInMinutes") : null, minutes(end, "terminationWaitTimeInMinutes"));
    }

    private static Duration minutes(Doc.Struct from, String member) {
        return Duration.ofMinutes(from.whole(member).orElse(0L));
    }

    /// What has a release rolled back by itself, as it is asked in a group or for one release.
    public static List<RollbackCause> rollbackOn(Doc.Struct autoRollback) {
        return autoRollback.bool("enabled").orElse(false)
                ? autoRollback.texts("events").stream()
                        .map(RollbackCause::valueOf)
                        .toList()
                : List.of();
    }

    /// The alarms that stop a release, as they are asked in a group or for one release.
    public static List<String> alarms(Doc.Struct configuration) {
        return configuration.bool("enabled").orElse(false)
                ? configuration.structs("alarms").stream()
                        .flatMap(alarm -> alarm.text("name").stream())
                        .toList()
                : List.of();
    }
}
