package dev.evenkeel.store.state;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.deployment.ServiceRevisionId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A service revision: what a deployment was asked to run. It stays when its tasks have gone, so that one can go back.
///
/// @param images by container, what its image's tag was resolved to
/// @param completedAt when its deployment last completed; absent while it runs and after it failed. Only a completed
///     revision can be gone back to
/// @param since the event that made it, or last started it again
public record ServiceRevisionRow(
        ServiceRevisionId id,
        ServiceSpec asked,
        Map<String, String> images,
        Instant createdAt,
        @Nullable Instant completedAt,
        EventRef since) {
    public ServiceRevisionRow {
        images = Collections.unmodifiableMap(new TreeMap<>(images));
    }

    ServiceRevisionRow completed(@Nullable Instant at) {
        return new ServiceRevisionRow(id, asked, images, createdAt, at, since);
    }

    ServiceRevisionRow startedAgain(EventRef by) {
        return new ServiceRevisionRow(id, asked, images, createdAt, null, by);
    }

    ServiceRevisionRow resolved(String container, String image) {
        var more = new TreeMap<>(images);
        more.put(container, image);
        return new ServiceRevisionRow(id, asked, more, createdAt, completedAt, since);
    }
}
