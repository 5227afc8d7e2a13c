package dev.evenkeel.reconcilers.launch;

import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.Tags;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tags of a new task: its own, those it takes over, and those that ECS manages.
public final class TaskTags {
    private TaskTags() {}

    /// The tags by which ECS tells what a task belongs to.
    ///
    /// @param service absent for a task that stands alone
    public static Map<String, String> managed(ClusterId cluster, @Nullable ServiceId service) {
        var tags = new LinkedHashMap<String, String>();
        tags.put("aws:ecs:clusterName", cluster.name());
        if (service != null) {
            tags.put("aws:ecs:serviceName", service.name());
        }
        return tags;
    }

    /// A task's request with more tags; its own win over them.
    public static Doc.Struct with(Doc.Struct request, Map<String, String> more) {
        return more.isEmpty() ? request : Tags.replace(request, Tags.merged(more, Tags.of(request)));
    }
}
