package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.CallEvent.TokenUsed;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetCreated;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetDraining;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetPrimaryChanged;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetScaleChanged;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.DeploymentController;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Scale;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.TaskSetSpec;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskSetRow;
import dev.evenkeel.store.state.TaskSetRow.Status;
import dev.evenkeel.store.state.TokenRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Commands about the task sets of services that their owners deploy. Those of CodeDeploy are CodeDeploy's.
///
/// @param <R> the task set; where it goes, as it was
public sealed interface TaskSetCommand<R> extends Command<R> {
    /// The most task sets that a service can have at once.
    int MOST = 5;

    /// Create a task set beside the others of its service.
    record CreateTaskSet(
            ServiceId service, TaskSetWish wish, @Nullable String clientToken, Doc.Struct input)
            implements TaskSetCommand<TaskSetId> {
        @Override
        public Outcome<TaskSetId> decide(State tip, Inputs inputs) {
            return switch (external(tip, service)) {
                case Outcome.Refused<ServiceRow> no -> no.as();
                case Outcome.Accepted<ServiceRow> yes -> in(tip, yes.response(), inputs);
            };
        }

        private Outcome<TaskSetId> in(State tip, ServiceRow row, Inputs inputs) {
            var spent =
                    Optional.ofNullable(clientToken).flatMap(t -> tip.tokens().get(key(t)));
            if (spent.isPresent()) {
                return again(spent.get());
            }
            if (tip.taskSetsOf(service).count() >= MOST) {
                return Outcome.refused(
                        "LimitExceededException", "A service can have at most " + MOST + " task sets at once.");
            }
            return switch (wish.spec(tip, row)) {
                case Outcome.Refused<TaskSetSpec> no -> no.as();
                case Outcome.Accepted<TaskSetSpec> yes -> create(tip, yes.response(), inputs);
            };
        }

        private Outcome<TaskSetId> create(State tip, TaskSetSpec spec, Inputs inputs) {
            var id = next(service, inputs);
            var entries = new ArrayList<Entry>(missingGroups(tip, spec));
            entries.addAll(requested(new TaskSetCreated(id, spec)));
            if (clientToken != null) {
                var results = List.of(id.deployment().value());
                entries.addAll(requested(new TokenUsed(scope(), clientToken, digest(), results)));
            }
            return Outcome.accepted(id, entries);
        }

        private Outcome<TaskSetId> again(TokenRow spent) {
            var id = new TaskSetId(service, new DeploymentId(spent.results().getFirst()));
            return spent.request().equals(digest())
                    ? Outcome.accepted(id, List.of())
                    : Answers.invalid("Creation of task set was not idempotent.");
        }

        private TokenRow.Key key(String token) {
            return new TokenRow.Key(scope(), token);
        }

        private String scope() {
            return "CreateTaskSet/" + service;
        }

        private Hash digest() {
            return Hash.digest(input.without("clientToken").toString());
        }
    }

    /// Give a task set another share of its service's desired count.
    record ScaleTaskSet(TaskSetId set, Scale scale, Doc.Struct input) implements TaskSetCommand<TaskSetId> {
        @Override
        public Outcome<TaskSetId> decide(State tip, Inputs inputs) {
            return switch (living(tip, set)) {
                case Outcome.Refused<TaskSetRow> no -> no.as();
                case Outcome.Accepted<TaskSetRow> yes ->
                    yes.response().spec().scale().equals(scale)
                            ? Outcome.accepted(set, List.of())
                            : Outcome.accepted(set, requested(new TaskSetScaleChanged(set, scale)));
            };
        }
    }

    /// Let a task set be the one that serves production.
    record MakePrimary(TaskSetId set, Doc.Struct input) implements TaskSetCommand<TaskSetId> {
        @Override
        public Outcome<TaskSetId> decide(State tip, Inputs inputs) {
            return switch (living(tip, set)) {
                case Outcome.Refused<TaskSetRow> no -> no.as();
                case Outcome.Accepted<TaskSetRow> yes ->
                    yes.response().status() == Status.PRIMARY
                            ? Outcome.accepted(set, List.of())
                            : Outcome.accepted(set, requested(new TaskSetPrimaryChanged(set)));
            };
        }
    }

    /// Delete a task set: its tasks are stopped, then it is gone.
    ///
    /// @param force also when it is scaled above 0
    record DeleteTaskSet(TaskSetId set, boolean force, Doc.Struct input) implements TaskSetCommand<TaskSetRow> {
        @Override
        public Outcome<TaskSetRow> decide(State tip, Inputs inputs) {
            return switch (external(tip, set.service())) {
                case Outcome.Refused<ServiceRow> no -> no.as();
                case Outcome.Accepted<ServiceRow> yes -> delete(tip, yes.response());
            };
        }

        private Outcome<TaskSetRow> delete(State tip, ServiceRow service) {
            var row = tip.taskSets().get(set);
            if (row.isEmpty()) {
                return noTaskSet();
            }
            if (row.get().status() == Status.DRAINING) {
                return Outcome.accepted(row.get(), List.of());
            }
            int tasks = row.get().spec().scale().of(service.spec().desiredCount());
            return tasks > 0 && !force
                    ? Answers.invalid("The task set cannot be deleted while it is scaled above 0.")
                    : Outcome.accepted(row.get(), requested(new TaskSetDraining(set)));
        }
    }

    /// A new task set's id.
    static TaskSetId next(ServiceId service, Inputs inputs) {
        return new TaskSetId(
                service, new DeploymentId("ecs-svc/" + inputs.dice().digits19()));
    }

    /// The log groups that its tasks need and nobody has made.
    static List<Entry> missingGroups(State tip, TaskSetSpec spec) {
        var row = tip.definitions().get(spec.definition()).orElseThrow();
        return LogsCommand.missingGroups(tip, row.definition());
    }

    private static Outcome<ServiceRow> external(State tip, ServiceId service) {
        return switch (ServiceCommand.active(tip, service)) {
            case Outcome.Refused<ServiceRow> no -> no;
            case Outcome.Accepted<ServiceRow> yes -> {
                var controller = yes.response().spec().controller();
                yield controller == DeploymentController.EXTERNAL
                        ? yes
                        : Answers.invalid("Task sets can be changed only where the deployment controller of the service"
                                + " is EXTERNAL, but it is " + controller + ".");
            }
        };
    }

    private static Outcome<TaskSetRow> living(State tip, TaskSetId set) {
        return switch (external(tip, set.service())) {
            case Outcome.Refused<ServiceRow> no -> no.as();
            case Outcome.Accepted<ServiceRow> _ -> {
                var row = tip.taskSets().get(set);
                yield row.isEmpty()
                        ? noTaskSet()
                        : row.get().status() == Status.DRAINING
                                ? Answers.invalid("The task set is DRAINING.")
                                : Outcome.accepted(row.get(), List.of());
            }
        };
    }

    private static <R> Outcome<R> noTaskSet() {
        return Outcome.refused("TaskSetNotFoundException", "The specified task set was not found.");
    }
}
