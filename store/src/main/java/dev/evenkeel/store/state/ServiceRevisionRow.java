package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.deployment.ServiceRevisionId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A service revision: what a deployment was asked to run. It stays when its tasks have gone, so that one can go back.
///
/// @param images by container, what its image's tag was resolved to
/// @param groups ARNs of the target groups that its tasks are registered with, one for each of its `loadBalancers`;
/// none
///     until its deployment chose them, where there is a choice
/// @param completedAt when its deployment last completed; absent while it runs and after it failed. Only a completed
///     revision can be gone back to
/// @param since the event that made it, or last started it again
public record ServiceRevisionRow(
        ServiceRevisionId id,
        ServiceSpec asked,
        Map<String, String> images,
        List<String> groups,
        Instant createdAt,
        @Nullable Instant completedAt,
        EventRef since) {
    public ServiceRevisionRow {
        images = Collections.unmodifiableMap(new TreeMap<>(images));
        groups = List.copyOf(groups);
    }

    ServiceRevisionRow completed(@Nullable Instant at) {
        return new ServiceRevisionRow(id, asked, images, groups, createdAt, at, since);
    }

    ServiceRevisionRow startedAgain(EventRef by) {
        return new ServiceRevisionRow(id, asked, images, groups, createdAt, null, by);
    }

    ServiceRevisionRow resolved(String container, String image) {
        var more = new TreeMap<>(images);
        more.put(container, image);
        return new ServiceRevisionRow(id, asked, more, groups, createdAt, completedAt, since);
    }

    ServiceRevisionRow in(List<String> chosen) {
        return new ServiceRevisionRow(id, asked, images, chosen, createdAt, completedAt, since);
    }
}
