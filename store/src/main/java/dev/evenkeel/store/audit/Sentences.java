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
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ReleaseEvent;
import dev.evenkeel.store.event.SecretEvent;
import dev.evenkeel.store.event.ServiceDeploymentEvent;
import dev.evenkeel.store.event.ServiceEvent;
import dev.evenkeel.store.event.TaskDefinitionEvent;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.event.TaskSetEvent;
import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.DeploymentController;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.model.Resolution;
import dev.evenkeel.store.model.Scale;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Events, reasons and origins in words.
public final class Sentences {
    private Sentences() {}

    /// What happened.
    public static String of(Event event) {
        return switch (event) {
            case CallEvent e -> call(e);
            case ClusterEvent e -> cluster(e);
            case TaskDefinitionEvent e -> definition(e);
            case ServiceEvent e -> service(e);
            case DeploymentEvent e -> DeploymentSentences.of(e);
            case ServiceDeploymentEvent e -> DeploymentSentences.of(e);
            case TaskSetEvent e -> taskSet(e);
            case ReleaseEvent e -> ReleaseSentences.of(e);
            case TaskEvent e -> task(e);
            case HostEvent e -> host(e);
            case LogsEvent e -> logs(e);
            case NetworkEvent e -> NetworkSentences.of(e);
            case AccountEvent e -> account(e);
            case SecretEvent e -> secret(e);
            case BalancingEvent e -> BalancingSentences.of(e);
            case AlarmEvent e -> AlarmSentences.of(e);
        };
    }

    private static String call(CallEvent event) {
        return switch (event) {
            case CallEvent.Called e -> operation(e.operation());
            case CallEvent.CallRefused e -> operation(e.operation()) + " refused: " + e.code() + ", " + e.message();
            case CallEvent.TokenUsed e -> "client token " + e.token() + " used for " + e.scope();
            case CallEvent.TokenExpired e -> "client token " + e.token() + " forgotten";
        };
    }

    /// `RunTask` of `ecs:RunTask`.
    private static String operation(String qualified) {
        return qualified.substring(qualified.indexOf(':') + 1);
    }

    private static String cluster(ClusterEvent event) {
        return switch (event) {
            case ClusterEvent.ClusterCreated e -> "cluster " + e.cluster().name() + " created";
            case ClusterEvent.ClusterChanged e -> "cluster " + e.cluster().name() + " changed";
            case ClusterEvent.ClusterDeleted e -> "cluster " + e.cluster().name() + " deleted";
        };
    }

    private static String definition(TaskDefinitionEvent event) {
        var name = "task definition " + event.definition().shortName();
        return switch (event) {
            case TaskDefinitionEvent.TaskDefinitionRegistered e -> name + " registered by " + e.registeredBy();
            case TaskDefinitionEvent.TaskDefinitionDeregistered _ -> name + " deregistered";
            case TaskDefinitionEvent.TaskDefinitionTagged e -> name + tagged(e.tags());
            case TaskDefinitionEvent.TaskDefinitionDeletionRequested _ -> name + " is to go once nothing uses it";
            case TaskDefinitionEvent.TaskDefinitionDeleted _ -> name + " is gone";
        };
    }

    private static String service(ServiceEvent event) {
        var name = "service " + event.service().name();
        return switch (event) {
            case ServiceEvent.ServiceCreated e -> name + " created: " + wanted(e.spec());
            case ServiceEvent.ServiceSpecChanged e -> name + " now wants " + wanted(e.spec());
            case ServiceEvent.ServiceTagged e -> name + tagged(e.tags());
            case ServiceEvent.ServiceDraining _ -> name + " deleted, its tasks are being stopped";
            case ServiceEvent.ServiceRemoved _ -> name + " is gone, its last task has stopped";
            case ServiceEvent.RolloutBlocked _ -> name + " can neither start nor stop tasks by its percentages";
            case ServiceEvent.ServiceForgotten _ -> name + " left the live state";
            case ServiceEvent.ServiceSteadied _ -> name + " has reached a steady state";
            case ServiceEvent.StartsThrottled e ->
                name + " waits until " + e.nextAttemptAt() + " after " + e.failures() + " failed starts";
            case ServiceEvent.PlacementRefused e ->
                e.refusals().isEmpty() ? name + " has room again" : name + " has no room: " + refusals(e.refusals());
        };
    }

    private static String wanted(ServiceSpec spec) {
        return spec.desiredCount()
                + (spec.controller() == DeploymentController.EXTERNAL
                        ? " of what its task sets say"
                        : " of " + spec.taskDefinition().shortName());
    }

    private static String taskSet(TaskSetEvent event) {
        var name = "task set " + event.set().deployment();
        return switch (event) {
            case TaskSetEvent.TaskSetCreated e ->
                name + " created: " + share(e.spec().scale()) + " of "
                        + e.spec().definition().shortName();
            case TaskSetEvent.TaskSetScaleChanged e -> name + " is scaled to " + share(e.scale());
            case TaskSetEvent.TaskSetPrimaryChanged _ -> name + " is the primary one";
            case TaskSetEvent.TaskSetDraining _ -> name + " deleted, its tasks are being stopped";
            case TaskSetEvent.TaskSetDeleted _ -> name + " is gone, its last task has stopped";
            case TaskSetEvent.TaskSetSteadied _ -> name + " has reached a steady state";
        };
    }

    private static String share(Scale scale) {
        return scale.percent().toPlainString() + " %";
    }

    private static String task(TaskEvent event) {
        var name = shortName(event.task());
        return switch (event) {
            case TaskEvent.TaskCreated e ->
                name + " created from " + e.definition().shortName();
            case TaskEvent.TaskPlaced e -> name + " placed on " + e.host() + ports(e.ports());
            case TaskEvent.TaskObserved e -> name + " is " + e.phase() + health(e);
            case TaskEvent.ContainerRestarted e ->
                name + " had its container " + e.container() + " started again, time " + e.count();
            case TaskEvent.TaskStopRequested e ->
                name + " asked to stop (" + e.code().word() + ")" + wish(e);
            case TaskEvent.TaskStopped e -> name + " stopped (" + e.code().word() + "): " + ends(e);
            case TaskEvent.TaskTagged e -> name + tagged(e.tags());
            case TaskEvent.TaskProtectionChanged e ->
                name + (e.until() == null ? " is not protected any more" : " is protected until " + e.until());
            case TaskEvent.ShellOpened e -> "command " + e.command() + " let into `" + e.container() + "` of " + name;
            case TaskEvent.TaskForgotten _ -> name + " left the live state";
        };
    }

    /// The first digits, as people read them.
    static String shortName(TaskId task) {
        return task.value().substring(0, Math.min(8, task.value().length()));
    }

    private static String ports(List<HostPort> ports) {
        return ports.isEmpty()
                ? ""
                : ports.stream()
                        .map(port -> port.containerPort() + " at " + port.hostPort())
                        .collect(Collectors.joining(", ", ", port ", ""));
    }

    private static String health(TaskEvent.TaskObserved event) {
        return switch (event.health()) {
            case UNKNOWN -> "";
            case HEALTHY, UNHEALTHY -> ", " + event.health();
        };
    }

    /// What a caller said; where a reconciler stops a task, its reason says it.
    private static String wish(TaskEvent.TaskStopRequested event) {
        return event.code() == StopCode.USER_INITIATED ? ", \"" + event.reason() + "\"" : "";
    }

    /// How its containers ended or, where none got so far, the reason that ECS gives.
    private static String ends(TaskEvent.TaskStopped event) {
        var ends = event.containers().stream()
                .filter(container -> container.phase() == ContainerPhase.STOPPED && container.exitCode() != null)
                .map(container -> "`" + container.name() + "` exited " + container.exitCode()
                        + (container.reason() == null ? "" : " (" + container.reason() + ")"))
                .collect(Collectors.joining(", "));
        return ends.isEmpty() ? event.reason() : ends;
    }

    private static String host(HostEvent event) {
        return switch (event) {
            case HostEvent.HostRegistered e ->
                "host " + e.host() + " offers " + e.spec().cpu() + " CPU units and "
                        + e.spec().memory() + " MiB";
            case HostEvent.HostLost e -> "host " + e.host() + " is silent";
            case HostEvent.HostReturned e -> "host " + e.host() + " talks again";
            case HostEvent.HostStatusChanged e ->
                "host " + e.host() + (e.draining() ? " takes no new tasks" : " takes tasks again");
            case HostEvent.HostAttributed e -> "host " + e.host() + " has " + named("attribute", e.attributes());
            case HostEvent.HostTagged e -> "host " + e.host() + tagged(e.tags());
            case HostEvent.HostConditionChanged e ->
                "host " + e.host() + (e.holds() ? " has " : " no longer has ") + e.condition() + ": " + e.message();
        };
    }

    private static String account(AccountEvent event) {
        return switch (event) {
            case AccountEvent.AccountSettingChanged e ->
                "account setting " + e.setting() + (e.value() == null ? " taken back" : " is " + e.value());
        };
    }

    private static String tagged(Map<String, String> tags) {
        return " has " + named("tag", tags);
    }

    /// `the tags a, b`, or `no tags`.
    private static String named(String thing, Map<String, String> values) {
        return values.isEmpty()
                ? "no " + thing + "s"
                : "the " + thing + (values.size() == 1 ? " " : "s ") + String.join(", ", values.keySet());
    }

    private static String logs(LogsEvent event) {
        return switch (event) {
            case LogsEvent.LogGroupCreated e -> "log group " + e.group().name() + " created";
            case LogsEvent.LogGroupDeleted e -> "log group " + e.group().name() + " deleted";
            case LogsEvent.LogRetentionChanged e ->
                "log group " + e.group().name() + " keeps lines "
                        + (e.days() == null ? "for ever" : "for " + e.days() + " days");
            case LogsEvent.LogGroupTagged e ->
                "log group " + e.group().name() + " tagged "
                        + String.join(", ", e.tags().keySet());
            case LogsEvent.LogGroupUntagged e ->
                "log group " + e.group().name() + " no longer tagged " + String.join(", ", e.keys());
        };
    }

    private static String secret(SecretEvent event) {
        return switch (event) {
            case SecretEvent.SecretCreated e -> "secret " + e.secret().name() + " created";
            case SecretEvent.SecretChanged e -> "secret " + e.secret().name() + " described anew";
            case SecretEvent.SecretVersionStored e -> "secret " + e.secret().name() + " has version " + e.version();
            case SecretEvent.SecretStagesMoved e -> "secret " + e.secret().name() + " has " + labels(e.stages());
            case SecretEvent.SecretDeletionPlanned e ->
                "secret " + e.secret().name()
                        + (e.deleteAt() == null ? " restored" : " to be deleted at " + e.deleteAt());
            case SecretEvent.SecretDeleted e -> "secret " + e.secret().name() + " deleted";
            case SecretEvent.ParameterStored e -> "parameter " + e.parameter().name() + " has version " + e.version();
            case SecretEvent.ParameterChanged e -> "parameter " + e.parameter().name() + " has other tags or labels";
            case SecretEvent.ParameterDeleted e -> "parameter " + e.parameter().name() + " deleted";
            case SecretEvent.SecretsResolved e -> shortName(e.task()) + " is given " + given(e.given());
        };
    }

    private static String labels(Map<String, String> stages) {
        return stages.entrySet().stream()
                .map(stage -> stage.getKey() + " on " + stage.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String given(List<Resolution> given) {
        return given.stream()
                .map(one -> one.source() + (one.version() == null ? " (not there)" : " version " + one.version()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /// For what reason; empty where the origin says it all.
    public static String of(Reason reason) {
        return switch (reason) {
            case Reason.Requested _, Reason.Observed _ -> "";
            case Reason.BelowDesired r -> r.have() + " of " + r.desired() + " desired";
            case Reason.AboveDesired r -> r.have() + " where " + r.desired() + " are desired";
            case Reason.Superseded r -> "superseded by deployment " + r.by();
            case Reason.Unhealthy _ -> "its health check failed";
            case Reason.OwnerGone _ -> "what it belongs to goes away";
            case Reason.HostSilent r -> "its host was silent for " + seconds(r.silent());
            case Reason.TooManyFailures r -> r.failures() + " failures, " + r.threshold() + " allowed";
            case Reason.Elapsed r -> "after " + seconds(r.waited());
            case Reason.Expired r -> "granted until " + r.at() + " only";
            case Reason.NoRoom r -> "no room: " + refusals(r.refusals());
            case Reason.FirstFetched r -> "as " + shortName(r.task()) + " fetched it";
            case Reason.HostDrains r -> "host " + r.host() + " drains";
            case Reason.MisplacedTask r -> "host " + r.host() + " no longer meets its constraints";
            case Reason.Measured _ -> "by what was measured";
            case Reason.Alarmed r -> "alarm " + String.join(", ", r.alarms()) + " went off";
            case Reason.HookSaid r -> "as hook " + r.hook() + " said";
            case Reason.WeightsChangedByOther r -> "the weights were written by " + r.writer();
            case Reason.UnhealthyTarget r ->
                "health checks failed in target group " + r.group().name();
            case Reason.TaskRuns _ -> "the task runs";
            case Reason.TaskLeaves _ -> "the task is asked to stop";
            case Reason.StepOf r ->
                "a step of CodeDeploy's deployment " + r.release().value();
            case Reason.Hindered r -> r.what();
            case Reason.Reached _ -> "what it waited for is there";
        };
    }

    private static String refusals(List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal ->
                        refusal.reason() + " on " + refusal.hosts() + (refusal.hosts() == 1 ? " host" : " hosts"))
                .collect(Collectors.joining(", "));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /// Who caused it.
    public static String of(Origin origin) {
        return switch (origin) {
            case Origin.Call o -> "call by " + principal(o.principal()) + ", request " + o.requestId();
            case Origin.HostReport o -> "report " + o.host() + " #" + o.sequence();
            case Origin.Lease o -> "lease " + o.host();
            case Origin.Reconcile o -> "reconcile " + o.reconciler() + " " + o.key();
            case Origin.ProxyReport o -> "proxy of " + o.host();
            case Origin.Genesis o -> "beginning, version " + o.version();
        };
    }

    /// `user/ci` of `arn:aws:iam::123456789012:user/ci`.
    private static String principal(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
