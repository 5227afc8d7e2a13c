package dev.evenkeel.deploy.story;

import static dev.evenkeel.deploy.story.Stage.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.evenkeel.deploy.client.AwsService;
import dev.evenkeel.deploy.client.QueryService;
import dev.evenkeel.deploy.client.Story;
import dev.evenkeel.deploy.engine.SampleImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Traffic that goes from old tasks to new ones and back on a real engine, under a load that sees no failure.
final class ShiftingIT {
    private static final int PRODUCTION = 8080;
    private static final int TEST = 8081;

    private static final String BLUE_GREEN = "\"strategy\": \"BLUE_GREEN\"";
    private static final String LINEAR = "\"strategy\": \"LINEAR\", \"linearConfiguration\": {\"stepPercent\": 40.0,"
            + " \"stepBakeTimeInMinutes\": 0}";
    private static final String CANARY = "\"strategy\": \"CANARY\", \"canaryConfiguration\": {\"canaryPercent\": 10.0,"
            + " \"canaryBakeTimeInMinutes\": 0}";
    private static final String PAUSE = """
            {"targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT"]}
            """;

    private static final String PAUSE_BEFORE_STEPS = """
            {"targetType": "PAUSE", "lifecycleStages": ["PRE_PRODUCTION_TRAFFIC_SHIFT"]}
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Stage stage;
    private String address;
    private String balancer;
    private String subnet;

    @BeforeEach
    void openTheStage() throws IOException, InterruptedException {
        stage = Stage.open();
        ecs("CreateCluster", "{\"clusterName\": \"test\"}");
        var subnets = query(QueryService.EC2, "DescribeSubnets", Map.of(), "subnetId");
        subnet = subnets.getFirst();
        var made = Map.of("Name", "front", "Subnets.member.1", subnet, "Subnets.member.2", subnets.getLast());
        balancer = query(QueryService.ELBV2, "CreateLoadBalancer", made, "LoadBalancerArn")
                .getFirst();
        address = query(QueryService.ELBV2, "DescribeLoadBalancers", Map.of(), "IpAddress")
                .getFirst();
    }

    @AfterEach
    void closeTheStage() throws IOException {
        client.close();
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {BLUE_GREEN, LINEAR, CANARY})
    void noRequestFailsOnTheWayThereNorOnTheWayBack(String strategy) throws Exception {
        create(rollout(strategy, PAUSE));
        proceedToTheEnd();
        assertEquals(Set.of("1"), asked(PRODUCTION));

        try (var load = SteadyLoad.on(page(PRODUCTION))) {
            update("2");
            awaitPause();
            assertEquals(Set.of("2"), asked(TEST));
            assertEquals(Set.of("1"), asked(PRODUCTION));
            proceed("CONTINUE");
            awaitPause();
            assertEquals(Set.of("2"), asked(PRODUCTION));
            proceed("ROLLBACK");
            awaitEnd("ROLLBACK_SUCCESSFUL");
            assertEquals(Set.of("1"), asked(PRODUCTION));

            update("3");
            proceedToTheEnd();
            load.end();
            await().atMost(PATIENCE).until(load::idle);
            assertEquals(List.of(), List.copyOf(load.failures()));
            assertTrue(load.answered() > 100, () -> load.answered() + " answers");
        }
        assertEquals(Set.of("3"), asked(PRODUCTION));
        assertEquals(Set.of("3"), asked(TEST));
    }

    @Test
    void aHookIsToldWhereItIsAndDecidesWhatBecomesOfIt() throws Exception {
        var calls = new ConcurrentLinkedQueue<JsonNode>();
        var answer = new AtomicReference<>("{\"hookStatus\": \"SUCCEEDED\"}");
        var hook = hookServer(calls, answer);
        try {
            var port = hook.getAddress().getPort();
            create(rollout(BLUE_GREEN, """
                {"targetType": "AWS_LAMBDA", "hookTargetArn": "http://127.0.0.1:%d/check",
                 "roleArn": "arn:aws:iam::123456789012:role/hooks", "hookDetails": {"team": "web"},
                 "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT"]}
                """.formatted(port)));
            awaitEnd("SUCCESSFUL");
            calls.clear();

            update("2");
            awaitEnd("SUCCESSFUL");
            assertEquals(
                    List.of("POST_TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT"),
                    calls.stream()
                            .map(call -> call.path("lifecycleStage").asText())
                            .toList());
            assertEquals("web", calls.element().at("/hookDetails/team").asText());

            answer.set("{\"hookStatus\": \"FAILED\"}");
            update("3");
            awaitEnd("ROLLBACK_SUCCESSFUL");
            assertEquals(Set.of("2"), asked(PRODUCTION));
        } finally {
            hook.stop(0);
        }
    }

    /// The load balancer's proxy lives in the server and is away with it: who asks meanwhile finds nobody listening,
    /// and
    /// gets no wrong answer, neither then nor while targets are looked at anew. Containers notice nothing.
    @Test
    void aServerThatIsKilledGoesOnWhereItWas() throws Exception {
        create(rollout(BLUE_GREEN, PAUSE));
        proceedToTheEnd();
        var port = Story.hostPort(stage.story().awaitCount("web", 2, "").getFirst());

        try (var load = SteadyLoad.on(page(PRODUCTION));
                var straight = SteadyLoad.on(URI.create("http://127.0.0.1:" + port + "/"))) {
            update("2");
            await().atMost(PATIENCE).until(() -> stageOf().equals("SCALE_UP"));
            restart();
            awaitPause();
            restart();
            assertEquals(Set.of("2"), asked(TEST));
            proceed("CONTINUE");
            restart();
            awaitPause();
            restart();
            assertEquals(Set.of("2"), asked(PRODUCTION));
            straight.end();
            proceed("CONTINUE");
            restart();
            awaitEnd("SUCCESSFUL");
            assertEquals(Set.of("2"), asked(PRODUCTION));
            load.end();
            await().atMost(PATIENCE).until(() -> load.idle() && straight.idle());
            assertEquals(List.of(), List.copyOf(straight.failures()));
            assertEquals(Set.of("1"), straight.answers().keySet());
            assertEquals(List.of(), refused(load));
            assertEquals(Set.of("1", "2"), load.answers().keySet());
        }
    }

    /// A strategy, and the percentages of green before each of its steps.
    static Stream<Arguments> steps() {
        return Stream.of(
                Arguments.of(LINEAR, List.of(0, 40, 80), "SUCCESSFUL"),
                Arguments.of(CANARY, List.of(0, 10), "ROLLBACK_SUCCESSFUL"));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aServerThatIsKilledBetweenStepsGoesOnFromTheSameWeights(String strategy, List<Integer> shares, String end)
            throws Exception {
        create(rollout(strategy, PAUSE_BEFORE_STEPS));
        proceedToTheEnd();

        try (var load = SteadyLoad.on(page(PRODUCTION))) {
            update("2");
            for (int share : shares) {
                awaitPause();
                restart();
                assertEquals(share, shareOf("2"), share == 0 ? 0.01 : 8.0);
                boolean last = share == shares.getLast();
                proceed(last && end.startsWith("ROLLBACK") ? "ROLLBACK" : "CONTINUE");
                restart();
            }
            awaitEnd(end);
            assertEquals(Set.of(end.startsWith("ROLLBACK") ? "1" : "2"), asked(PRODUCTION));
            load.end();
            await().atMost(PATIENCE).until(load::idle);
            assertEquals(List.of(), refused(load));
        }
    }

    /// What was answered and not served, other than by nobody being there.
    private static List<String> refused(SteadyLoad load) {
        return load.failures().stream()
                .filter(failure -> !failure.startsWith("java."))
                .toList();
    }

    /// How many percent of six hundred requests a version answers; four standard deviations of that are eight.
    private double shareOf(String version) throws IOException, InterruptedException {
        try (var load = SteadyLoad.times(600, page(PRODUCTION))) {
            var answers = load.answers().get(version);
            return answers == null ? 0 : answers.sum() / 6.0;
        }
    }

    private static HttpServer hookServer(Queue<JsonNode> calls, AtomicReference<String> answer) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/check", exchange -> {
            calls.add(JSON.readTree(exchange.getRequestBody()));
            var bytes = Objects.requireNonNull(answer.get()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void restart() throws IOException, InterruptedException {
        stage.kill();
        stage.start();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !asked(PRODUCTION).isEmpty());
    }

    private static String rollout(String strategy, String hook) {
        return "{" + strategy + ", \"bakeTimeInMinutes\": 0, \"lifecycleHooks\": [" + hook + "]}";
    }

    private void create(String rollout) throws IOException {
        register("1");
        var blue = group("blue");
        var green = group("green");
        ecs("CreateService", """
            {"cluster": "test", "serviceName": "web", "taskDefinition": "web", "desiredCount": 2,
             "deploymentConfiguration": %s,
             "loadBalancers": [{"targetGroupArn": "%s", "containerName": "app", "containerPort": 80,
              "advancedConfiguration": {"alternateTargetGroupArn": "%s", "productionListenerRule": "%s",
               "testListenerRule": "%s", "roleArn": "arn:aws:iam::123456789012:role/elb"}}]}
            """.formatted(rollout, blue, green, rule(PRODUCTION, blue), rule(TEST, blue)));
    }

    private void register(String version) throws IOException {
        var script = "mkdir -p /www; echo " + version + " >/www/index.html; httpd -f -p 80 -h /www & "
                + "trap 'kill $!; exit 0' TERM; wait";
        ecs("RegisterTaskDefinition", """
            {"family": "web", "networkMode": "bridge", "containerDefinitions": [{
              "name": "app", "image": "%s", "cpu": 16, "memory": 16, "essential": true,
              "command": ["sh", "-c", "%s"], "portMappings": [{"containerPort": 80, "hostPort": 0}]}]}
            """.formatted(SampleImage.NAME, script));
    }

    private void update(String version) throws IOException {
        register(version);
        ecs("UpdateService", "{\"cluster\": \"test\", \"service\": \"web\", \"taskDefinition\": \"web\"}");
    }

    private String group(String name) {
        var vpc = query(QueryService.EC2, "DescribeVpcs", Map.of(), "vpcId").getFirst();
        var wanted = Map.of(
                "Name", name,
                "Protocol", "HTTP",
                "Port", "80",
                "VpcId", vpc,
                "TargetType", "instance",
                "HealthCheckIntervalSeconds", "5",
                "HealthCheckTimeoutSeconds", "4",
                "HealthyThresholdCount", "2");
        var group = query(QueryService.ELBV2, "CreateTargetGroup", wanted, "TargetGroupArn")
                .getFirst();
        query(
                QueryService.ELBV2,
                "ModifyTargetGroupAttributes",
                Map.of(
                        "TargetGroupArn", group,
                        "Attributes.member.1.Key", "deregistration_delay.timeout_seconds",
                        "Attributes.member.1.Value", "3"),
                "Key");
        return group;
    }

    /// The default rule of a new listener.
    private String rule(int port, String group) {
        var wanted = Map.of(
                "LoadBalancerArn",
                balancer,
                "Protocol",
                "HTTP",
                "Port",
                Integer.toString(port),
                "DefaultActions.member.1.Type",
                "forward",
                "DefaultActions.member.1.TargetGroupArn",
                group);
        var listener = query(QueryService.ELBV2, "CreateListener", wanted, "ListenerArn")
                .getFirst();
        return query(QueryService.ELBV2, "DescribeRules", Map.of("ListenerArn", listener), "RuleArn")
                .getFirst();
    }

    private List<String> query(QueryService service, String operation, Map<String, String> input, String element) {
        return stage.api().query(service, operation, input, element);
    }

    private JsonNode ecs(String operation, String json) throws IOException {
        var input = (ObjectNode) JSON.readTree(json);
        return stage.api().call(AwsService.ECS, operation, input);
    }

    // What becomes of a deployment.

    private void awaitPause() {
        await().atMost(PATIENCE).until(() -> !pause().isEmpty());
    }

    /// The id of a pause that awaits an action; empty where there is none.
    private String pause() throws IOException {
        for (var hook : newest().path("lifecycleHookDetails")) {
            if (hook.path("status").asText().equals("AWAITING_ACTION")) {
                return hook.path("hookId").asText();
            }
        }
        return "";
    }

    private void proceed(String action) throws IOException {
        ecs("ContinueServiceDeployment", """
            {"serviceDeploymentArn": "%s", "hookId": "%s", "action": "%s"}
            """.formatted(
                        newest().path("serviceDeploymentArn").asText(), pause(), action));
    }

    private void proceedToTheEnd() {
        await().atMost(PATIENCE).until(() -> {
            if (!pause().isEmpty()) {
                proceed("CONTINUE");
            }
            return newest().path("status").asText().equals("SUCCESSFUL");
        });
    }

    private void awaitEnd(String status) {
        await().atMost(PATIENCE).until(() -> newest().path("status").asText().equals(status));
    }

    private String stageOf() throws IOException {
        return newest().path("lifecycleStage").asText();
    }

    /// The service deployment that began last.
    private JsonNode newest() throws IOException {
        var listed = ecs("ListServiceDeployments", "{\"cluster\": \"test\", \"service\": \"web\"}");
        var arn = listed.at("/serviceDeployments/0/serviceDeploymentArn").asText();
        return ecs("DescribeServiceDeployments", "{\"serviceDeploymentArns\": [\"" + arn + "\"]}")
                .at("/serviceDeployments/0");
    }

    private URI page(int port) {
        return URI.create("http://" + address + ":" + port + "/");
    }

    /// Who answers twenty requests.
    private Set<String> asked(int port) throws IOException, InterruptedException {
        var who = new TreeSet<String>();
        for (int i = 0; i < 20; i++) {
            var answer = client.send(HttpRequest.newBuilder(page(port)).build(), BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            who.add(answer.body().strip());
        }
        return who;
    }
}
