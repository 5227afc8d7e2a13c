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
import java.util.function.Consumer;
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
/// @param statusSince when its status last changed
/// @param blocked whether its deployment can neither start nor stop a task, by its percentages
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
        @Nullable EventRef lastStop,
        Instant statusSince,
        boolean blocked) {
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

    static ServiceRow created(ServiceId id, ServiceSpec spec, Instant at, String createdBy, EventRef by) {
        return new ServiceRow(
                id,
                Status.ACTIVE,
                spec,
                at,
                createdBy,
                List.of(),
                false,
                Starts.FINE,
                List.of(),
                List.of(),
                by,
                null,
                at,
                false);
    }

    ServiceRow status(Status now, Instant at, EventRef by) {
        return with(row -> {
            row.status = now;
            row.statusSince = at;
            row.wishChanged(by);
        });
    }

    ServiceRow spec(ServiceSpec wanted, EventRef by) {
        return with(row -> {
            row.spec = wanted;
            row.wishChanged(by);
        });
    }

    /// Tags are no wish: what was steady stays so.
    ServiceRow tagged(Map<String, String> tags) {
        return with(row -> row.spec = spec.withDocument(Tags.replace(spec.document(), tags)));
    }

    ServiceRow deployments(List<DeploymentRow> rows) {
        return with(row -> row.deployments = List.copyOf(rows));
    }

    ServiceRow steady(boolean reached) {
        return with(row -> {
            row.steady = reached;
            row.blocked = false;
        });
    }

    /// Its task sets are to have other tasks.
    ServiceRow taskSetsChanged(EventRef by) {
        return with(row -> row.wishChanged(by));
    }

    /// This service as if it consisted of one of its task sets alone, which so is kept as any service is.
    public ServiceRow as(TaskSetRow set) {
        return with(row -> {
            row.spec = set.spec().within(spec);
            row.deployments = List.of(set.deployment(spec));
            row.steady = set.steady();
            row.specSince = set.since().compareTo(specSince) > 0 ? set.since() : specSince;
        });
    }

    /// This service as if it consisted of one of its deployments alone, scaled as it is now.
    public ServiceRow as(DeploymentRow side) {
        return with(row -> {
            row.spec = side.asked().withDesiredCount(spec.desiredCount());
            row.deployments = List.of(side);
        });
    }

    ServiceRow rolloutBlocked() {
        return with(row -> row.blocked = true);
    }

    ServiceRow taskStopped(Starts now, EventRef by) {
        return with(row -> {
            row.steady = false;
            row.blocked = false;
            row.starts = now;
            row.lastStop = by;
        });
    }

    ServiceRow throttled(int failures, Instant until) {
        return with(row -> row.starts = starts.throttled(failures, until));
    }

    ServiceRow refused(List<Refusal> why) {
        return with(row -> row.refusals = why);
    }

    ServiceRow message(ServiceMessage message) {
        return with(row -> row.messages = Stream.concat(Stream.of(message), messages.stream())
                .limit(MESSAGES)
                .toList());
    }

    private ServiceRow with(Consumer<Parts> change) {
        var parts = new Parts(this);
        change.accept(parts);
        return parts.row();
    }

    /// What changes in a row's life, under change: a new fact is one line in each of three places.
    private static final class Parts {
        private final ServiceRow from;
        private Status status;
        private ServiceSpec spec;
        private List<DeploymentRow> deployments;
        private boolean steady;
        private Starts starts;
        private List<Refusal> refusals;
        private List<ServiceMessage> messages;
        private EventRef specSince;
        private @Nullable EventRef lastStop;
        private Instant statusSince;
        private boolean blocked;

        Parts(ServiceRow from) {
            this.from = from;
            status = from.status;
            spec = from.spec;
            deployments = from.deployments;
            steady = from.steady;
            starts = from.starts;
            refusals = from.refusals;
            messages = from.messages;
            specSince = from.specSince;
            lastStop = from.lastStop;
            statusSince = from.statusSince;
            blocked = from.blocked;
        }

        /// What hindered the old wish does not hinder the new one.
        void wishChanged(EventRef by) {
            steady = false;
            blocked = false;
            starts = Starts.FINE;
            refusals = List.of();
            specSince = by;
        }

        ServiceRow row() {
            return new ServiceRow(
                    from.id,
                    status,
                    spec,
                    from.createdAt,
                    from.createdBy,
                    deployments,
                    steady,
                    starts,
                    refusals,
                    messages,
                    specSince,
                    lastStop,
                    statusSince,
                    blocked);
        }
    }
}
