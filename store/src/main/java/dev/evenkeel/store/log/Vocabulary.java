package dev.evenkeel.store.log;

import static dev.evenkeel.store.log.Family.Form.inUse;
import static dev.evenkeel.store.log.Family.Form.retired;

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
import dev.evenkeel.store.event.retired.V1;
import java.util.List;

/// The number and the version in use of everything that a log says. Numbers and versions are for ever: a new type takes
/// the next free number of its family; a changed one the next version, and what it was goes on under `retired`.
final class Vocabulary {
    static final Family<Origin> ORIGINS = new Family<>(
            "origin",
            List.of(
                    inUse(1, 1, Origin.Call.class),
                    inUse(2, 1, Origin.HostReport.class),
                    inUse(3, 1, Origin.Lease.class),
                    inUse(4, 1, Origin.Reconcile.class),
                    inUse(5, 1, Origin.Genesis.class),
                    inUse(20, 1, Origin.ProxyReport.class)));

    static final Family<Reason> REASONS = new Family<>(
            "reason",
            List.of(
                    inUse(1, 1, Reason.Requested.class),
                    inUse(2, 1, Reason.Observed.class),
                    inUse(3, 1, Reason.BelowDesired.class),
                    inUse(4, 1, Reason.AboveDesired.class),
                    inUse(5, 1, Reason.Superseded.class),
                    inUse(6, 1, Reason.Unhealthy.class),
                    inUse(7, 1, Reason.OwnerGone.class),
                    inUse(8, 1, Reason.HostSilent.class),
                    inUse(9, 1, Reason.TooManyFailures.class),
                    inUse(10, 1, Reason.Elapsed.class),
                    inUse(11, 1, Reason.NoRoom.class),
                    inUse(12, 1, Reason.Reached.class),
                    inUse(15, 1, Reason.Expired.class),
                    inUse(16, 1, Reason.HostDrains.class),
                    inUse(17, 1, Reason.MisplacedTask.class),
                    inUse(21, 1, Reason.FirstFetched.class),
                    inUse(25, 1, Reason.Alarmed.class),
                    inUse(26, 1, Reason.HookSaid.class),
                    inUse(27, 1, Reason.WeightsChangedByOther.class),
                    inUse(28, 1, Reason.Measured.class),
                    inUse(22, 1, Reason.UnhealthyTarget.class),
                    inUse(23, 1, Reason.TaskRuns.class),
                    inUse(24, 1, Reason.TaskLeaves.class),
                    inUse(31, 1, Reason.StepOf.class),
                    inUse(32, 1, Reason.Hindered.class)));

    static final Family<Event> EVENTS = new Family<>(
            "event",
            List.of(
                    inUse(1, 1, CallEvent.Called.class),
                    inUse(2, 1, CallEvent.CallRefused.class),
                    inUse(3, 1, CallEvent.TokenUsed.class),
                    inUse(4, 1, CallEvent.TokenExpired.class),
                    inUse(5, 1, ClusterEvent.ClusterCreated.class),
                    inUse(6, 1, ClusterEvent.ClusterChanged.class),
                    inUse(7, 1, ClusterEvent.ClusterDeleted.class),
                    inUse(8, 1, TaskDefinitionEvent.TaskDefinitionRegistered.class),
                    inUse(9, 1, TaskDefinitionEvent.TaskDefinitionDeregistered.class),
                    inUse(10, 1, ServiceEvent.ServiceCreated.class),
                    inUse(11, 1, ServiceEvent.ServiceSpecChanged.class),
                    inUse(12, 1, ServiceEvent.ServiceDraining.class),
                    inUse(13, 1, ServiceEvent.ServiceRemoved.class),
                    inUse(14, 1, ServiceEvent.ServiceSteadied.class),
                    inUse(15, 1, ServiceEvent.StartsThrottled.class),
                    retired(16, 1, V1.PlacementRefused.class, V1.PlacementRefused::next),
                    inUse(16, 2, ServiceEvent.PlacementRefused.class),
                    inUse(17, 1, DeploymentEvent.DeploymentStarted.class),
                    inUse(18, 1, DeploymentEvent.DeploymentCompleted.class),
                    inUse(19, 1, DeploymentEvent.DeploymentRetired.class),
                    inUse(20, 1, TaskEvent.TaskCreated.class),
                    inUse(21, 1, TaskEvent.TaskPlaced.class),
                    inUse(22, 1, TaskEvent.TaskObserved.class),
                    inUse(23, 1, TaskEvent.TaskStopRequested.class),
                    inUse(24, 1, TaskEvent.TaskStopped.class),
                    inUse(25, 1, TaskEvent.TaskForgotten.class),
                    retired(26, 1, V1.HostRegistered.class, V1.HostRegistered::next),
                    inUse(26, 2, HostEvent.HostRegistered.class),
                    inUse(27, 1, HostEvent.HostLost.class),
                    inUse(28, 1, HostEvent.HostReturned.class),
                    inUse(29, 1, LogsEvent.LogGroupCreated.class),
                    inUse(30, 1, LogsEvent.LogGroupDeleted.class),
                    inUse(75, 1, LogsEvent.LogRetentionChanged.class),
                    inUse(76, 1, LogsEvent.LogGroupTagged.class),
                    inUse(77, 1, LogsEvent.LogGroupUntagged.class),
                    inUse(40, 1, NetworkEvent.AddressRangesSet.class),
                    inUse(41, 1, NetworkEvent.VpcCreated.class),
                    inUse(42, 1, NetworkEvent.VpcChanged.class),
                    inUse(43, 1, NetworkEvent.VpcDeleted.class),
                    inUse(44, 1, NetworkEvent.SubnetCreated.class),
                    inUse(45, 1, NetworkEvent.SubnetChanged.class),
                    inUse(46, 1, NetworkEvent.SubnetDeleted.class),
                    inUse(47, 1, NetworkEvent.SecurityGroupCreated.class),
                    inUse(48, 1, NetworkEvent.SecurityGroupDeleted.class),
                    inUse(49, 1, NetworkEvent.RulesAuthorized.class),
                    inUse(50, 1, NetworkEvent.RulesRevoked.class),
                    inUse(51, 1, NetworkEvent.InterfaceCreated.class),
                    inUse(52, 1, NetworkEvent.ResourceTagged.class),
                    inUse(53, 1, NetworkEvent.ResourceUntagged.class),
                    inUse(55, 1, SecretEvent.SecretCreated.class),
                    inUse(56, 1, SecretEvent.SecretChanged.class),
                    inUse(57, 1, SecretEvent.SecretVersionStored.class),
                    inUse(58, 1, SecretEvent.SecretStagesMoved.class),
                    inUse(59, 1, SecretEvent.SecretDeletionPlanned.class),
                    inUse(90, 1, SecretEvent.SecretDeleted.class),
                    inUse(91, 1, SecretEvent.ParameterStored.class),
                    inUse(92, 1, SecretEvent.ParameterChanged.class),
                    inUse(93, 1, SecretEvent.ParameterDeleted.class),
                    inUse(94, 1, SecretEvent.SecretsResolved.class),
                    inUse(60, 1, HostEvent.HostStatusChanged.class),
                    inUse(61, 1, HostEvent.HostAttributed.class),
                    inUse(62, 1, HostEvent.HostTagged.class),
                    inUse(63, 1, TaskEvent.TaskTagged.class),
                    inUse(64, 1, TaskEvent.TaskProtectionChanged.class),
                    inUse(65, 1, ServiceEvent.ServiceTagged.class),
                    inUse(66, 1, TaskDefinitionEvent.TaskDefinitionTagged.class),
                    inUse(67, 1, TaskDefinitionEvent.TaskDefinitionDeletionRequested.class),
                    inUse(68, 1, TaskDefinitionEvent.TaskDefinitionDeleted.class),
                    inUse(69, 1, AccountEvent.AccountSettingChanged.class),
                    inUse(80, 1, DeploymentEvent.ImageResolved.class),
                    inUse(81, 1, TaskEvent.ShellOpened.class),
                    inUse(82, 1, HostEvent.HostConditionChanged.class),
                    inUse(85, 1, TaskEvent.ContainerRestarted.class),
                    inUse(100, 1, BalancingEvent.LoadBalancerCreated.class),
                    inUse(101, 1, BalancingEvent.LoadBalancerChanged.class),
                    inUse(102, 1, BalancingEvent.LoadBalancerDeleted.class),
                    inUse(103, 1, BalancingEvent.TargetGroupCreated.class),
                    inUse(104, 1, BalancingEvent.TargetGroupChanged.class),
                    inUse(105, 1, BalancingEvent.TargetGroupDeleted.class),
                    inUse(106, 1, BalancingEvent.ListenerCreated.class),
                    inUse(107, 1, BalancingEvent.ListenerChanged.class),
                    inUse(108, 1, BalancingEvent.ListenerDeleted.class),
                    inUse(109, 1, BalancingEvent.RuleCreated.class),
                    inUse(110, 1, BalancingEvent.RuleChanged.class),
                    inUse(111, 1, BalancingEvent.RuleDeleted.class),
                    inUse(112, 1, BalancingEvent.RuleWeightsChanged.class),
                    inUse(113, 1, BalancingEvent.TargetsRegistered.class),
                    inUse(114, 1, BalancingEvent.TargetsDeregistered.class),
                    inUse(115, 1, BalancingEvent.TargetsGone.class),
                    inUse(116, 1, BalancingEvent.TargetHealthChanged.class),
                    inUse(117, 1, BalancingEvent.RoutesServed.class),
                    inUse(160, 1, AlarmEvent.AlarmPut.class),
                    inUse(161, 1, AlarmEvent.AlarmStateChanged.class),
                    inUse(162, 1, AlarmEvent.AlarmTagged.class),
                    inUse(163, 1, AlarmEvent.AlarmDeleted.class),
                    inUse(130, 1, ServiceDeploymentEvent.ServiceDeploymentStarted.class),
                    inUse(131, 1, ServiceDeploymentEvent.ServiceDeploymentMoved.class),
                    inUse(132, 1, ServiceDeploymentEvent.RollbackStarted.class),
                    inUse(133, 1, ServiceDeploymentEvent.BreakerTripped.class),
                    inUse(134, 1, ServiceDeploymentEvent.AlarmsIgnored.class),
                    inUse(135, 1, ServiceDeploymentEvent.AlarmsFired.class),
                    inUse(136, 1, ServiceDeploymentEvent.StageReached.class),
                    inUse(137, 1, ServiceDeploymentEvent.TrafficShifted.class),
                    inUse(138, 1, ServiceDeploymentEvent.HookStarted.class),
                    inUse(139, 1, ServiceDeploymentEvent.HookAnswered.class),
                    inUse(150, 1, ServiceDeploymentEvent.SidesChosen.class),
                    inUse(140, 1, DeploymentEvent.DeploymentFailed.class),
                    inUse(141, 1, DeploymentEvent.TaskFailed.class),
                    inUse(142, 1, DeploymentEvent.FailuresReset.class),
                    inUse(120, 1, BalancingEvent.TaskTargetsRegistered.class),
                    inUse(70, 1, ServiceEvent.RolloutBlocked.class),
                    inUse(71, 1, ServiceEvent.ServiceForgotten.class),
                    inUse(176, 1, TaskSetEvent.TaskSetCreated.class),
                    inUse(177, 1, TaskSetEvent.TaskSetScaleChanged.class),
                    inUse(178, 1, TaskSetEvent.TaskSetPrimaryChanged.class),
                    inUse(179, 1, TaskSetEvent.TaskSetDraining.class),
                    inUse(180, 1, TaskSetEvent.TaskSetDeleted.class),
                    inUse(181, 1, TaskSetEvent.TaskSetSteadied.class),
                    inUse(182, 1, ReleaseEvent.ApplicationCreated.class),
                    inUse(183, 1, ReleaseEvent.ApplicationRenamed.class),
                    inUse(184, 1, ReleaseEvent.ApplicationDeleted.class),
                    inUse(185, 1, ReleaseEvent.ReleaseGroupCreated.class),
                    inUse(186, 1, ReleaseEvent.ReleaseGroupChanged.class),
                    inUse(187, 1, ReleaseEvent.ReleaseGroupDeleted.class),
                    inUse(188, 1, ReleaseEvent.ReleaseConfigCreated.class),
                    inUse(189, 1, ReleaseEvent.ReleaseConfigDeleted.class),
                    inUse(190, 1, ReleaseEvent.ReleaseCreated.class),
                    inUse(191, 1, ReleaseEvent.ReleaseMoved.class),
                    inUse(192, 1, ReleaseEvent.ReleaseStageMoved.class),
                    inUse(193, 1, ReleaseEvent.ReleaseContinued.class),
                    inUse(194, 1, ReleaseEvent.ReleaseStopRequested.class),
                    inUse(195, 1, ReleaseEvent.ReleaseTrafficShifted.class),
                    inUse(196, 1, ReleaseEvent.ReleaseHookStarted.class),
                    inUse(197, 1, ReleaseEvent.ReleaseHookAnswered.class)));

    private Vocabulary() {}
}
