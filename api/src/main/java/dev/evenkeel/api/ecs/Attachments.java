package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostSpec;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.state.InterfaceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.SubnetRow;
import dev.evenkeel.store.state.TaskRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What DescribeTasks says of the interface of a task.
final class Attachments {
    private Attachments() {}

    /// The `attachments` of a task.
    static List<Doc> of(State state, TaskRow row) {
        return attached(state, row)
                .map(found -> Doc.EMPTY
                        .with("id", Doc.of(id(found)))
                        .with("type", Doc.of("ElasticNetworkInterface"))
                        .with("status", Doc.of(status(row.phase())))
                        .with("details", Doc.of(details(found))))
                .map(Doc.class::cast)
                .stream()
                .toList();
    }

    /// The `networkInterfaces` of each of its containers: they share one.
    static List<Doc> ofContainers(State state, TaskRow row) {
        return attached(state, row)
                .map(found -> Doc.EMPTY
                        .with("attachmentId", Doc.of(id(found)))
                        .with("privateIpv4Address", Doc.of(found.address().toString())))
                .map(Doc.class::cast)
                .stream()
                .toList();
    }

    /// The zone of its subnet, or of its host.
    static Optional<String> zone(State state, TaskRow row) {
        return attached(state, row)
                .flatMap(found -> state.networks().subnets().get(found.subnet()))
                .map(SubnetRow::zone)
                .or(() -> Optional.ofNullable(row.host())
                        .flatMap(host -> state.hosts().get(host))
                        .flatMap(host ->
                                Optional.ofNullable(host.everyAttribute().get(HostSpec.AVAILABILITY_ZONE))));
    }

    private static Optional<InterfaceRow> attached(State state, TaskRow row) {
        return state.networks().interfaces().of(row.id());
    }

    private static String id(InterfaceRow row) {
        return UUID.nameUUIDFromBytes(row.id().toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String status(Phase phase) {
        return switch (phase) {
            case PROVISIONING -> "PRECREATED";
            case PENDING -> "ATTACHING";
            case ACTIVATING, RUNNING, DEACTIVATING, STOPPING -> "ATTACHED";
            case DEPROVISIONING -> "DETACHING";
            case STOPPED -> "DELETED";
        };
    }

    private static List<Doc> details(InterfaceRow row) {
        return List.of(
                detail("subnetId", row.subnet().value()),
                detail("networkInterfaceId", row.id().value()),
                detail("macAddress", row.mac()),
                detail("privateDnsName", row.privateName()),
                detail("privateIPv4Address", row.address().toString()));
    }

    private static Doc detail(String name, String value) {
        return Doc.EMPTY.with("name", Doc.of(name)).with("value", Doc.of(value));
    }
}
