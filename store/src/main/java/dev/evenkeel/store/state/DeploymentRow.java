package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.TaskDefinitionId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A deployment of a service that still has, or shall have, tasks: ECS's `deployments[]`, the tasks of one revision.
///
/// @param asked what its service wanted when it began
/// @param failure why it was given up, absent while it is not: no task of it is started any more
/// @param failedTasks tasks of it that failed since it began, to start or a health check
/// @param failures what its circuit breaker counts
/// @param images by container, what its image's tag was resolved to
/// @param groups ARNs of the target groups of its tasks, as in [ServiceRevisionRow]
public record DeploymentRow(
        DeploymentId id,
        TaskDefinitionId definition,
        ServiceSpec asked,
        boolean completed,
        @Nullable String failure,
        Instant createdAt,
        Instant updatedAt,
        int failedTasks,
        Failures failures,
        Map<String, String> images,
        List<String> groups,
        EventRef since) {
    /// Tasks that failed.
    ///
    /// @param count since the last time that counting began again
    /// @param lastAt when the last one failed, absent before the first
    /// @param last the events that told of the last ones, oldest first: evidence
    public record Failures(int count, @Nullable Instant lastAt, List<EventRef> last) {
        private static final int REMEMBERED = 5;

        /// Not one.
        public static final Failures NONE = new Failures(0, null, List.of());

        public Failures {
            last = List.copyOf(last);
        }

        Failures and(Instant at, EventRef by) {
            var known = last.size() < REMEMBERED ? last : last.subList(1, last.size());
            return new Failures(
                    count + 1, at, Stream.concat(known.stream(), Stream.of(by)).toList());
        }
    }

    public DeploymentRow {
        images = Collections.unmodifiableMap(new TreeMap<>(images));
        groups = List.copyOf(groups);
    }

    static DeploymentRow started(
            DeploymentId id, TaskDefinitionId definition, ServiceRevisionRow revision, Instant at, EventRef by) {
        return new DeploymentRow(
                id,
                definition,
                revision.asked(),
                false,
                null,
                at,
                at,
                0,
                Failures.NONE,
                revision.images(),
                revision.groups(),
                by);
    }

    DeploymentRow complete(Instant at) {
        return with(at, row -> row.completed = true);
    }

    DeploymentRow fail(String reason, Instant at) {
        return with(at, row -> {
            row.completed = false;
            row.failure = reason;
        });
    }

    DeploymentRow taskFailed(Instant at, EventRef by) {
        return with(at, row -> {
            row.failedTasks++;
            row.failures = failures.and(at, by);
        });
    }

    DeploymentRow failuresReset() {
        return with(updatedAt, row -> row.failures = Failures.NONE);
    }

    DeploymentRow resolved(String container, String image) {
        var more = new TreeMap<>(images);
        more.put(container, image);
        return with(updatedAt, row -> row.images = more);
    }

    DeploymentRow in(List<String> chosen) {
        return with(updatedAt, row -> row.groups = chosen);
    }

    private DeploymentRow with(Instant at, Consumer<Parts> change) {
        var parts = new Parts(this);
        change.accept(parts);
        return new DeploymentRow(
                id,
                definition,
                asked,
                parts.completed,
                parts.failure,
                createdAt,
                at,
                parts.failedTasks,
                parts.failures,
                parts.images,
                parts.groups,
                since);
    }

    /// What changes in a row's life, under change.
    private static final class Parts {
        private boolean completed;
        private @Nullable String failure;
        private int failedTasks;
        private Failures failures;
        private Map<String, String> images;
        private List<String> groups;

        Parts(DeploymentRow from) {
            completed = from.completed;
            failure = from.failure;
            failedTasks = from.failedTasks;
            failures = from.failures;
            images = from.images;
            groups = from.groups;
        }
    }
}
