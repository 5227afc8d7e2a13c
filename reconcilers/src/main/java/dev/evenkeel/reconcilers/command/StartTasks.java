package dev.evenkeel.reconcilers.command;

import dev.evenkeel.reconcilers.capacity.LaunchRules;
import dev.evenkeel.reconcilers.command.TaskCommand.Started;
import dev.evenkeel.reconcilers.command.TaskCommand.Unplaced;
import dev.evenkeel.reconcilers.launch.Launch;
import dev.evenkeel.reconcilers.placement.Placement;
import dev.evenkeel.reconcilers.placement.Request;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Start one task on each of these hosts: nobody chooses but the caller.
///
/// @param hosts 1 to 10; one that is named twice gets two tasks
public record StartTasks(TaskWish wish, List<HostId> hosts, Doc.Struct input) implements TaskCommand<Started> {
    public StartTasks {
        hosts = List.copyOf(hosts);
    }

    @Override
    public Outcome<Started> decide(State tip, Inputs inputs) {
        return switch (wish.resolve(tip)) {
            case Outcome.Refused<TaskDefinition> no -> no.as();
            case Outcome.Accepted<TaskDefinition> yes -> launch(tip, yes.response(), inputs);
        };
    }

    private Outcome<Started> launch(State tip, TaskDefinition found, Inputs inputs) {
        var problem = LaunchRules.networkProblem(LaunchType.EC2, wish.network());
        if (problem.isPresent()) {
            return Answers.invalid(problem.get());
        }
        return switch (LaunchRules.check(LaunchType.EC2, found, wish.request())) {
            case Outcome.Refused<Doc.Struct> no -> no.as();
            case Outcome.Accepted<Doc.Struct> yes -> start(tip, found, yes.response(), inputs);
        };
    }

    private Outcome<Started> start(State tip, TaskDefinition found, Doc.Struct kept, Inputs inputs) {
        var counts = new TreeMap<HostId, Integer>();
        hosts.forEach(host -> counts.merge(host, 1, Integer::sum));
        var dice = inputs.dice();
        var launch = new Launch(tip, found, wish.launch(found, kept, LaunchType.EC2), new Reason.Requested(), dice);
        var failures = new ArrayList<Unplaced>();
        counts.forEach((host, count) -> {
            var row = tip.hosts().get(host);
            if (row.isEmpty() || row.get().draining()) {
                failures.add(new Unplaced(host, row.isEmpty() ? "MISSING" : "INACTIVE"));
                return;
            }
            var request = Request.of(wish.cluster(), wish.groupOf(found), found, wish.placing(input), count);
            var placed = Placement.placeOn(host, tip, request, dice);
            placed.spots().forEach(launch::on);
            placed.refusals().forEach(refusal -> failures.add(new Unplaced(host, refusal.reason())));
        });
        launch.refusals().forEach(refusal -> failures.add(new Unplaced(null, refusal.reason())));
        var entries = new ArrayList<Entry>(LogsCommand.missingGroups(tip, found));
        entries.addAll(launch.entries());
        return Outcome.accepted(new Started(wish.cluster(), launch.tasks(), failures), entries);
    }
}
