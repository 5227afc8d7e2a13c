package dev.evenkeel.runtime.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.ContainerDefinition.LogConfiguration;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.state.InterfaceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskDefinitionRow;
import dev.evenkeel.store.state.TaskRow;
import dev.evenkeel.store.state.VpcRow;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// A container as it is told to the containers of its task, in the words of the task metadata endpoint, version 4.
final class ContainerPage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String LABELS = "com.amazonaws.ecs.";

    /// What the engine says of times that have not come.
    private static final String NEVER = "0001-01-01T00:00:00Z";

    /// Where the engine answers for names in every network that it made for somebody.
    private static final String ENGINE_DNS = "127.0.0.11";

    private final Names names;
    private final ContainerFacts facts;

    ContainerPage(Names names, ContainerFacts facts) {
        this.names = names;
        this.facts = facts;
    }

    ObjectNode of(State state, TaskRow row, ContainerStatus status) throws IOException {
        var definition = state.definitions().get(row.definition()).map(TaskDefinitionRow::definition);
        var container = definition.flatMap(each -> each.container(status.name()));
        var engine = engine(status);
        var page = NODES.objectNode();
        page.put("DockerId", status.runtimeId() == null ? "" : status.runtimeId());
        page.put("Name", status.name());
        page.put("DockerName", engine.path("Name").asText().replaceFirst("^/", ""));
        page.put("Image", container.map(ContainerDefinition::image).orElse(""));
        page.put("ImageID", engine.path("Image").asText());
        ports(page, row, status);
        page.set("Labels", labels(row, status, container));
        page.put("DesiredStatus", row.wanted() ? "RUNNING" : "STOPPED");
        page.put("KnownStatus", status.phase().name());
        if (status.exitCode() instanceof Integer code) {
            page.put("ExitCode", code);
        }
        container.ifPresent(each -> limits(page, each));
        time(page, "CreatedAt", engine.path("Created"));
        time(page, "StartedAt", engine.path("State").path("StartedAt"));
        time(page, "FinishedAt", engine.path("State").path("FinishedAt"));
        page.put("Type", "NORMAL");
        if (engine.path("State").has("Health")) {
            page.set("Health", NODES.objectNode().put("status", status.health().name()));
        }
        container.flatMap(each -> Optional.ofNullable(each.logConfiguration())).ifPresent(log -> log(page, row, log));
        page.put("ContainerARN", names.container(row.id(), status.name()));
        page.set(
                "Networks",
                state.networks()
                        .interfaces()
                        .of(row.id())
                        .map(own -> networks(state, own))
                        .orElseGet(() -> networks(engine, definition)));
        return page;
    }

    private JsonNode engine(ContainerStatus status) throws IOException {
        var text = status.runtimeId() == null ? Optional.<String>empty() : facts.inspect(status.runtimeId());
        return text.isPresent() ? JSON.readTree(text.get()) : NODES.objectNode();
    }

    private static void ports(ObjectNode page, TaskRow row, ContainerStatus status) {
        var ports = NODES.arrayNode();
        for (HostPort port : row.ports()) {
            if (port.container().equals(status.name())) {
                ports.addObject()
                        .put("ContainerPort", port.containerPort())
                        .put("Protocol", port.protocol())
                        .put("HostPort", port.hostPort())
                        .put("HostIp", "0.0.0.0");
            }
        }
        if (!ports.isEmpty()) {
            page.set("Ports", ports);
        }
    }

    private ObjectNode labels(TaskRow row, ContainerStatus status, Optional<ContainerDefinition> container) {
        var labels = NODES.objectNode();
        container.ifPresent(each -> each.dockerLabels().forEach(labels::put));
        return labels.put(LABELS + "cluster", names.cluster(row.id().cluster()))
                .put(LABELS + "container-name", status.name())
                .put(LABELS + "task-arn", names.task(row.id()))
                .put(LABELS + "task-definition-family", row.definition().family())
                .put(
                        LABELS + "task-definition-version",
                        Integer.toString(row.definition().revision()));
    }

    private static void limits(ObjectNode page, ContainerDefinition container) {
        var limits = page.putObject("Limits").put("CPU", container.resources().cpu());
        if (container.resources().memory() instanceof Integer memory) {
            limits.put("Memory", memory);
        }
    }

    /// What the engine says of a time, where it has come.
    private static void time(ObjectNode page, String name, JsonNode at) {
        if (at.isTextual() && !at.asText().equals(NEVER)) {
            page.put(name, at.asText());
        }
    }

    private static void log(ObjectNode page, TaskRow row, LogConfiguration log) {
        page.put("LogDriver", log.driver());
        var options = page.putObject("LogOptions");
        log.options().forEach(options::put);
        var prefix = log.options().get("awslogs-stream-prefix");
        if (log.driver().equals("awslogs") && prefix != null) {
            options.put(
                    "awslogs-stream",
                    prefix + "/" + page.path("Name").asText() + "/" + row.id().value());
        }
    }

    /// The interface that all containers of a task share.
    private static ArrayNode networks(State state, InterfaceRow own) {
        var networks = NODES.arrayNode();
        var network = networks.addObject().put("NetworkMode", "awsvpc");
        network.putArray("IPv4Addresses").add(own.address().toString());
        network.put("AttachmentIndex", 0);
        network.put("MACAddress", own.mac());
        network.put("PrivateDNSName", own.privateName());
        network.putArray("DomainNameServers").add(ENGINE_DNS);
        state.networks()
                .subnets()
                .get(own.subnet())
                .ifPresent(subnet ->
                        network.put("IPv4SubnetCIDRBlock", subnet.cidr().toString()));
        state.networks().vpcs().get(own.vpc()).map(VpcRow::cidr).ifPresent(cidr -> {
            network.put("SubnetGatewayIpv4Address", cidr.address(1) + "/" + cidr.prefix());
        });
        return networks;
    }

    private static ArrayNode networks(JsonNode engine, Optional<TaskDefinition> definition) {
        var mode = definition.map(TaskDefinition::networkMode).orElse(NetworkMode.BRIDGE);
        var networks = NODES.arrayNode();
        var network = networks.addObject().put("NetworkMode", mode.name().toLowerCase(Locale.ROOT));
        var addresses = network.putArray("IPv4Addresses");
        for (JsonNode each : engine.path("NetworkSettings").path("Networks")) {
            var address = each.path("IPAddress").asText();
            if (!address.isEmpty()) {
                addresses.add(address);
            }
        }
        return networks;
    }
}
