package dev.evenkeel.store.model.release;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.TaskSetSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a release does, settled when it is created: later changes of its group count for the next one.
///
/// @param original the task set that serves production before
/// @param replacement the one that does after
/// @param wanted what the replacement is
/// @param rollbackOn what has it rolled back by itself
/// @param alarms that stop it when they ring
/// @param rollbackOf the release that this one takes back, absent where it takes none back
/// @param document what GetDeployment gives back as it was asked, and the targets of the AppSpec's hooks
public record ReleaseSpec(
        ReleaseGroupId group,
        TaskSetId original,
        TaskSetId replacement,
        TaskSetSpec wanted,
        ReleaseRoutes routes,
        ShiftPlan plan,
        ReleaseWaits waits,
        List<RollbackCause> rollbackOn,
        List<String> alarms,
        @Nullable ReleaseId rollbackOf,
        Doc.Struct document) {
    public ReleaseSpec {
        rollbackOn = List.copyOf(rollbackOn);
        alarms = List.copyOf(alarms);
    }

    /// Where the targets of hooks are in the document, by the words of their lifecycle events.
    public static final String HOOKS = "hooks";

    /// The target of the AppSpec's hook in a lifecycle event, if it has one.
    public Optional<String> hook(ReleaseStage stage) {
        return document.struct(HOOKS).text(stage.word());
    }

    /// The same of a group that was renamed.
    public ReleaseSpec withGroup(ReleaseGroupId other) {
        return new ReleaseSpec(
                other, original, replacement, wanted, routes, plan, waits, rollbackOn, alarms, rollbackOf, document);
    }

    /// What takes it back.
    ///
    /// @param failed its own id
    public ReleaseSpec back(ReleaseId failed) {
        return new ReleaseSpec(
                group,
                original,
                replacement,
                wanted,
                routes,
                ShiftPlan.AT_ONCE,
                waits,
                List.of(),
                List.of(),
                failed,
                document);
    }
}
