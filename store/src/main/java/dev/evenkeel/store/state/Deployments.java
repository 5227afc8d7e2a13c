package dev.evenkeel.store.state;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentId;
import dev.evenkeel.store.model.deployment.ServiceRevisionId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Service deployments and service revisions: how services came to run what they run.
///
/// @param open those of `byId` that have not ended
/// @param current the newest service deployment of each service
public record Deployments(
        Table<ServiceDeploymentId, ServiceDeploymentRow> byId,
        Table<ServiceDeploymentId, ServiceDeploymentRow> open,
        Table<ServiceId, ServiceDeploymentId> current,
        Table<ServiceRevisionId, ServiceRevisionRow> revisions) {
    /// None.
    public static final Deployments NONE = new Deployments(Table.empty(), Table.empty(), Table.empty(), Table.empty());

    /// The newest service deployment of a service, whether it has ended or not.
    public Optional<ServiceDeploymentRow> newest(ServiceId service) {
        return current.get(service).flatMap(byId::get);
    }

    /// The service deployment that a service is in, if any.
    public Optional<ServiceDeploymentRow> running(ServiceId service) {
        return newest(service).filter(row -> !row.status().ended());
    }

    /// All of a service, in no order that means anything.
    public Stream<ServiceDeploymentRow> of(ServiceId service) {
        return of(byId, service);
    }

    /// Those of a service that have not ended.
    public Stream<ServiceDeploymentRow> openOf(ServiceId service) {
        return of(open, service);
    }

    private static Stream<ServiceDeploymentRow> of(
            Table<ServiceDeploymentId, ServiceDeploymentRow> rows, ServiceId service) {
        return rows.from(new ServiceDeploymentId(service, ""))
                .takeWhile(row -> row.getKey().service().equals(service))
                .map(Map.Entry::getValue);
    }

    /// A revision of a service.
    public Optional<ServiceRevisionRow> revision(ServiceId service, DeploymentId deployment) {
        return revisions.get(new ServiceRevisionId(service, deployment));
    }

    /// All revisions of a service, in no order that means anything.
    public Stream<ServiceRevisionRow> revisionsOf(ServiceId service) {
        return revisions
                .from(new ServiceRevisionId(service, new DeploymentId("")))
                .takeWhile(row -> row.getKey().service().equals(service))
                .map(Map.Entry::getValue);
    }

    /// The revision that a service goes back to: of those that completed, and have not been started again since, the
    /// one that was started last.
    public Optional<ServiceRevisionRow> fallback(ServiceId service) {
        return revisionsOf(service)
                .filter(row -> row.completedAt() != null)
                .max(Comparator.comparing(ServiceRevisionRow::since));
    }

    /// With this service deployment.
    public Deployments with(ServiceDeploymentRow row) {
        var newest = newest(row.id().service());
        boolean newer = newest.filter(n -> n.since().compareTo(row.since()) > 0).isEmpty();
        return new Deployments(
                byId.with(row.id(), row),
                row.status().ended() ? open.without(row.id()) : open.with(row.id(), row),
                newer ? current.with(row.id().service(), row.id()) : current,
                revisions);
    }

    /// With this revision.
    public Deployments with(ServiceRevisionRow row) {
        return new Deployments(byId, open, current, revisions.with(row.id(), row));
    }

    /// Without anything of a service.
    public Deployments without(ServiceId service) {
        var deployments = byId;
        var going = open;
        for (var row : of(service).toList()) {
            deployments = deployments.without(row.id());
            going = going.without(row.id());
        }
        var kept = revisions;
        for (var row : revisionsOf(service).toList()) {
            kept = kept.without(row.id());
        }
        return new Deployments(deployments, going, current.without(service), kept);
    }
}
