package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.store.event.CallEvent.CallRefused;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The native interface over HTTP: manifests, the watch stream, the log, and states as they were.
final class NativeTest {
    private static final String CLUSTER =
            "{'apiVersion':'evenkeel/v1','kind':'Cluster','metadata':{'name':'dev'},'spec':{}}";
    private static final String DEFINITION = "{'apiVersion':'evenkeel/v1','kind':'TaskDefinition',"
            + "'metadata':{'name':'web'},'spec':{'containerDefinitions':[{'name':'app','image':'app:1','memory':64}]}}";
    private static final String SERVICE = "{'apiVersion':'evenkeel/v1','kind':'Service','metadata':{'name':'web'},"
            + "'spec':{'cluster':'dev','taskDefinition':'web','desiredCount':2}}";

    private TestApi api;

    @BeforeEach
    void start() {
        api = new TestApi();
        api.host();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void manifestsInAnyOrderBecomeOneBatchAndAreThenLeftAlone() {
        var before = api.state().revision();
        var applied = apply("[" + SERVICE + "," + DEFINITION + "," + CLUSTER + "]");
        assertEquals(List.of("cluster/dev", "task-definition/web:1", "service/dev/web"), texts(applied, "created"));
        var calls = api.batchesAfter(before).stream()
                .filter(batch -> batch.origin() instanceof Origin.Call)
                .toList();
        assertEquals(1, calls.size());
        assertEquals(2, api.state().tasks().byId().size());
        var again = apply(CLUSTER + "\n" + DEFINITION + "\n" + SERVICE);
        assertEquals(List.of(), texts(again, "created"));
        assertEquals(List.of("cluster/dev", "task-definition/web:1", "service/dev/web"), texts(again, "unchanged"));
        assertEquals(1, api.state().definitions().size());
    }

    @Test
    void whatDiffersIsChangedAndNothingElse() {
        apply(CLUSTER + DEFINITION + SERVICE);
        var changed = apply(DEFINITION.replace("app:1", "app:2") + SERVICE.replace("2}}", "3}}") + CLUSTER);
        assertEquals(List.of("task-definition/web:2"), texts(changed, "created"));
        assertEquals(List.of("service/dev/web"), texts(changed, "changed"));
        assertEquals(List.of("cluster/dev"), texts(changed, "unchanged"));
    }

    @Test
    void oneWrongManifestStopsAllOfThem() {
        var before = api.state();
        var reply = send("POST", "/v1/apply", "", CLUSTER + SERVICE.replace("'desiredCount':2", "'desiredCount':-2"));
        assertEquals(400, reply.status());
        assertEquals("InvalidParameterException", reply.type());
        assertTrue(reply.message().startsWith("Service web: desiredCount"), reply.message());
        assertEquals(before.clusters(), api.state().clusters());
        var left = api.batchesAfter(before.revision());
        assertInstanceOf(CallRefused.class, left.getFirst().entries().getFirst().event());
        assertEquals(400, send("POST", "/v1/apply", "", CLUSTER + SERVICE).status(), "an unknown task definition");
        assertEquals(before.clusters(), api.state().clusters());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "{}",
                "[1]",
                "[]",
                "{'apiVersion':'v2','kind':'Cluster','metadata':{'name':'a'}}",
                "{'apiVersion':'evenkeel/v1','kind':'Boat','metadata':{'name':'a'}}",
                "{'apiVersion':'evenkeel/v1','kind':'Cluster','metadata':{}}",
                "{'apiVersion':'evenkeel/v1','kind':'Cluster','metadata':{'name':'a','color':'red'}}",
                "{'apiVersion':'evenkeel/v1','kind':'Cluster','metadata':{'name':'a'},'status':{}}",
                "{'apiVersion':'evenkeel/v1','kind':'Cluster','metadata':{'name':'a'},'spec':[]}",
                "{'apiVersion':'evenkeel/v1','kind':'Cluster','metadata':{'name':'a'},'spec':{'clusterName':'b'}}",
                "{'apiVersion':'evenkeel/v1','kind':'Cluster','metadata':{'name':'a'},'spec':{'sails':3}}",
                "{'apiVersion':'evenkeel/v1','kind':'Cluster','metadata':{'name':'a b'},'spec':{}}",
                "{'apiVersion':'evenkeel/v1','kind':'Cluster','metadata':{'name':'a'},'spec':{'tags':{}}}",
            })
    void whatIsNoManifestIsRefused(String body) {
        var before = api.state();
        var reply = send("POST", "/v1/apply", "", body);
        assertEquals(400, reply.status(), reply.text());
        assertEquals(before.clusters(), api.state().clusters());
    }

    @Test
    void aManifestThatIsThereTwiceIsRefused() {
        var reply = send("POST", "/v1/apply", "", CLUSTER + CLUSTER);
        assertEquals("Cluster dev is there twice.", reply.message());
    }

    @Test
    void theStateIsTellableAtEveryRevision() {
        var before = api.state().revision();
        apply(CLUSTER);
        var with = api.state().revision();
        api.call("ecs", "DeleteCluster", "{\"cluster\":\"dev\"}");
        assertEquals(0, clusters(before).size());
        assertTrue(clusters(with).get(0).path("active").asBoolean());
        assertEquals("us-east-1/dev", clusters(with).get(0).path("id").asText());
        assertEquals(
                false, clusters(api.state().revision()).get(0).path("active").asBoolean());
        var now = send("GET", "/v1/state", "", "").json();
        assertEquals(api.state().revision().value(), now.path("revision").asLong());
        assertEquals(1, now.path("hosts").size());
        assertEquals(400, send("GET", "/v1/state/clusters", "at=999", "").status());
        assertEquals(400, send("GET", "/v1/state/boats", "", "").status());
        assertEquals(400, send("GET", "/v1/state", "at=x", "").status());
    }

    @Test
    void theLogIsReadInParts() {
        apply(CLUSTER);
        var lines = send("GET", "/v1/log", "from=1&limit=1", "").text().lines().toList();
        assertEquals(1, lines.size());
        assertTrue(lines.getFirst().contains("\"revision\":1"), lines.getFirst());
        var rest = send("GET", "/v1/log", "from=2", "").text();
        assertTrue(rest.contains("ClusterCreated"), rest);
        assertTrue(rest.contains("evenkeel:Apply"), rest);
    }

    @Test
    void aWatchTellsWhatThereIsAndThenEveryChangeOnce() throws Exception {
        apply(CLUSTER);
        var start = api.state().revision().value();
        try (var lines = watch("")) {
            var there = read(lines, 3);
            assertEquals(List.of("row", "row", "bookmark"), types(there));
            assertEquals("hosts", there.get(0).path("table").asText());
            assertEquals(start, there.get(2).path("revision").asLong());
            apply(DEFINITION);
            apply(DEFINITION.replace("app:1", "app:2"));
            var changes = read(lines, 2);
            assertEquals(List.of("changes", "changes"), types(changes));
            assertEquals(
                    start + 1, changes.get(0).path("batch").path("revision").asLong());
            assertEquals(
                    start + 2, changes.get(1).path("batch").path("revision").asLong());
        }
    }

    @Test
    void aWatchGoesOnWhereItLeftOff() throws Exception {
        apply(CLUSTER);
        var seen = api.state().revision();
        apply(DEFINITION);
        try (var lines = watch("from=" + seen.value())) {
            var next = read(lines, 1).getFirst();
            assertEquals("changes", next.path("type").asText());
            assertEquals(
                    seen.next().value(), next.path("batch").path("revision").asLong());
        }
    }

    @Test
    void aWatchThatComesTooLateIsToldSo() {
        apply(CLUSTER);
        try (var later = new TestApi(api.state(), true)) {
            var made = later.call("ecs", "CreateCluster", "{\"clusterName\":\"next\"}");
            assertEquals(200, made.status());
            var request = later.signed("evenkeel", later.own("GET", "/v1/watch", "from=0", ""), Instant.now());
            var reply = later.send(request);
            assertEquals(410, reply.status());
            assertEquals("GoneException", reply.type());
        }
        assertEquals(400, send("GET", "/v1/watch", "from=999", "").status());
    }

    @Test
    void whySomethingIsAsItIsIsToldBackToTheCall() {
        apply(CLUSTER + DEFINITION + SERVICE);
        var task = api.state()
                .tasks()
                .byId()
                .values()
                .findFirst()
                .orElseThrow()
                .id()
                .value();
        api.call("ecs", "StopTask", "{\"cluster\":\"dev\",\"task\":\"" + task + "\",\"reason\":\"enough\"}");
        var text = send("GET", "/v1/why/task/" + task.substring(0, 8), "", "").text();
        assertTrue(text.contains("asked to stop"), text);
        assertTrue(text.contains("StopTask"), text);
        var service = send("GET", "/v1/why/service/dev/web", "", "").text();
        assertTrue(service.contains("Apply"), service);
        var accept = api.own("GET", "/v1/why/cluster/dev", "", "");
        var json = api.send(api.signed(
                "evenkeel", accept.withHeaders(accept.headers().with("accept", "application/json")), Instant.now()));
        assertEquals(
                "ClusterCreated",
                json.json().path("what").path("event").path("type").asText(),
                json.text());
        assertEquals(404, send("GET", "/v1/why/task/ffffffff", "", "").status());
        assertEquals(400, send("GET", "/v1/why/boat/1", "", "").status());
        assertEquals(400, send("GET", "/v1/why/task", "", "").status());
    }

    @Test
    void onlySignedRequestsGetInAndOnlyForThisService() {
        assertEquals(403, api.send(api.own("GET", "/v1/state", "", "")).status());
        var forEcs = api.signed("ecs", api.own("GET", "/v1/state", "", ""), Instant.now());
        assertEquals(403, api.send(forEcs).status());
        assertEquals(404, send("GET", "/v1/nothing", "", "").status());
        assertEquals(404, send("DELETE", "/v1/apply", "", "").status());
    }

    @Test
    void healthAndMetricsAreOpen() {
        apply(CLUSTER + DEFINITION + SERVICE);
        var health = api.send(api.own("GET", "/health", "", ""));
        assertEquals(200, health.status());
        assertEquals(
                api.state().revision().value(), health.json().path("revision").asLong());
        var metrics = api.send(api.own("GET", "/metrics", "", "")).text();
        assertTrue(
                metrics.contains("evenkeel_ledger_revision "
                        + (double) api.state().revision().value()),
                metrics);
        assertTrue(
                metrics.contains(
                        "evenkeel_tasks{cluster=\"dev\",phase=\"PENDING\",region=\"us-east-1\",service=\"web\"} 2.0"),
                metrics);
        assertTrue(metrics.contains("evenkeel_task_starts_total{cluster=\"dev\""), metrics);
        assertTrue(
                metrics.contains("evenkeel_api_requests_seconds_count{operation=\"apply\",service=\"evenkeel\""),
                metrics);
    }

    private JsonNode clusters(Revision at) {
        return send("GET", "/v1/state/clusters", "at=" + at.value(), "").json().path("clusters");
    }

    private JsonNode apply(String manifests) {
        var reply = send("POST", "/v1/apply", "", manifests);
        assertEquals(200, reply.status(), reply.text());
        return reply.json();
    }

    private TestApi.Reply send(String method, String path, String query, String body) {
        var request = api.own(method, path, query, body.replace('\'', '"'));
        return api.send(api.signed("evenkeel", request, Instant.now()));
    }

    private BufferedReader watch(String query) throws IOException, InterruptedException {
        var request = api.signed("evenkeel", api.own("GET", "/v1/watch", query, ""), Instant.now());
        var response = api.client().send(api.http(request), HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static List<JsonNode> read(BufferedReader lines, int count) throws IOException {
        var read = new ArrayList<JsonNode>();
        for (int i = 0; i < count; i++) {
            read.add(TestApi.JSON.readTree(lines.readLine()));
        }
        return read;
    }

    private static List<String> types(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("type").asText()).toList();
    }

    private static List<String> texts(JsonNode node, String name) {
        return StreamSupport.stream(node.path(name).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
