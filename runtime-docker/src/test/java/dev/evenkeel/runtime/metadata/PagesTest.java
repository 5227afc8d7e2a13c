package dev.evenkeel.runtime.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.reconcilers.sim.Blueprint;
import dev.evenkeel.reconcilers.sim.ImagePlan;
import dev.evenkeel.reconcilers.sim.World;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.TaskId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PagesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PROTECTION = "/task-protection/v1/state";

    private final Keys keys = new Keys("a secret of the tests");
    private final List<String> asked = new ArrayList<>();
    private World world;
    private ContainerKey app;
    private Pages pages;

    @BeforeEach
    void aTaskRuns() {
        run(Blueprint.image("web:1"));
    }

    private void run(Blueprint task) {
        world = World.seed(5).host(4096, 8192).image("web:1", ImagePlan.forever());
        world.service("web", 1, task).settle();
        app = new ContainerKey(world.running("web").getFirst().id(), "app");
        pages = pages(this::protect);
    }

    private Pages pages(ProtectionCalls calls) {
        var host = world.state().hosts().values().findFirst().orElseThrow().id();
        return new Pages(new Pages.Parts(
                host, keys, () -> world.state(), new Engine(), new PlainNames(), calls, InstantSource.fixed(NOW)));
    }

    private ProtectionCalls.Answer protect(TaskId task, boolean enabled, @Nullable Integer minutes) {
        asked.add(task + " " + enabled + " " + minutes);
        return enabled
                ? new ProtectionCalls.Answer(Optional.of(NOW.plusSeconds(60)), Optional.empty())
                : new ProtectionCalls.Answer(
                        Optional.empty(), Optional.of(new ProtectionCalls.Failure("TASK_NOT_VALID", "no service")));
    }

    @Test
    void aContainerIsToldOfItselfAndItsTask() throws Exception {
        var self = answer("GET", "/v4/" + key(), "").body();
        var task = answer("GET", "/v4/" + key() + "/task", "").body();

        assertEquals("app", self.path("Name").asText());
        assertEquals("sha256:image", self.path("ImageID").asText());
        assertEquals("evenkeel-app", self.path("DockerName").asText());
        assertEquals("10.0.0.7", self.at("/Networks/0/IPv4Addresses/0").asText());
        assertEquals("task " + app.task(), task.path("TaskARN").asText());
        assertEquals("RUNNING", task.path("KnownStatus").asText());
        assertEquals("web", task.path("ServiceName").asText());
        assertEquals(1, task.path("Containers").size());
        assertEquals(self, task.path("Containers").get(0));
        assertFalse(task.has("TaskTags"));
        assertTrue(answer("GET", "/v4/" + key() + "/taskWithTags", "").body().has("TaskTags"));
    }

    @Test
    void figuresAreTheEnginesOwn() throws Exception {
        var one = answer("GET", "/v4/" + key() + "/stats", "").body();
        var all = answer("GET", "/v4/" + key() + "/task/stats", "").body();

        assertEquals("figures", one.path("read").asText());
        assertEquals(one, all.elements().next());
    }

    @Test
    void aTaskWithAnInterfaceIsToldOfItAndOfWhatWentOverIt() throws Exception {
        run(Blueprint.image("web:1").attached());
        var own = world.state().networks().interfaces().of(app.task()).orElseThrow();

        var network = answer("GET", "/v4/" + key(), "").body().at("/Networks/0");
        var task = answer("GET", "/v4/" + key() + "/task", "").body();
        var stats = answer("GET", "/v4/" + key() + "/stats", "").body();
        var all = answer("GET", "/v4/" + key() + "/task/stats", "").body();

        assertEquals("awsvpc", network.path("NetworkMode").asText());
        assertEquals(own.address().toString(), network.at("/IPv4Addresses/0").asText());
        assertEquals(own.mac(), network.path("MACAddress").asText());
        assertEquals(own.privateName(), network.path("PrivateDNSName").asText());
        assertEquals("172.31.0.1/16", network.path("SubnetGatewayIpv4Address").asText());
        assertTrue(network.path("IPv4SubnetCIDRBlock").asText().startsWith("172.31."), network::toString);
        assertEquals(own.vpc().value(), task.path("VPCID").asText());
        assertEquals(4711, stats.at("/networks/eth0/rx_bytes").asInt());
        assertEquals(stats, all.elements().next());
    }

    @Test
    void whoDoesNotKnowAnIdLearnsNothing() throws Exception {
        for (String path :
                List.of("/", "/v4/", "/v4/" + "0".repeat(32), "/v4/" + key() + "0", "/v5/" + key(), "/v4/x")) {
            assertEquals(404, answer("GET", path, "").status(), path);
        }
        assertEquals(404, answer("GET", "/v4/" + key() + "/secrets", "").status());
        assertEquals(405, answer("POST", "/v4/" + key() + "/task", "").status());
        assertNotEquals(key(), new Keys("another").of(app));
        assertNotEquals(key(), keys.of(new ContainerKey(app.task(), "side")));
    }

    @Test
    void theIdOfAStoppedTaskIsOfNobody() throws Exception {
        world.scale("web", 0).settle();

        assertEquals(404, answer("GET", "/v4/" + key(), "").status());
    }

    @Test
    void credentialsAreNotServedYetAndThatIsSaid() throws Exception {
        var reply = answer("GET", "/v2/credentials/" + key(), "");

        assertEquals(400, reply.status());
        assertEquals("CredentialsNotServed", reply.body().path("code").asText());
        assertTrue(reply.body().path("message").asText().contains("not served"));
    }

    @Test
    void aTaskProtectsItself() throws Exception {
        var before = answer("GET", "/api/" + key() + PROTECTION, "").body();
        var set = answer("PUT", "/api/" + key() + PROTECTION, "{\"ProtectionEnabled\":true,\"ExpiresInMinutes\":1}");
        var refused = answer("PUT", "/api/" + key() + PROTECTION, "{\"ProtectionEnabled\":false}");

        assertFalse(before.at("/protection/ProtectionEnabled").asBoolean(true));
        assertEquals(200, set.status());
        assertEquals(
                "2026-01-01T00:01:00Z",
                set.body().at("/protection/ExpirationDate").asText());
        assertTrue(set.body().at("/protection/ProtectionEnabled").asBoolean());
        assertEquals(400, refused.status());
        assertEquals("TASK_NOT_VALID", refused.body().at("/error/Code").asText());
        assertEquals(List.of(app.task() + " true 1", app.task() + " false null"), asked);
    }

    @Test
    void aMalformedProtectionIsRefusedBeforeItIsACall() throws Exception {
        for (String body : List.of(
                "",
                "x",
                "{}",
                "[]",
                "{\"ProtectionEnabled\":1}",
                "{\"ProtectionEnabled\":true,\"ExpiresInMinutes\":\"1\"}")) {
            assertEquals(400, answer("PUT", "/api/" + key() + PROTECTION, body).status(), body);
        }
        assertEquals(404, answer("PUT", "/api/" + key() + "/other", "{}").status());
        assertEquals(405, answer("DELETE", "/api/" + key() + PROTECTION, "").status());
        assertEquals(List.of(), asked);
    }

    @Test
    void theServerAnswersInJson() throws Exception {
        try (var server =
                        MetadataServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), pages, keys);
                var http = HttpClient.newHttpClient()) {
            var base = "http://127.0.0.1:" + server.address().getPort();
            var request =
                    HttpRequest.newBuilder(URI.create(base + "/v4/" + key())).build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            var large = HttpRequest.newBuilder(URI.create(base + "/api/" + key() + PROTECTION))
                    .PUT(HttpRequest.BodyPublishers.ofString(" ".repeat(70_000)))
                    .build();

            assertEquals(200, response.statusCode());
            assertEquals(
                    "application/json",
                    response.headers().firstValue("content-type").orElse(""));
            assertEquals(
                    413, http.send(large, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    private String key() {
        return keys.of(app);
    }

    private Reply answer(String method, String path, String body) throws IOException, InterruptedException {
        return pages.answer(method, path, body.getBytes(StandardCharsets.UTF_8));
    }

    /// An engine that knows every container.
    private static final class Engine implements ContainerFacts {
        @Override
        public Optional<String> inspect(String runtimeId) {
            return Optional.of("""
                    {"Name": "/evenkeel-app", "Image": "sha256:image",
                     "NetworkSettings": {"Networks": {"bridge": {"IPAddress": "10.0.0.7"}}}}""");
        }

        @Override
        public Optional<String> stats(String runtimeId) {
            return Optional.of("{\"read\": \"figures\"}");
        }

        @Override
        public Optional<String> sandboxStats(TaskId task) {
            return Optional.of("{\"networks\": {\"eth0\": {\"rx_bytes\": 4711}}}");
        }
    }

    private record PlainNames() implements Names {
        @Override
        public String cluster(ClusterId cluster) {
            return "cluster " + cluster;
        }

        @Override
        public String task(TaskId task) {
            return "task " + task;
        }

        @Override
        public String container(TaskId task, String name) {
            return "container " + task + " " + name;
        }

        @Override
        public String instance(ClusterId cluster, HostId host) {
            return "instance " + cluster + " " + host;
        }
    }
}
