package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A service as it is now.
///
/// @param deployments newest first; the first is PRIMARY
/// @param steady whether it has what was wanted since the last change
/// @param starts how starting its tasks goes
/// @param refusals why its next task has no host, empty when it has
/// @param messages newest first, at most [#MESSAGES]
/// @param specSince the event that last changed what is wanted
/// @param lastStop the last event that took a task from it
public record ServiceRow(
        ServiceId id,
        Status status,
        ServiceSpec spec,
        Instant createdAt,
        String createdBy,
        List<DeploymentRow> deployments,
        boolean steady,
        Starts starts,
        List<Refusal> refusals,
        List<ServiceMessage> messages,
        EventRef specSince,
        @Nullable EventRef lastStop) {
    /// How many messages are kept, as in ECS.
    public static final int MESSAGES = 100;

    /// The life of a service.
    public enum Status {
        ACTIVE,
        DRAINING,
        INACTIVE
    }

    /// The newest deployment.
    public DeploymentRow primary() {
        return deployments.getFirst();
    }

    /// The deployment of this id, if it still has or shall have tasks.
    public Optional<DeploymentRow> deployment(DeploymentId deployment) {
        return deployments.stream().filter(d -> d.id().equals(deployment)).findFirst();
    }

    ServiceRow status(Status now, EventRef by) {
        return new ServiceRow(
                id,
                now,
                spec,
                createdAt,
                createdBy,
                deployments,
                false,
                Starts.FINE,
                List.of(),
                messages,
                by,
                lastStop);
    }

    ServiceRow spec(ServiceSpec wanted, EventRef by) {
        return new ServiceRow(
                id,
                status,
                wanted,
                createdAt,
                createdBy,
                deployments,
                false,
                Starts.FINE,
                List.of(),
                messages,
                by,
                lastStop);
    }

    /// Tags are no wish: what was steady stays so.
    ServiceRow tagged(Map<String, String> tags) {
        return new ServiceRow(
                id,
                status,
                spec.withDocument(Tags.replace(spec.document(), tags)),
                createdAt,
                createdBy,
                deployments,
                steady,
                starts,
                refusals,
                messages,
                specSince,
                lastStop);
    }

    ServiceRow deployments(List<DeploymentRow> rows) {
        return new ServiceRow(
                id,
                status,
                spec,
                createdAt,
                createdBy,
                List.copyOf(rows),
                steady,
                starts,
                refusals,
                messages,
                specSince,
                lastStop);
    }

    ServiceRow steady(boolean reached) {
        return new ServiceRow(
                id,
                status,
                spec,
                createdAt,
                createdBy,
                deployments,
                reached,
                starts,
                refusals,
                messages,
                specSince,
                lastStop);
    }

    ServiceRow taskStopped(Starts now, EventRef by) {
        return new ServiceRow(
                id, status, spec, createdAt, createdBy, deployments, false, now, refusals, messages, specSince, by);
    }

    ServiceRow throttled(int failures, Instant until) {
        return new ServiceRow(
                id,
                status,
                spec,
                createdAt,
                createdBy,
                deployments,
                steady,
                starts.throttled(failures, until),
                refusals,
                messages,
                specSince,
                lastStop);
    }

    ServiceRow refused(List<Refusal> why) {
        return new ServiceRow(
                id,
                status,
                spec,
                createdAt,
                createdBy,
                deployments,
                steady,
                starts,
                why,
                messages,
                specSince,
                lastStop);
    }

    ServiceRow message(ServiceMessage message) {
        var kept = Stream.concat(Stream.of(message), messages.stream())
                .limit(MESSAGES)
                .toList();
        return new ServiceRow(
                id,
                status,
                spec,
                createdAt,
                createdBy,
                deployments,
                steady,
                starts,
                refusals,
                kept,
                specSince,
                lastStop);
    }
}
