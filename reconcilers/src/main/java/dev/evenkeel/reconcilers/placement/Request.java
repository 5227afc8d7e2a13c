package dev.evenkeel.reconcilers.placement;

import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.Reservation;
import dev.evenkeel.store.model.TaskDefinition;
import java.util.ArrayList;
import java.util.List;

/// A number of identical tasks that need hosts.
///
/// @param cpu CPU units each
/// @param memory MiB each
public record Request(int cpu, int memory, List<PortNeed> ports, int count) {
    /// A port to be published. `hostPort` 0 leaves the choice to placement.
    public record PortNeed(String container, int containerPort, int hostPort, String protocol) {}

    /// `count` tasks of this definition.
    ///
    /// @param input that asks for them: its overrides count
    public static Request of(TaskDefinition definition, Doc.Struct input, int count) {
        var reserved = Reservation.of(definition, input);
        return new Request(reserved.cpu(), reserved.memory(), ports(definition), count);
    }

    /// A task with an interface of its own takes no ports of its host.
    private static List<PortNeed> ports(TaskDefinition definition) {
        if (definition.networkMode() == NetworkMode.AWSVPC) {
            return List.of();
        }
        var needs = new ArrayList<PortNeed>();
        for (ContainerDefinition container : definition.containers()) {
            for (var mapping : container.network().portMappings()) {
                int port = definition.networkMode() == NetworkMode.HOST ? mapping.containerPort() : mapping.hostPort();
                needs.add(new PortNeed(container.name(), mapping.containerPort(), port, mapping.protocol()));
            }
        }
        return needs;
    }
}
