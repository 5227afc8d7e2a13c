package dev.evenkeel.deploy.story;

import static dev.evenkeel.deploy.story.Stage.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// CodeDeploy on a real engine, by the unmodified AWS CLI, while somebody keeps asking the load balancer.
final class CodeDeployIT {
    private static final int PRODUCTION = 8080;
    private static final int TEST = 9090;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private Stage stage;
    private Aws aws;
    private String address = "";

    @BeforeEach
    void openTheStage() throws IOException, InterruptedException {
        stage = Stage.open();
        aws = stage.aws();
        aws.json("ecs", "create-cluster", "--cluster-name", "test");
        register("v1");
        register("v2");
    }

    @AfterEach
    void closeTheStage() throws IOException {
        http.close();
        stage.close();
    }

    @Test
    void trafficGoesOverAndBackWithoutAFailedRequest() throws Exception {
        deployable();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> ask(PRODUCTION).equals("v1"));
        try (var load = SteadyLoad.on(page(PRODUCTION))) {
            var first = deploy("hello:2");
            await().atMost(PATIENCE).until(() -> status(first).equals("Ready"));
            assertEquals("v2", ask(TEST), "test traffic goes to the replacement only");
            assertEquals("v1", ask(PRODUCTION));
            aws.json("deploy", "continue-deployment", "--deployment-id", first, "--deployment-wait-type", "READY_WAIT");
            aws.text("deploy", "wait", "deployment-successful", "--deployment-id", first);
            assertEquals("v2", ask(PRODUCTION));
            assertEquals(1, service().path("taskSets").size());
            assertEquals(2, service().path("runningCount").asInt());

            takenBack(deploy("hello:1"));
            load.end();
            await().atMost(PATIENCE).until(load::idle);
            assertEquals(List.of(), List.copyOf(load.failures()));
            assertTrue(load.answered() > 100, () -> load.answered() + " answers");
            assertEquals(Set.of("v1", "v2"), load.answers().keySet());
        }
    }

    private void takenBack(String deployment) throws IOException, InterruptedException {
        await().atMost(PATIENCE).until(() -> status(deployment).equals("Ready"));
        assertEquals("v1", ask(TEST));
        aws.json("deploy", "stop-deployment", "--deployment-id", deployment, "--auto-rollback-enabled");
        await().atMost(PATIENCE).until(() -> status(deployment).equals("Stopped"));
        var back = info(deployment).at("/rollbackInfo/rollbackDeploymentId").asText();
        await().atMost(PATIENCE).until(() -> status(back).equals("Succeeded"));
        assertEquals("v2", ask(PRODUCTION));
        assertEquals("v2", ask(TEST));
        assertEquals(1, service().path("taskSets").size());
    }

    @Test
    void aServerThatIsKilledInMidDeploymentGoesOn() throws Exception {
        deployable();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> ask(PRODUCTION).equals("v1"));
        var id = deploy("hello:2");
        stage.kill();
        stage.start();
        await().atMost(PATIENCE).until(() -> status(id).equals("Ready"));
        stage.kill();
        stage.start();
        aws.json("deploy", "continue-deployment", "--deployment-id", id, "--deployment-wait-type", "READY_WAIT");

        await().atMost(PATIENCE).until(() -> status(id).equals("Succeeded"));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> ask(PRODUCTION).equals("v2"));
        assertEquals(1, service().path("taskSets").size());
    }

    @Test
    void aHookIsToldWhereItIsAndSaysByTheOperationThatItFailed() throws Exception {
        deployable();
        var told = new LinkedBlockingQueue<JsonNode>();
        var endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/check", exchange -> {
            told.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        endpoint.start();
        try {
            var address = "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/check";
            var id = deploy("hello:2", "Hooks:\n  - BeforeInstall: " + address + "\n");
            var call = Objects.requireNonNull(told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals(id, text(call, "DeploymentId"));

            aws.json(
                    "deploy",
                    "put-lifecycle-event-hook-execution-status",
                    "--deployment-id",
                    id,
                    "--lifecycle-event-hook-execution-id",
                    text(call, "LifecycleEventHookExecutionId"),
                    "--status",
                    "Failed");

            await().atMost(PATIENCE).until(() -> status(id).equals("Failed"));
            assertEquals(
                    "HOOK_EXECUTION_FAILURE",
                    info(id).at("/errorInformation/code").asText());
        } finally {
            endpoint.stop(0);
        }
    }

    private void register(String says) throws IOException, InterruptedException {
        var text = """
            {"family": "hello", "networkMode": "bridge",
             "containerDefinitions": [{
              "name": "web", "image": "evenkeel/hello:1", "cpu": 16, "memory": 16, "essential": true, "stopTimeout": 2,
              "command": ["sh", "-c", "mkdir -p /www; echo %s >/www/index.html; exec httpd -f -p 80 -h /www"],
              "portMappings": [{"containerPort": 80, "hostPort": 0}]}]}
            """.formatted(says);
        aws.json("ecs", "register-task-definition", "--cli-input-json", file("definition.json", text));
    }

    private String file(String name, String text) throws IOException {
        Path file = Files.writeString(stage.data().resolve(name), text);
        return "file://" + file;
    }

    /// A service behind a load balancer, and the deployment group that deploys it.
    private void deployable() throws IOException, InterruptedException {
        var subnets = aws.json("ec2", "describe-subnets").path("Subnets");
        var subnet = subnets.path(0);
        var balancer = aws.json(
                        "elbv2",
                        "create-load-balancer",
                        "--name",
                        "front",
                        "--subnets",
                        text(subnet, "SubnetId"),
                        text(subnets.path(1), "SubnetId"))
                .at("/LoadBalancers/0");
        var blue = group("blue", text(subnet, "VpcId"));
        group("green", text(subnet, "VpcId"));
        address = balancer.at("/AvailabilityZones/0/LoadBalancerAddresses/0/IpAddress")
                .asText();
        var arn = text(balancer, "LoadBalancerArn");
        var production = listener(arn, PRODUCTION, blue);
        var test = listener(arn, TEST, blue);
        var service = """
            {"cluster": "test", "serviceName": "web", "taskDefinition": "hello:1", "desiredCount": 2,
             "deploymentController": {"type": "CODE_DEPLOY"},
             "loadBalancers": [{"targetGroupArn": "%s", "containerName": "web", "containerPort": 80}]}
            """.formatted(blue);
        aws.json("ecs", "create-service", "--cli-input-json", file("service.json", service));
        aws.json("deploy", "create-application", "--application-name", "my-app", "--compute-platform", "ECS");
        aws.json("deploy", "create-deployment-group", "--cli-input-json", file("group.json", """
            {"applicationName": "my-app", "deploymentGroupName": "my-deployment-group",
             "serviceRoleArn": "arn:aws:iam::123456789012:role/deploys",
             "deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
             "blueGreenDeploymentConfiguration": {
              "deploymentReadyOption": {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 30},
              "terminateBlueInstancesOnDeploymentSuccess": {"action": "TERMINATE"}},
             "loadBalancerInfo": {"targetGroupPairInfoList": [{
              "targetGroups": [{"name": "blue"}, {"name": "green"}],
              "prodTrafficRoute": {"listenerArns": ["%s"]}, "testTrafficRoute": {"listenerArns": ["%s"]}}]},
             "ecsServices": [{"clusterName": "test", "serviceName": "web"}]}
            """.formatted(
                        production, test)));
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asText();
    }

    private String group(String name, String vpc) throws IOException, InterruptedException {
        var words = List.of("elbv2", "create-target-group", "--name", name, "--protocol", "HTTP", "--port", "80");
        var all = new ArrayList<>(words);
        all.addAll(List.of("--vpc-id", vpc, "--target-type", "instance", "--health-check-interval-seconds", "5"));
        all.addAll(List.of("--health-check-timeout-seconds", "4", "--healthy-threshold-count", "2"));
        var arn = text(aws.json(all.toArray(new String[0])).at("/TargetGroups/0"), "TargetGroupArn");
        aws.json(
                "elbv2",
                "modify-target-group-attributes",
                "--target-group-arn",
                arn,
                "--attributes",
                "Key=deregistration_delay.timeout_seconds,Value=2");
        return arn;
    }

    private String listener(String balancer, int port, String group) throws IOException, InterruptedException {
        var created = aws.json(
                "elbv2",
                "create-listener",
                "--load-balancer-arn",
                balancer,
                "--protocol",
                "HTTP",
                "--port",
                Integer.toString(port),
                "--default-actions",
                "Type=forward,TargetGroupArn=" + group);
        return text(created.at("/Listeners/0"), "ListenerArn");
    }

    private String deploy(String definition) throws IOException, InterruptedException {
        return deploy(definition, "");
    }

    /// @param hooks the end of the AppSpec
    private String deploy(String definition, String hooks) throws IOException, InterruptedException {
        var appSpec = ("""
            version: 0.0
            Resources:
              - TargetService:
                  Type: AWS::ECS::Service
                  Properties:
                    TaskDefinition: %s
                    LoadBalancerInfo:
                      ContainerName: web
                      ContainerPort: 80
            """.formatted(definition) + hooks).replace("\n", "\\n");
        var revision = "{\"revisionType\":\"AppSpecContent\",\"appSpecContent\":{\"content\":\"" + appSpec + "\"}}";
        return text(
                aws.json(
                        "deploy",
                        "create-deployment",
                        "--application-name",
                        "my-app",
                        "--deployment-group-name",
                        "my-deployment-group",
                        "--revision",
                        revision),
                "deploymentId");
    }

    private JsonNode info(String id) throws IOException, InterruptedException {
        return aws.json("deploy", "get-deployment", "--deployment-id", id).path("deploymentInfo");
    }

    private String status(String id) throws IOException, InterruptedException {
        return text(info(id), "status");
    }

    private JsonNode service() throws IOException, InterruptedException {
        return aws.json("ecs", "describe-services", "--cluster", "test", "--services", "web")
                .at("/services/0");
    }

    private URI page(int port) {
        return URI.create("http://" + address + ":" + port + "/");
    }

    private String ask(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(page(port))
                .timeout(Duration.ofSeconds(60))
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        return response.statusCode() == 200 ? response.body().strip() : "status " + response.statusCode();
    }
}
