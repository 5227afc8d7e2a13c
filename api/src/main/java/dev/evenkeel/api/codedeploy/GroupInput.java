package dev.evenkeel.api.codedeploy;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.release.ReleaseGroupSpec;
import dev.evenkeel.store.model.release.RollbackCause;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The members of CreateDeploymentGroup and UpdateDeploymentGroup that Evenkeel acts on.
final class GroupInput {
    private static final int MOST_ALARMS = 10;
    private static final int LONGEST_MINUTES = 2_880;
    private static final String BALANCER = "InvalidLoadBalancerInfoException";
    private static final String PAIR = "InvalidTargetGroupPairException";
    private static final String BLUE_GREEN = "InvalidBlueGreenDeploymentConfigurationException";

    private GroupInput() {}

    record Create(
            String applicationName,
            String deploymentGroupName,
            @Nullable String deploymentConfigName,
            String serviceRoleArn,
            @Nullable Alarms alarmConfiguration,
            @Nullable AutoRollback autoRollbackConfiguration,
            @Nullable Style deploymentStyle,
            @Nullable BlueGreen blueGreenDeploymentConfiguration,
            @Nullable Balancer loadBalancerInfo,
            List<Service> ecsServices) {}

    record Update(
            String applicationName,
            String currentDeploymentGroupName,
            @Nullable String newDeploymentGroupName,
            @Nullable String deploymentConfigName,
            @Nullable String serviceRoleArn,
            @Nullable Alarms alarmConfiguration,
            @Nullable AutoRollback autoRollbackConfiguration,
            @Nullable Style deploymentStyle,
            @Nullable BlueGreen blueGreenDeploymentConfiguration,
            @Nullable Balancer loadBalancerInfo,
            List<Service> ecsServices) {}

    record Alarm(@Nullable String name) {}

    record Alarms(boolean enabled, boolean ignorePollAlarmFailure, List<Alarm> alarms) {}

    record AutoRollback(boolean enabled, List<String> events) {}

    record Style(@Nullable String deploymentType, @Nullable String deploymentOption) {}

    record Termination(@Nullable String action, @Nullable Integer terminationWaitTimeInMinutes) {}

    record Ready(@Nullable String actionOnTimeout, @Nullable Integer waitTimeInMinutes) {}

    record BlueGreen(
            @Nullable Termination terminateBlueInstancesOnDeploymentSuccess,
            @Nullable Ready deploymentReadyOption) {}

    record TargetGroup(@Nullable String name) {}

    record Route(List<String> listenerArns) {}

    record Pair(
            List<TargetGroup> targetGroups,
            @Nullable Route prodTrafficRoute,
            @Nullable Route testTrafficRoute) {}

    record Balancer(List<Pair> targetGroupPairInfoList) {}

    record Service(@Nullable String serviceName, @Nullable String clusterName) {}

    static void check(@Nullable Style style) {
        boolean fits = style != null
                && "BLUE_GREEN".equals(style.deploymentType())
                && "WITH_TRAFFIC_CONTROL".equals(style.deploymentOption());
        if (!fits) {
            throw Errors.of(
                    "InvalidDeploymentStyleException",
                    "For ECS deployment groups, deploymentType has to be BLUE_GREEN and deploymentOption has to be"
                            + " WITH_TRAFFIC_CONTROL.");
        }
    }

    static void check(@Nullable BlueGreen blueGreen) {
        var end = blueGreen == null ? null : blueGreen.terminateBlueInstancesOnDeploymentSuccess();
        var ready = blueGreen == null ? null : blueGreen.deploymentReadyOption();
        if (end == null || ready == null) {
            throw Errors.of(
                    BLUE_GREEN,
                    "For ECS deployment groups, terminateBlueInstancesOnDeploymentSuccess and deploymentReadyOption"
                            + " have to be set.");
        }
        if ("KEEP_ALIVE".equals(end.action())) {
            throw Errors.of(BLUE_GREEN, "The action KEEP_ALIVE is not supported for ECS deployment groups.");
        }
        minutes("terminationWaitTimeInMinutes", end.terminationWaitTimeInMinutes());
        minutes("waitTimeInMinutes", ready.waitTimeInMinutes());
        boolean stops = "STOP_DEPLOYMENT".equals(ready.actionOnTimeout());
        if (stops && (ready.waitTimeInMinutes() == null || ready.waitTimeInMinutes() == 0)) {
            throw Errors.of(BLUE_GREEN, "The action STOP_DEPLOYMENT needs a waitTimeInMinutes above 0.");
        }
    }

    private static void minutes(String member, @Nullable Integer value) {
        if (value != null && (value < 0 || value > LONGEST_MINUTES)) {
            throw Errors.of(BLUE_GREEN, member + " must be between 0 and " + LONGEST_MINUTES + ", but was " + value);
        }
    }

    static void check(@Nullable Balancer balancer) {
        if (balancer == null || balancer.targetGroupPairInfoList().size() != 1) {
            throw Errors.of(BALANCER, "For ECS deployment groups, targetGroupPairInfoList has to have one item.");
        }
        var pair = balancer.targetGroupPairInfoList().getFirst();
        long names = pair.targetGroups().stream()
                .map(TargetGroup::name)
                .filter(name -> name != null && !name.isBlank())
                .distinct()
                .count();
        if (pair.targetGroups().size() != 2 || names != 2) {
            throw Errors.of(PAIR, "A target group pair has to have the names of two target groups.");
        }
        listener("prodTrafficRoute", pair.prodTrafficRoute());
        if (pair.testTrafficRoute() != null) {
            listener("testTrafficRoute", pair.testTrafficRoute());
        }
    }

    private static void listener(String member, @Nullable Route route) {
        if (route == null || route.listenerArns().size() != 1) {
            throw Errors.of(PAIR, member + " has to have the ARN of one listener.");
        }
        var arn = route.listenerArns().getFirst();
        if (BalancingArns.listener(arn).isEmpty()) {
            throw Errors.of(PAIR, member + " has to have the ARN of a listener, but has " + arn);
        }
    }

    static void check(@Nullable Alarms alarms) {
        if (alarms == null) {
            return;
        }
        if (alarms.alarms().size() > MOST_ALARMS) {
            throw Errors.of("AlarmsLimitExceededException", "There can be at most " + MOST_ALARMS + " alarms.");
        }
        boolean named = alarms.alarms().stream()
                .allMatch(alarm -> alarm.name() != null && !alarm.name().isBlank());
        long distinct = alarms.alarms().stream().distinct().count();
        if (!named || distinct < alarms.alarms().size() || (alarms.enabled() && distinct == 0)) {
            throw Errors.of(
                    "InvalidAlarmConfigException",
                    "Each alarm needs a name of its own, and an alarmConfiguration that is enabled needs one.");
        }
    }

    static void check(@Nullable AutoRollback rollback) {
        var known =
                Arrays.stream(RollbackCause.values()).map(RollbackCause::name).toList();
        boolean fits = rollback == null
                || (known.containsAll(rollback.events())
                        && rollback.enabled() != rollback.events().isEmpty());
        if (!fits) {
            throw Errors.of(
                    "InvalidAutoRollbackConfigException",
                    "An autoRollbackConfiguration that is enabled needs events, and others have none.");
        }
    }

    /// The service of a group, which has one.
    static Service service(List<Service> services) {
        if (services.size() != 1) {
            throw Errors.of("InvalidECSServiceException", "An ECS deployment group has exactly one ECS service.");
        }
        return services.getFirst();
    }

    /// What a group keeps of an input.
    static Doc.Struct kept(Doc.Struct document) {
        var kept = Doc.EMPTY;
        for (var member : List.of(
                "deploymentConfigName",
                "serviceRoleArn",
                "alarmConfiguration",
                "autoRollbackConfiguration",
                "deploymentStyle",
                "blueGreenDeploymentConfiguration",
                "loadBalancerInfo")) {
            if (document.get(member).isPresent()) {
                kept = kept.with(member, document.get(member).get());
            }
        }
        return kept;
    }

    /// What has a deployment rolled back by itself, where that is said.
    static @Nullable List<RollbackCause> rollbackOn(@Nullable AutoRollback said, Doc.Struct document) {
        check(said);
        return said == null ? null : ReleaseGroupSpec.rollbackOn(document.struct("autoRollbackConfiguration"));
    }

    /// Which alarms stop a deployment, where that is said.
    static @Nullable List<String> alarms(@Nullable Alarms said, Doc.Struct document) {
        check(said);
        return said == null ? null : ReleaseGroupSpec.alarms(document.struct("overrideAlarmConfiguration"));
    }
}
