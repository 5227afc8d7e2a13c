package dev.evenkeel.store.event;

import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.model.deployment.Traffic;
import dev.evenkeel.store.model.release.ApplicationId;
import dev.evenkeel.store.model.release.ReleaseConfigId;
import dev.evenkeel.store.model.release.ReleaseGroupId;
import dev.evenkeel.store.model.release.ReleaseGroupSpec;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.model.release.ReleaseSpec;
import dev.evenkeel.store.model.release.ReleaseStage;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.model.release.ReleaseWait;
import dev.evenkeel.store.model.release.ShiftPlan;
import dev.evenkeel.store.model.release.StageProgress;
import java.util.List;

/// The life of CodeDeploy's deployments, and of what they are made from.
public sealed interface ReleaseEvent extends Event {
    /// An application exists.
    ///
    /// @param uuid by which CodeDeploy knows it, too
    record ApplicationCreated(ApplicationId application, String uuid) implements ReleaseEvent {}

    /// It, its groups and their releases go by another name.
    record ApplicationRenamed(ApplicationId application, String name) implements ReleaseEvent {}

    /// It is gone, with its groups.
    record ApplicationDeleted(ApplicationId application) implements ReleaseEvent {}

    /// A deployment group exists.
    ///
    /// @param uuid by which CodeDeploy knows it, too
    record ReleaseGroupCreated(ReleaseGroupId group, String uuid, ReleaseGroupSpec spec) implements ReleaseEvent {}

    /// A deployment group is to be this.
    ///
    /// @param name by which it goes from now on
    record ReleaseGroupChanged(ReleaseGroupId group, String name, ReleaseGroupSpec spec) implements ReleaseEvent {}

    /// A deployment group is gone.
    record ReleaseGroupDeleted(ReleaseGroupId group) implements ReleaseEvent {}

    /// A deployment configuration exists.
    record ReleaseConfigCreated(ReleaseConfigId config, String uuid, ShiftPlan plan) implements ReleaseEvent {}

    /// A deployment configuration is gone.
    record ReleaseConfigDeleted(ReleaseConfigId config) implements ReleaseEvent {}

    /// A release exists.
    record ReleaseCreated(ReleaseId release, ReleaseSpec spec) implements ReleaseEvent {}

    /// It has another status.
    ///
    /// @param code CodeDeploy's code of what went wrong, empty where nothing did
    /// @param message for people
    record ReleaseMoved(ReleaseId release, ReleaseStatus status, String code, String message) implements ReleaseEvent {}

    /// A lifecycle event of it is this far.
    ///
    /// @param message for people, empty where the progress says all
    record ReleaseStageMoved(ReleaseId release, ReleaseStage stage, StageProgress progress, String message)
            implements ReleaseEvent {}

    /// Its owner does not want it to wait.
    record ReleaseContinued(ReleaseId release, ReleaseWait skipped) implements ReleaseEvent {}

    /// Its owner wants it to stop.
    ///
    /// @param back whether the traffic is to go back
    record ReleaseStopRequested(ReleaseId release, boolean back) implements ReleaseEvent {}

    /// A rule shares its traffic so from now on.
    ///
    /// @param step of the plan, from 1; 0 before the first and on the way back
    record ReleaseTrafficShifted(ReleaseId release, RuleId rule, List<WeightedGroup> groups, Traffic traffic, int step)
            implements ReleaseEvent {}

    /// A hook of its AppSpec is to be called.
    ///
    /// @param hook the id of this execution, unlike any other
    record ReleaseHookStarted(ReleaseId release, ReleaseStage stage, String hook) implements ReleaseEvent {}

    /// A hook answered, or its caller could not reach it.
    ///
    /// @param status AWAITING_ACTION where it was called and is to say later how it ended
    /// @param text what went wrong, empty where nothing did
    record ReleaseHookAnswered(ReleaseId release, String hook, HookStatus status, String text)
            implements ReleaseEvent {}
}
