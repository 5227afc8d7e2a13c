package dev.evenkeel.runtime.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Everything that the endpoint answers.
///
/// A request that does not name a container that lives here learns nothing.
public final class Pages {
    private static final Pattern PATH = Pattern.compile("/(v4|v3|api|v2/credentials)/([0-9a-f]{32})(/.*)?");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Residents residents;
    private final Supplier<State> state;
    private final ContainerFacts facts;
    private final ContainerPage containers;
    private final TaskPage tasks;
    private final ProtectionPage protection;
    private final InstantSource clock;

    /// What the answers are made of.
    ///
    /// @param host whose containers may ask
    public record Parts(
            HostId host,
            Keys keys,
            Supplier<State> state,
            ContainerFacts facts,
            Names names,
            ProtectionCalls protection,
            InstantSource clock) {}

    /// Pages made of these.
    public Pages(Parts parts) {
        this.residents = new Residents(parts.host(), parts.keys());
        this.state = parts.state();
        this.facts = parts.facts();
        this.containers = new ContainerPage(parts.names(), parts.facts());
        this.tasks = new TaskPage(parts.names(), containers);
        this.protection = new ProtectionPage(parts.names(), parts.protection());
        this.clock = parts.clock();
    }

    /// Who asks: a container of a task as they are now.
    private record Asker(State state, TaskRow task, ContainerStatus container) {}

    boolean isFargate(ContainerKey container) {
        return state.get()
                .tasks()
                .byId()
                .get(container.task())
                .filter(row -> row.launchType() == LaunchType.FARGATE)
                .isPresent();
    }

    /// Whether its task has a role of its own, by its definition or an override.
    boolean hasRole(ContainerKey container) {
        var now = state.get();
        var task = now.tasks().byId().get(container.task());
        var overridden = task.map(row -> row.request().struct("overrides")).flatMap(each -> each.text("taskRoleArn"));
        return overridden.isPresent()
                || task.flatMap(row -> now.definitions().get(row.definition()))
                        .flatMap(row -> row.definition().document().text("taskRoleArn"))
                        .isPresent();
    }

    Reply answer(String method, String path, byte[] body) throws IOException, InterruptedException {
        var match = PATH.matcher(path);
        var asker = match.matches() ? asker(match.group(2)) : Optional.<Asker>empty();
        if (asker.isEmpty()) {
            return Reply.told(404, "Unable to find the metadata that was asked for");
        }
        var rest = match.group(3) == null ? "" : match.group(3);
        return switch (match.group(1)) {
            case "api" -> agent(method, rest, asker.get(), body);
            case "v2/credentials" -> noCredentials();
            default -> metadata(method, rest, asker.get());
        };
    }

    private Optional<Asker> asker(String id) {
        var now = state.get();
        return residents.find(now, id).flatMap(key -> asker(now, key));
    }

    private static Optional<Asker> asker(State now, ContainerKey key) {
        return now.tasks()
                .byId()
                .get(key.task())
                .flatMap(row -> row.containers().stream()
                        .filter(container -> container.name().equals(key.name()))
                        .findFirst()
                        .map(container -> new Asker(now, row, container)));
    }

    private Reply metadata(String method, String rest, Asker asker) throws IOException {
        if (!method.equals("GET")) {
            return Reply.told(405, "Only GET is allowed here");
        }
        return switch (rest) {
            case "", "/" -> new Reply(200, containers.of(asker.state(), asker.task(), asker.container()));
            case "/task" -> new Reply(200, tasks.of(asker.state(), asker.task(), false));
            case "/taskWithTags" -> new Reply(200, tasks.of(asker.state(), asker.task(), true));
            case "/stats" -> new Reply(200, stats(asker.container(), network(asker.state(), asker.task())));
            case "/task/stats" -> new Reply(200, stats(asker.state(), asker.task()));
            default -> Reply.told(404, "Unable to find the metadata that was asked for");
        };
    }

    private Reply agent(String method, String rest, Asker asker, byte[] body) throws InterruptedException {
        if (!rest.equals("/task-protection/v1/state")) {
            return Reply.told(404, "Unable to find what was asked for");
        }
        return switch (method) {
            case "GET" -> protection.get(asker.task(), clock.instant());
            case "PUT" -> protection.put(asker.task(), body);
            default -> Reply.told(405, "Only GET and PUT are allowed here");
        };
    }

    /// As the ECS agent words it, so that SDKs show the sentence.
    private static Reply noCredentials() {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("code", "CredentialsNotServed");
        body.put("message", "Credentials of task roles are not served by Evenkeel yet.");
        return new Reply(400, body.put("HTTPErrorCode", 400));
    }

    /// The counters of the interface that the containers of a task share; the engine keeps them with the sandbox.
    private Optional<JsonNode> network(State state, TaskRow task) throws IOException {
        if (state.networks().interfaces().of(task.id()).isEmpty()) {
            return Optional.empty();
        }
        var text = facts.sandboxStats(task.id());
        return text.isPresent() ? Optional.of(JSON.readTree(text.get()).path("networks")) : Optional.empty();
    }

    private JsonNode stats(ContainerStatus container, Optional<JsonNode> network) throws IOException {
        var text = container.runtimeId() == null ? Optional.<String>empty() : facts.stats(container.runtimeId());
        if (text.isEmpty()) {
            return JsonNodeFactory.instance.nullNode();
        }
        var figures = JSON.readTree(text.get());
        if (network.isPresent() && figures instanceof ObjectNode known) {
            known.set("networks", network.get());
        }
        return figures;
    }

    private JsonNode stats(State state, TaskRow task) throws IOException {
        var all = JsonNodeFactory.instance.objectNode();
        var network = network(state, task);
        for (ContainerStatus container : task.containers()) {
            if (container.runtimeId() != null) {
                all.set(container.runtimeId(), stats(container, network));
            }
        }
        return all;
    }
}
