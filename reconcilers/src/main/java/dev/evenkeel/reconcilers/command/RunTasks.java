package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.capacity.CapacityPlan;
import dev.evenkeel.reconcilers.capacity.CapacityPlan.Share;
import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.capacity.LaunchRules;
import dev.evenkeel.reconcilers.command.TaskCommand.Started;
import dev.evenkeel.reconcilers.command.TaskCommand.Unplaced;
import dev.evenkeel.reconcilers.launch.Launch;
import dev.evenkeel.reconcilers.placement.Placement;
import dev.evenkeel.reconcilers.placement.Request;
import dev.evenkeel.store.event.CallEvent.TokenUsed;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Nearest;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TokenRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Start tasks, as many of them as there is room for.
///
/// @param count 1 to 10
/// @param clientToken the same token with the same input gives the same answer and starts nothing more
public record RunTasks(
        TaskWish wish,
        CapacityWish capacity,
        int count,
        @Nullable String clientToken,
        Doc.Struct input) implements TaskCommand<Started> {
    @Override
    public Outcome<Started> decide(State tip, Inputs inputs) {
        if (clientToken != null) {
            var spent = tip.tokens().get(new TokenRow.Key(scope(), clientToken));
            if (spent.isPresent()) {
                return again(spent.get());
            }
        }
        return switch (wish.resolve(tip)) {
            case Outcome.Refused<TaskDefinition> no -> no.as();
            case Outcome.Accepted<TaskDefinition> yes -> capacity(tip, yes.response(), inputs);
        };
    }

    private Outcome<Started> capacity(State tip, TaskDefinition found, Inputs inputs) {
        var cluster = tip.clusters().get(wish.cluster()).orElseThrow();
        return switch (capacity.plan(cluster)) {
            case Outcome.Refused<CapacityPlan> no -> no.as();
            case Outcome.Accepted<CapacityPlan> yes -> launch(tip, found, yes.response(), inputs.dice());
        };
    }

    private Outcome<Started> launch(State tip, TaskDefinition found, CapacityPlan plan, Dice dice) {
        var problem = LaunchRules.placementProblem(plan.launchType(), input)
                .or(() -> LaunchRules.networkProblem(plan.launchType(), wish.network()));
        if (problem.isPresent()) {
            return Answers.invalid(problem.get());
        }
        return switch (LaunchRules.check(plan.launchType(), found, wish.request())) {
            case Outcome.Refused<Doc.Struct> no -> no.as();
            case Outcome.Accepted<Doc.Struct> yes -> start(tip, found, plan, yes.response(), dice);
        };
    }

    private Outcome<Started> start(State tip, TaskDefinition found, CapacityPlan plan, Doc.Struct kept, Dice dice) {
        var request = Request.of(wish.cluster(), wish.groupOf(found), found, wish.placing(input), count);
        var placed = Placement.place(tip, request, dice);
        var entries = new ArrayList<Entry>(LogsCommand.missingGroups(tip, found));
        var wanted = wish.launch(found, kept, plan.launchType());
        var launch = new Launch(tip, found, wanted, new Reason.Requested(), dice);
        List<Share> shares = plan.next(Map.of(), placed.spots().size());
        for (int i = 0; i < shares.size(); i++) {
            launch.on(placed.spots().get(i), shares.get(i).provider());
        }
        entries.addAll(launch.entries());
        if (clientToken != null && !launch.tasks().isEmpty()) {
            var results = launch.tasks().stream().map(TaskId::value).toList();
            entries.addAll(requested(new TokenUsed(scope(), clientToken, digest(), results)));
        }
        var failures = Stream.concat(placed.refusals().stream(), launch.refusals().stream())
                .map(refusal -> unplaced(placed.nearest(), refusal))
                .toList();
        return Outcome.accepted(new Started(wish.cluster(), launch.tasks(), failures), entries);
    }

    /// The host that came nearest is named beside what it refused for.
    private static Unplaced unplaced(@Nullable Nearest nearest, Refusal refusal) {
        return nearest != null && nearest.reason().equals(refusal.reason())
                ? new Unplaced(nearest.host(), refusal.reason())
                : new Unplaced(null, refusal.reason());
    }

    private Outcome<Started> again(TokenRow spent) {
        if (!spent.request().equals(digest())) {
            return Outcome.refused(
                    "ConflictException",
                    "The client token " + clientToken + " was already used with other parameters.");
        }
        var tasks = spent.results().stream()
                .map(id -> new TaskId(wish.cluster(), id))
                .toList();
        return Outcome.accepted(new Started(wish.cluster(), tasks, List.of()), List.of());
    }

    private String scope() {
        return "RunTask/" + wish.cluster();
    }

    private Hash digest() {
        return Hash.digest(input.without("clientToken").toString());
    }
}
