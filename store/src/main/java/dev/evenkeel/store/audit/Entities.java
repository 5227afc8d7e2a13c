package dev.evenkeel.store.audit;

import dev.evenkeel.store.event.AccountEvent;
import dev.evenkeel.store.event.AlarmEvent;
import dev.evenkeel.store.event.BalancingEvent;
import dev.evenkeel.store.event.CallEvent;
import dev.evenkeel.store.event.ClusterEvent;
import dev.evenkeel.store.event.DeploymentEvent;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.HostEvent;
import dev.evenkeel.store.event.LogsEvent;
import dev.evenkeel.store.event.NetworkEvent;
import dev.evenkeel.store.event.ReleaseEvent;
import dev.evenkeel.store.event.SecretEvent;
import dev.evenkeel.store.event.SecretEvent.ParameterChanged;
import dev.evenkeel.store.event.SecretEvent.ParameterDeleted;
import dev.evenkeel.store.event.SecretEvent.ParameterStored;
import dev.evenkeel.store.event.SecretEvent.SecretChanged;
import dev.evenkeel.store.event.SecretEvent.SecretCreated;
import dev.evenkeel.store.event.SecretEvent.SecretDeleted;
import dev.evenkeel.store.event.SecretEvent.SecretDeletionPlanned;
import dev.evenkeel.store.event.SecretEvent.SecretStagesMoved;
import dev.evenkeel.store.event.SecretEvent.SecretVersionStored;
import dev.evenkeel.store.event.SecretEvent.SecretsResolved;
import dev.evenkeel.store.event.ServiceDeploymentEvent;
import dev.evenkeel.store.event.ServiceEvent;
import dev.evenkeel.store.event.TaskDefinitionEvent;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.event.TaskSetEvent;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.InterfaceId;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.model.ParameterId;
import dev.evenkeel.store.model.SecretId;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.SettingId;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.VpcId;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentId;
import dev.evenkeel.store.model.release.ApplicationId;
import dev.evenkeel.store.model.release.ReleaseConfigId;
import dev.evenkeel.store.model.release.ReleaseGroupId;
import dev.evenkeel.store.model.release.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What an event is about, as `kind/id`: the keys under which its history is found.
public final class Entities {
    private Entities() {}

    public static String key(ClusterId id) {
        return "cluster/" + id;
    }

    public static String key(TaskDefinitionId id) {
        return "task-definition/" + id;
    }

    public static String key(ServiceId id) {
        return "service/" + id;
    }

    public static String key(DeploymentId id) {
        return "deployment/" + id;
    }

    public static String key(ServiceDeploymentId id) {
        return "service-deployment/" + id;
    }

    public static String key(TaskId id) {
        return "task/" + id;
    }

    public static String key(HostId id) {
        return "host/" + id;
    }

    public static String key(LogGroupId id) {
        return "log-group/" + id;
    }

    public static String key(SettingId id) {
        return "account-setting/" + id;
    }

    public static String key(SecretId id) {
        return "secret/" + id;
    }

    public static String key(ParameterId id) {
        return "parameter/" + id;
    }

    public static String key(LoadBalancerId id) {
        return "load-balancer/" + id;
    }

    public static String key(TargetGroupId id) {
        return "target-group/" + id;
    }

    public static String key(ListenerId id) {
        return "listener/" + id;
    }

    public static String key(RuleId id) {
        return "rule/" + id;
    }

    public static String key(ApplicationId id) {
        return "application/" + id;
    }

    public static String key(ReleaseGroupId id) {
        return "deployment-group/" + id;
    }

    public static String key(ReleaseConfigId id) {
        return "deployment-config/" + id;
    }

    public static String key(ReleaseId id) {
        return "release/" + id;
    }

    public static String key(VpcId id) {
        return "vpc/" + id;
    }

    public static String key(SubnetId id) {
        return "subnet/" + id;
    }

    public static String key(SecurityGroupId id) {
        return "security-group/" + id;
    }

    public static String key(InterfaceId id) {
        return "network-interface/" + id;
    }

    public static String key(AlarmId id) {
        return "alarm/" + id;
    }

    /// The keys of everything that an event is about.
    public static List<String> of(Event event) {
        return switch (event) {
            case CallEvent _ -> List.of();
            case ClusterEvent e -> List.of(key(e.cluster()));
            case TaskDefinitionEvent e -> List.of(key(e.definition()));
            case ServiceEvent e -> List.of(key(e.service()));
            case DeploymentEvent e -> List.of(key(e.deployment()), key(e.service()));
            case ServiceDeploymentEvent e -> List.of(key(e.id()), key(e.id().service()));
            case TaskSetEvent e ->
                List.of(key(e.set().deployment()), key(e.set().service()));
            case ReleaseEvent e -> release(e);
            case TaskEvent e -> task(e);
            case HostEvent e -> List.of(key(e.host()));
            case LogsEvent e -> List.of(key(e.group()));
            case NetworkEvent e -> network(e);
            case AccountEvent.AccountSettingChanged e -> List.of(key(e.setting()));
            case SecretEvent e -> List.of(secret(e));
            case BalancingEvent e -> balancing(e);
            case AlarmEvent e -> List.of(key(e.alarm()));
        };
    }

    private static List<String> release(ReleaseEvent event) {
        return switch (event) {
            case ReleaseEvent.ApplicationCreated e -> List.of(key(e.application()));
            case ReleaseEvent.ApplicationRenamed e ->
                List.of(
                        key(e.application()),
                        key(new ApplicationId(e.application().region(), e.name())));
            case ReleaseEvent.ApplicationDeleted e -> List.of(key(e.application()));
            case ReleaseEvent.ReleaseGroupCreated e ->
                List.of(key(e.group()), key(e.spec().service()));
            case ReleaseEvent.ReleaseGroupChanged e -> List.of(key(e.group()));
            case ReleaseEvent.ReleaseGroupDeleted e -> List.of(key(e.group()));
            case ReleaseEvent.ReleaseConfigCreated e -> List.of(key(e.config()));
            case ReleaseEvent.ReleaseConfigDeleted e -> List.of(key(e.config()));
            case ReleaseEvent.ReleaseCreated e ->
                List.of(
                        key(e.release()),
                        key(e.spec().group()),
                        key(e.spec().original().service()));
            case ReleaseEvent.ReleaseMoved e -> List.of(key(e.release()));
            case ReleaseEvent.ReleaseStageMoved e -> List.of(key(e.release()));
            case ReleaseEvent.ReleaseContinued e -> List.of(key(e.release()));
            case ReleaseEvent.ReleaseStopRequested e -> List.of(key(e.release()));
            case ReleaseEvent.ReleaseHookStarted e -> List.of(key(e.release()));
            case ReleaseEvent.ReleaseHookAnswered e -> List.of(key(e.release()));
            case ReleaseEvent.ReleaseTrafficShifted e ->
                Stream.concat(Stream.of(key(e.release())), rule(e.rule()).stream())
                        .toList();
        };
    }

    private static String secret(SecretEvent event) {
        return switch (event) {
            case SecretCreated e -> key(e.secret());
            case SecretChanged e -> key(e.secret());
            case SecretVersionStored e -> key(e.secret());
            case SecretStagesMoved e -> key(e.secret());
            case SecretDeletionPlanned e -> key(e.secret());
            case SecretDeleted e -> key(e.secret());
            case ParameterStored e -> key(e.parameter());
            case ParameterChanged e -> key(e.parameter());
            case ParameterDeleted e -> key(e.parameter());
            case SecretsResolved e -> key(e.task());
        };
    }

    private static List<String> balancing(BalancingEvent event) {
        return switch (event) {
            case BalancingEvent.LoadBalancerCreated e -> List.of(key(e.balancer()));
            case BalancingEvent.LoadBalancerChanged e -> List.of(key(e.balancer()));
            case BalancingEvent.LoadBalancerDeleted e -> List.of(key(e.balancer()));
            case BalancingEvent.TargetGroupCreated e -> List.of(key(e.group()));
            case BalancingEvent.TargetGroupChanged e -> List.of(key(e.group()));
            case BalancingEvent.TargetGroupDeleted e -> List.of(key(e.group()));
            case BalancingEvent.ListenerCreated e -> listener(e.listener());
            case BalancingEvent.ListenerChanged e -> listener(e.listener());
            case BalancingEvent.ListenerDeleted e -> listener(e.listener());
            case BalancingEvent.RuleCreated e -> rule(e.rule());
            case BalancingEvent.RuleChanged e -> rule(e.rule());
            case BalancingEvent.RuleDeleted e -> rule(e.rule());
            case BalancingEvent.RuleWeightsChanged e -> rule(e.rule());
            case BalancingEvent.TargetsRegistered e -> List.of(key(e.group()));
            case BalancingEvent.TaskTargetsRegistered e -> taskTargets(e);
            case BalancingEvent.TargetsDeregistered e -> List.of(key(e.group()));
            case BalancingEvent.TargetsGone e -> List.of(key(e.group()));
            case BalancingEvent.TargetHealthChanged e -> List.of(key(e.group()));
            case BalancingEvent.RoutesServed e -> List.of(key(e.host()));
        };
    }

    private static List<String> taskTargets(BalancingEvent.TaskTargetsRegistered event) {
        var keys = new ArrayList<String>();
        keys.add(key(event.group()));
        event.targets().forEach(target -> keys.add(key(target.task())));
        return keys;
    }

    private static List<String> listener(ListenerId id) {
        return List.of(key(id), key(id.balancer()));
    }

    private static List<String> rule(RuleId id) {
        return List.of(key(id), key(id.listener()), key(id.listener().balancer()));
    }

    private static List<String> network(NetworkEvent event) {
        return switch (event) {
            case NetworkEvent.AddressRangesSet _ -> List.of();
            case NetworkEvent.VpcCreated e -> List.of(key(e.vpc()));
            case NetworkEvent.VpcChanged e -> List.of(key(e.vpc()));
            case NetworkEvent.VpcDeleted e -> List.of(key(e.vpc()));
            case NetworkEvent.SubnetCreated e -> List.of(key(e.subnet()), key(e.vpc()));
            case NetworkEvent.SubnetChanged e -> List.of(key(e.subnet()));
            case NetworkEvent.SubnetDeleted e -> List.of(key(e.subnet()));
            case NetworkEvent.SecurityGroupCreated e -> List.of(key(e.group()), key(e.vpc()));
            case NetworkEvent.SecurityGroupDeleted e -> List.of(key(e.group()));
            case NetworkEvent.RulesAuthorized e -> List.of(key(e.group()));
            case NetworkEvent.RulesRevoked e -> List.of(key(e.group()));
            case NetworkEvent.InterfaceCreated e -> List.of(key(e.networkInterface()), key(e.task()));
            case NetworkEvent.ResourceTagged e -> List.of(tagged(e.region(), e.resource()));
            case NetworkEvent.ResourceUntagged e -> List.of(tagged(e.region(), e.resource()));
        };
    }

    /// The key of anything of a network, whose id says what it is.
    private static String tagged(String region, String resource) {
        return switch (resource.substring(0, Math.max(0, resource.indexOf('-')))) {
            case "vpc" -> key(new VpcId(region, resource));
            case "subnet" -> key(new SubnetId(region, resource));
            case "sg" -> key(new SecurityGroupId(region, resource));
            case "eni" -> key(new InterfaceId(region, resource));
            default -> "resource/" + region + "/" + resource;
        };
    }

    private static List<String> task(TaskEvent event) {
        var keys = new ArrayList<String>();
        keys.add(key(event.task()));
        if (event instanceof TaskCreated created && created.service() instanceof ServiceId service) {
            keys.add(key(service));
        }
        if (event instanceof TaskCreated created && created.deployment() instanceof DeploymentId deployment) {
            keys.add(key(deployment));
        }
        if (event instanceof TaskPlaced placed) {
            keys.add(key(placed.host()));
        }
        return keys;
    }
}
