package dev.evenkeel.reconcilers.command;

import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Scale;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.TaskSetSpec;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.util.List;

/// What a caller wants of a new task set.
///
/// @param document the members that Describe gives back as they were sent
public record TaskSetWish(DefinitionRef definition, CapacityWish capacity, Scale scale, Doc.Struct document) {
    /// What it comes to in a service, or a refusal in ECS's words.
    Outcome<TaskSetSpec> spec(State tip, ServiceRow service) {
        var asked = TaskSetSpec.merged(service.spec().document(), document);
        var wish = new ServiceWish(
                definition,
                service.spec().desiredCount(),
                capacity,
                service.spec().minimumHealthyPercent(),
                service.spec().maximumPercent(),
                asked);
        var cluster = tip.clusters().get(service.id().cluster()).orElseThrow();
        return switch (wish.spec(tip, cluster)) {
            case Outcome.Refused<ServiceSpec> no -> no.as();
            case Outcome.Accepted<ServiceSpec> yes -> Outcome.accepted(of(yes.response()), List.of());
        };
    }

    private TaskSetSpec of(ServiceSpec found) {
        var full = document.with(TaskSetSpec.own(found.document()));
        return new TaskSetSpec(found.taskDefinition(), found.launchType(), scale, full);
    }
}
