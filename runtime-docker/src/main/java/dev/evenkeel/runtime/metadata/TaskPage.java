package dev.evenkeel.runtime.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.Tags;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskDefinitionRow;
import dev.evenkeel.store.state.TaskRow;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A task as it is told to its containers, in the words of the task metadata endpoint, version 4.
final class TaskPage {
    private static final double UNITS_OF_A_CORE = 1024;

    private final Names names;
    private final ContainerPage containers;

    TaskPage(Names names, ContainerPage containers) {
        this.names = names;
        this.containers = containers;
    }

    /// @param withTags whether its tags and those of its host are told too
    ObjectNode of(State state, TaskRow row, boolean withTags) throws IOException {
        var page = JsonNodeFactory.instance.objectNode();
        page.put("Cluster", names.cluster(row.id().cluster()));
        page.put("TaskARN", names.task(row.id()));
        page.put("Family", row.definition().family());
        page.put("Revision", Integer.toString(row.definition().revision()));
        page.put("DesiredStatus", row.wanted() ? "RUNNING" : "STOPPED");
        page.put("KnownStatus", row.phase().name());
        limits(page, state, row);
        time(page, "PullStartedAt", row.times().pullStartedAt());
        time(page, "PullStoppedAt", row.times().pullStoppedAt());
        time(page, "ExecutionStoppedAt", row.times().executionStoppedAt());
        page.put("AvailabilityZone", row.id().cluster().region() + "a");
        page.put("LaunchType", row.launchType() == LaunchType.FARGATE ? "FARGATE" : "EC2");
        state.networks()
                .interfaces()
                .of(row.id())
                .ifPresent(own -> page.put("VPCID", own.vpc().value()));
        if (row.service() instanceof ServiceId service) {
            page.put("ServiceName", service.name());
        }
        if (withTags) {
            page.set("TaskTags", tags(Tags.of(row.request())));
            page.set("ContainerInstanceTags", tags(instance(state, row)));
        }
        page.set("Containers", all(state, row));
        return page;
    }

    private static void limits(ObjectNode page, State state, TaskRow row) {
        var document = state.definitions()
                .get(row.definition())
                .map(TaskDefinitionRow::definition)
                .map(definition -> definition.document());
        var limits = JsonNodeFactory.instance.objectNode();
        document.flatMap(doc -> doc.text("cpu"))
                .ifPresent(cpu -> limits.put("CPU", Integer.parseInt(cpu) / UNITS_OF_A_CORE));
        document.flatMap(doc -> doc.text("memory")).ifPresent(memory -> limits.put("Memory", Integer.parseInt(memory)));
        if (!limits.isEmpty()) {
            page.set("Limits", limits);
        }
    }

    private static Map<String, String> instance(State state, TaskRow row) {
        return Optional.ofNullable(row.host())
                .flatMap(host -> state.hosts().get(host))
                .map(host -> host.tags())
                .orElse(Map.of());
    }

    private ArrayNode all(State state, TaskRow row) throws IOException {
        var all = JsonNodeFactory.instance.arrayNode();
        for (ContainerStatus status : row.containers()) {
            all.add(containers.of(state, row, status));
        }
        return all;
    }

    private static ObjectNode tags(Map<String, String> tags) {
        var node = JsonNodeFactory.instance.objectNode();
        tags.forEach(node::put);
        return node;
    }

    static void time(ObjectNode page, String name, @Nullable Instant at) {
        if (at != null) {
            page.put(name, at.toString());
        }
    }
}
