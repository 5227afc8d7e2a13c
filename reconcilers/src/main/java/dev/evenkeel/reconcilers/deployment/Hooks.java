package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent.HookAnswered;
import dev.evenkeel.store.event.ServiceDeploymentEvent.HookStarted;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.HookAction;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.state.HookRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The lifecycle hooks of one service deployment: those of a stage run at once, and all of them have to end.
final class Hooks {
    private static final long TIMEOUT_MINUTES = 1_440;

    private final Look look;
    private final List<Doc.Struct> configured;

    Hooks(Look look) {
        this.look = look;
        this.configured = look.asked().lifecycleHooks();
    }

    /// Starts those of a stage.
    ///
    /// @param step of the shift of production traffic, from 1; 0 outside of it
    void start(LifecycleStage stage, int step, Reason why) {
        start(positions(stage).toArray(), stage, step, false, why);
    }

    /// Calls those that saw traffic shifted once more, as it goes back.
    void startBackward(List<LifecycleStage> shifted, Reason why) {
        for (var stage : shifted) {
            start(positions(stage).filter(i -> !pause(i)).toArray(), stage, 0, true, why);
        }
    }

    private int started;

    private void start(int[] positions, LifecycleStage stage, int step, boolean rollback, Reason why) {
        for (int position : positions) {
            int number = look.row.hooks().size() + ++started;
            var id = (pause(position) ? "ecs-pause-" : "ecs-hook-")
                    + look.row.id().value() + "-" + number;
            var until = look.now.plus(timeout(position));
            look.add(new HookStarted(look.row.id(), id, position, stage, step, rollback, until), why);
        }
    }

    private IntStream positions(LifecycleStage stage) {
        return IntStream.range(0, configured.size())
                .filter(i -> configured.get(i).texts("lifecycleStages").contains(stage.name()));
    }

    private boolean pause(int position) {
        return configured
                .get(position)
                .text("targetType")
                .filter("PAUSE"::equals)
                .isPresent();
    }

    private Duration timeout(int position) {
        var asked = configured.get(position).struct("timeoutConfiguration");
        return Duration.ofMinutes(asked.whole("timeoutInMinutes").orElse(TIMEOUT_MINUTES));
    }

    private HookAction onTimeout(int position) {
        var asked = configured.get(position).struct("timeoutConfiguration");
        return asked.text("action").map(HookAction::valueOf).orElse(HookAction.ROLLBACK);
    }

    /// Ends the wait for those that have had their time.
    ///
    /// @param rollback whether those are meant that are called as the deployment goes back, or those before
    void expire(boolean rollback) {
        for (var hook : look.row.hooks()) {
            if (!hook.open() || hook.rollback() != rollback) {
                continue;
            }
            if (look.now.isBefore(hook.expiresAt())) {
                look.revisit(hook.expiresAt());
                continue;
            }
            var text = "There was no answer until " + hook.expiresAt() + ".";
            var why = new Reason.Expired(hook.expiresAt(), List.of(hook.since()));
            look.add(
                    new HookAnswered(look.row.id(), hook.hook(), HookStatus.TIMED_OUT, hook.details(), null, text),
                    why);
        }
    }

    /// Whether all of a stage and step have ended.
    boolean done(LifecycleStage stage, int step) {
        return look.row.hooks().stream()
                .filter(hook -> !hook.rollback() && hook.stage() == stage && hook.step() == step)
                .noneMatch(HookRow::open);
    }

    /// Whether all that were called because the deployment goes back have ended, however they did.
    boolean doneBackward() {
        return look.row.hooks().stream().filter(HookRow::rollback).noneMatch(HookRow::open);
    }

    /// The first that wants the deployment to go back.
    Optional<Trouble> trouble() {
        return look.row.hooks().stream()
                .filter(hook -> !hook.rollback())
                .filter(hook -> hook.status() == HookStatus.FAILED
                        || (hook.status() == HookStatus.TIMED_OUT && onTimeout(hook.position()) == HookAction.ROLLBACK))
                .findFirst()
                .map(Hooks::trouble);
    }

    private static Trouble trouble(HookRow hook) {
        var ended = hook.status() == HookStatus.TIMED_OUT ? "timed out" : "failed";
        var text = "The lifecycle hook " + hook.hook() + " at " + hook.stage() + " " + ended
                + (hook.text().isEmpty() ? "." : ": " + hook.text());
        return new Trouble(text, new Reason.HookSaid(hook.hook(), List.of(hook.since())));
    }
}
