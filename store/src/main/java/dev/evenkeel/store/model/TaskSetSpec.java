package dev.evenkeel.store.model;

import java.util.List;

/// What the tasks of a task set are.
///
/// @param scale share of the service's desired count that it shall have
/// @param document what was asked of it beyond: its network, target groups, capacity, names and tags
public record TaskSetSpec(TaskDefinitionId definition, LaunchType launchType, Scale scale, Doc.Struct document) {
    /// What a task set says for itself and a service by task sets leaves to it.
    private static final List<String> OWN =
            List.of("networkConfiguration", "loadBalancers", "capacityProviderStrategy", "platformVersion");

    /// The tasks that a service says it wants, all of them.
    public static TaskSetSpec of(ServiceSpec service) {
        return new TaskSetSpec(service.taskDefinition(), service.launchType(), Scale.FULL, own(service.document()));
    }

    /// What a document says that is for task sets to say.
    public static Doc.Struct own(Doc.Struct document) {
        var own = Doc.EMPTY;
        for (var member : OWN) {
            if (document.get(member).isPresent()) {
                own = own.with(member, document.get(member).get());
            }
        }
        return own;
    }

    /// A service's document with what a task set's says in place of its own.
    public static Doc.Struct merged(Doc.Struct service, Doc.Struct set) {
        var merged = service;
        for (var member : OWN) {
            merged = merged.without(member);
        }
        return merged.with(own(set));
    }

    /// The same tasks, another share.
    public TaskSetSpec withScale(Scale other) {
        return new TaskSetSpec(definition, launchType, other, document);
    }

    /// What a service would want that had these tasks and no others.
    ///
    /// @param service what the service of the task set wants
    public ServiceSpec within(ServiceSpec service) {
        return new ServiceSpec(
                definition,
                scale.of(service.desiredCount()),
                launchType,
                service.minimumHealthyPercent(),
                service.maximumPercent(),
                merged(service.document(), document));
    }
}
