package dev.evenkeel.deploy.story;

import static dev.evenkeel.deploy.story.Stage.PATIENCE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.AwsService;
import dev.evenkeel.deploy.client.Story;
import dev.evenkeel.deploy.engine.SampleImage;
import dev.evenkeel.store.model.Cidr;
import dev.evenkeel.store.model.Ipv4;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tasks with an address of their own: who reaches whom, seen from inside the containers.
final class NetworkIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Stage stage;
    private Aws aws;
    private String subnets;

    @BeforeEach
    void openTheStage() throws IOException, InterruptedException {
        stage = Stage.open();
        aws = stage.aws();
        stage.story().createCluster();
        register();
        subnets = aws.text("ec2", "describe-subnets", "--query", "Subnets[].SubnetId", "--output", "text")
                .strip()
                .replaceAll("\\s+", ",");
    }

    @AfterEach
    void closeTheStage() throws IOException {
        stage.close();
    }

    private void register() throws IOException {
        var definition = ApiClient.object().put("family", "web").put("networkMode", "awsvpc");
        definition.put("cpu", "256").put("memory", "512");
        definition.putArray("requiresCompatibilities").add("EC2").add("FARGATE");
        definition.put("taskRoleArn", "arn:aws:iam::123456789012:role/web");
        var containers = definition.putArray("containerDefinitions");
        var app = containers.addObject().put("name", "app").put("image", SampleImage.NAME);
        app.put("cpu", 16).put("memory", 16).put("essential", true);
        var ports = app.putArray("portMappings");
        ports.addObject().put("containerPort", SampleImage.PORT);
        ports.addObject().put("containerPortRange", "7001-7003");
        var side = containers.addObject().put("name", "side").put("image", SampleImage.NAME);
        side.put("cpu", 16).put("memory", 16).put("essential", false);
        side.putArray("entryPoint").add("sh").add("-c");
        side.putArray("command").add("trap 'exit 0' TERM; sleep 1000 & wait");
        stage.api().call(AwsService.ECS, "RegisterTaskDefinition", definition);
    }

    private String group(String name) throws IOException, InterruptedException {
        return aws.text(
                        "ec2",
                        "create-security-group",
                        "--group-name",
                        name,
                        "--description",
                        name,
                        "--query",
                        "GroupId",
                        "--output",
                        "text")
                .strip();
    }

    private void rule(String what, String group, String... peer) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(
                "ec2", what + "-security-group-ingress", "--group-id", group, "--protocol", "tcp", "--port", "80"));
        words.addAll(List.of(peer));
        aws.text(words.toArray(String[]::new));
    }

    private String network(String groups, String published) {
        return "awsvpcConfiguration={subnets=[" + subnets + "],securityGroups=[" + groups + "],assignPublicIp="
                + published + "}";
    }

    /// A task in these groups, once it runs.
    private JsonNode run(String groups, String published) throws IOException, InterruptedException {
        var arn = aws.text(
                        "ecs",
                        "run-task",
                        "--cluster",
                        "test",
                        "--task-definition",
                        "web",
                        "--launch-type",
                        published.equals("ENABLED") ? "FARGATE" : "EC2",
                        "--network-configuration",
                        network(groups, published),
                        "--query",
                        "tasks[0].taskArn",
                        "--output",
                        "text")
                .strip();
        return stage
                .story()
                .await("", PATIENCE, running -> running.stream().anyMatch(task -> isTask(task, arn)))
                .stream()
                .filter(task -> isTask(task, arn))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isTask(JsonNode task, String arn) {
        return task.path("taskArn").asText().equals(arn);
    }

    private static String address(JsonNode task) {
        return task.at("/containers/0/networkInterfaces/0/privateIpv4Address").asText();
    }

    /// What a task's second container is told at port 80 of an address; empty where nobody answers in time.
    private String fetch(JsonNode from, String address) {
        return exec(from, "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | busybox nc -w 2 " + address + " 80");
    }

    private String exec(JsonNode task, String script) {
        return stage.exec(runtimeId(task, "side"), script);
    }

    private static String runtimeId(JsonNode task, String name) {
        for (var container : task.path("containers")) {
            if (container.path("name").asText().equals(name)) {
                return container.path("runtimeId").asText();
            }
        }
        throw new AssertionError("no container " + name + " in " + task);
    }

    private boolean isReached(JsonNode from, JsonNode to) {
        return fetch(from, address(to)).contains("hello from");
    }

    @Test
    void tasksHaveAddressesInTheirSubnetsAndTheirContainersTalkOverLocalhost()
            throws IOException, InterruptedException {
        var group = group("any");
        var one = run(group, "DISABLED");
        var two = run(group, "DISABLED");

        assertNotEquals(address(one), address(two));
        for (var task : List.of(one, two)) {
            var cidr = Cidr.of(aws.text(
                            "ec2",
                            "describe-subnets",
                            "--subnet-ids",
                            detail(task, "subnetId"),
                            "--query",
                            "Subnets[0].CidrBlock",
                            "--output",
                            "text")
                    .strip());
            assertTrue(cidr.contains(Ipv4.of(address(task))), address(task) + " is in " + cidr);
            assertTrue(exec(task, "busybox ip addr show").contains(" " + address(task) + "/"));
            assertTrue(fetch(task, "127.0.0.1").contains("hello from"), "both serve on port 80");
        }
        assertNotEquals(detail(one, "subnetId"), detail(two, "subnetId"));
        assertEquals("app,side", names(one));
    }

    private static String names(JsonNode task) {
        return String.join(",", task.path("containers").findValuesAsText("name"));
    }

    private static String detail(JsonNode task, String name) {
        for (var detail : task.at("/attachments/0/details")) {
            if (detail.path("name").asText().equals(name)) {
                return detail.path("value").asText();
            }
        }
        return "";
    }

    @Test
    void aGroupLetsInTheTasksOfTheGroupItNamesAndNobodyElse() throws IOException, InterruptedException {
        var a = group("a");
        var b = group("b");
        var c = group("c");
        rule("authorize", a, "--source-group", b);
        var server = run(a, "DISABLED");
        var friend = run(b, "DISABLED");
        var stranger = run(c, "DISABLED");

        await().atMost(PATIENCE).until(() -> isReached(friend, server));
        assertFalse(isReached(stranger, server));

        var late = run(b, "DISABLED");
        await().atMost(PATIENCE).until(() -> isReached(late, server));

        rule("revoke", a, "--source-group", b);
        await().atMost(PATIENCE).until(() -> !isReached(friend, server));
    }

    @Test
    void aPublicAddressAnswersWhatItsGroupLetsIn() throws IOException, InterruptedException {
        var open = group("open");
        rule("authorize", open, "--cidr", "0.0.0.0/0");
        var with = run(open, "ENABLED");
        var without = run(open, "DISABLED");

        var published = publicAddress(with);
        assertTrue(published.startsWith("127." + Stage.OWN + "."), published);
        assertEquals("None", publicAddress(without));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertTrue(get(published).contains("hello from")));
    }

    @Test
    void allPortsOfARangeAreReachedAtThePublicAddress() throws IOException, InterruptedException {
        var open = group("range");
        aws.text(
                "ec2",
                "authorize-security-group-ingress",
                "--group-id",
                open,
                "--protocol",
                "tcp",
                "--port",
                "7001-7003",
                "--cidr",
                "0.0.0.0/0");
        var task = run(open, "ENABLED");
        var published = publicAddress(task);

        exec(task, """
                for port in 7001 7003; do
                  busybox setsid sh -c "while true; do echo at $port | busybox nc -l -p $port; done" \
                      </dev/null >/dev/null 2>&1 &
                done; sleep 1
                """);

        for (int port : List.of(7001, 7003)) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertEquals("at " + port, line(published, port)));
        }
    }

    /// The first line that somebody says at a port.
    private static String line(String address, int port) throws IOException {
        try (var socket = new Socket(address, port);
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            socket.setSoTimeout(2_000);
            return String.valueOf(in.readLine());
        }
    }

    private String publicAddress(JsonNode task) throws IOException, InterruptedException {
        return aws.text(
                        "ec2",
                        "describe-network-interfaces",
                        "--network-interface-ids",
                        detail(task, "networkInterfaceId"),
                        "--query",
                        "NetworkInterfaces[0].Association.PublicIp",
                        "--output",
                        "text")
                .strip();
    }

    private static String get(String address) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://" + address + "/"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    @Test
    void aTaskLearnsWhoItIsAndWhatWentOverItsInterfaceThoughNothingMayLeaveIt()
            throws IOException, InterruptedException {
        var closed = group("closed");
        aws.text(
                "ec2",
                "revoke-security-group-egress",
                "--group-id",
                closed,
                "--protocol",
                "all",
                "--cidr",
                "0.0.0.0/0");
        var task = run(closed, "DISABLED");

        var told = JSON.readTree(exec(task, "busybox wget -q -O - $ECS_CONTAINER_METADATA_URI_V4/task"));
        var stats = JSON.readTree(exec(task, "busybox wget -q -O - $ECS_CONTAINER_METADATA_URI_V4/stats"));

        assertEquals(task.path("taskArn").asText(), told.path("TaskARN").asText());
        var network = told.at("/Containers/0/Networks/0");
        assertEquals("awsvpc", network.path("NetworkMode").asText());
        assertEquals(address(task), network.at("/IPv4Addresses/0").asText());
        assertEquals(detail(task, "macAddress"), network.path("MACAddress").asText());
        assertTrue(stats.at("/networks/eth0/rx_bytes").asLong() > 0, stats::toString);
    }

    @Test
    void whoeverAsksForTheCredentialsOfItsRoleIsToldThatTheyAreNotServed() throws IOException, InterruptedException {
        var task = run(group("any"), "DISABLED");

        var answer = exec(
                task,
                "printf \"GET $AWS_CONTAINER_CREDENTIALS_RELATIVE_URI HTTP/1.0\\r\\n\\r\\n\""
                        + " | busybox nc -w 5 169.254.170.2 80");

        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        assertTrue(answer.contains("\"code\":\"CredentialsNotServed\""), answer);
    }

    @Test
    void aServiceOutlivesItsServerAndReplacesATaskThatLostItsNetwork() throws IOException, InterruptedException {
        aws.text(
                "ecs",
                "create-service",
                "--cluster",
                "test",
                "--service-name",
                "web",
                "--task-definition",
                "web",
                "--desired-count",
                "1",
                "--network-configuration",
                network(group("any"), "DISABLED"));
        var task = stage.story().awaitCount("web", 1, "").getFirst();

        stage.kill();
        stage.start();
        var story = stage.story();
        var same = story.awaitCount("web", 1, "").getFirst();
        assertEquals(Story.id(task), Story.id(same));
        assertEquals(runtimeId(task, "app"), runtimeId(same, "app"), "the container never noticed");

        stage.engine().kill("evenkeel-" + Story.id(task) + "-.internal.ecs.pause");
        var next = story.awaitCount("web", 1, Story.id(task)).getFirst();
        assertNotEquals(address(task), address(next));
    }
}
