package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.hook.HookAnswer;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseHookAnswered;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.state.State;
import java.util.List;

/// Commands about the hooks of AppSpecs.
public sealed interface ReleaseHookCommand<R> extends HookCommand<R> {
    /// A function says how its validation ended.
    ///
    /// @param hook the id of the execution that it was given
    record Conclude(ReleaseId release, String hook, boolean succeeded, Doc.Struct input)
            implements ReleaseHookCommand<String> {
        @Override
        public Outcome<String> decide(State tip, Inputs inputs) {
            var row = tip.releases().releases().get(release);
            if (row.isEmpty()) {
                return ReleaseCommand.noRelease(release);
            }
            var known = row.get().hook(hook);
            if (known.isEmpty()) {
                return Outcome.refused(
                        "InvalidLifecycleEventHookExecutionIdException",
                        "The lifecycle event hook execution " + hook + " is none of deployment " + release.value()
                                + ".");
            }
            if (!row.get().status().open() || !known.get().open()) {
                return Outcome.refused(
                        "LifecycleEventAlreadyCompletedException",
                        "The lifecycle event " + known.get().stage().word() + " of deployment " + release.value()
                                + " has already completed.");
            }
            var event = new ReleaseHookAnswered(
                    release,
                    hook,
                    succeeded ? HookStatus.SUCCEEDED : HookStatus.FAILED,
                    succeeded ? "" : "The status Failed was put.");
            return Outcome.accepted(hook, requested(event));
        }
    }

    /// A hook that was called has answered. Passed over where it has said by itself how it ended, or nobody waits for
    /// it.
    ///
    /// @param seen the event that made the call due
    record Answer(ReleaseId release, String hook, EventRef seen, HookAnswer answer)
            implements ReleaseHookCommand<Boolean> {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            var waits = tip.releases()
                    .releases()
                    .get(release)
                    .filter(row -> row.status().open())
                    .flatMap(row -> row.hook(hook))
                    .filter(known -> known.open() && known.since().equals(seen))
                    .isPresent();
            if (!waits) {
                return Outcome.accepted(false, List.of());
            }
            var event = new ReleaseHookAnswered(release, hook, answer.status(), answer.text());
            return Outcome.accepted(true, List.of(new Entry(event, new Reason.HookSaid(hook, List.of(seen)))));
        }
    }
}
