package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.hook.HookAnswer;
import dev.evenkeel.reconcilers.hook.HookCall;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent.HookAnswered;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.HookAction;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.model.deployment.ServiceDeploymentId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.HookRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Commands about lifecycle hooks.
public sealed interface HookCommand<R> extends Command<R>
        permits HookCommand.ContinueDeployment, HookCommand.AnswerHook, ReleaseHookCommand {
    /// Say how a deployment that pauses goes on.
    record ContinueDeployment(ServiceDeploymentId id, String hook, HookAction action, Doc.Struct input)
            implements HookCommand<ServiceDeploymentId> {
        @Override
        public Outcome<ServiceDeploymentId> decide(State tip, Inputs inputs) {
            var row = tip.deployments().byId().get(id);
            if (row.isEmpty()) {
                return Outcome.refused("ServiceDeploymentNotFoundException", "The service deployment was not found.");
            }
            var pause = find(row.get(), hook).filter(found -> !found.rollback());
            if (pause.isEmpty()) {
                return Answers.invalid("hookId " + hook + " is not a lifecycle hook of the service deployment.");
            }
            boolean waits = row.get().status() == ServiceDeploymentStatus.IN_PROGRESS
                    && pause.get().status() == HookStatus.AWAITING_ACTION;
            return waits
                    ? Outcome.accepted(id, requested(event(pause.get())))
                    : Answers.invalid("The lifecycle hook " + hook + " does not await an action: it is "
                            + pause.get().status() + " and the service deployment is "
                            + row.get().status() + ".");
        }

        private HookAnswered event(HookRow pause) {
            return switch (action) {
                case CONTINUE -> new HookAnswered(id, hook, HookStatus.SUCCEEDED, pause.details(), null, "");
                case ROLLBACK ->
                    new HookAnswered(
                            id, hook, HookStatus.FAILED, pause.details(), null, "A caller asked to roll back.");
            };
        }
    }

    /// A hook that was called has answered. Passed over where it was called again since, or nobody waits for it.
    ///
    /// @param seen the event that made the call due
    record AnswerHook(ServiceDeploymentId id, String hook, EventRef seen, HookAnswer answer)
            implements HookCommand<Boolean> {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            var waiting = tip.deployments()
                    .open()
                    .get(id)
                    .flatMap(row -> find(row, hook))
                    .filter(row -> row.open() && row.since().equals(seen));
            if (waiting.isEmpty()) {
                return Outcome.accepted(false, List.of());
            }
            var details = waiting.get().details();
            for (var member : answer.details().members().entrySet()) {
                details = details.with(member.getKey(), member.getValue());
            }
            var event = new HookAnswered(id, hook, answer.status(), details, again(inputs), answer.text());
            return Outcome.accepted(true, List.of(new Entry(event, new Reason.HookSaid(hook, List.of(seen)))));
        }

        private @Nullable Instant again(Inputs inputs) {
            return answer.status() == HookStatus.IN_PROGRESS ? inputs.now().plus(answer.again()) : null;
        }
    }

    /// What tells the ledger that a call was answered.
    static HookCommand<Boolean> answered(HookCall call, HookAnswer answer) {
        return switch (call) {
            case HookCall.OfService of -> new AnswerHook(of.deployment(), of.hook(), of.seen(), answer);
            case HookCall.OfRelease of -> new ReleaseHookCommand.Answer(of.release(), of.hook(), of.seen(), answer);
        };
    }

    private static Optional<HookRow> find(ServiceDeploymentRow row, String hook) {
        return row.hooks().stream().filter(known -> known.hook().equals(hook)).findFirst();
    }
}
