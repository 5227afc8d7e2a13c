package dev.evenkeel.deploy.story;

import static dev.evenkeel.deploy.story.Stage.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.deploy.engine.SampleImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Services behind an application load balancer on a real engine, by the unmodified AWS CLI: who gets requests, and
/// that
/// none fails while tasks come and go.
final class BalancedServicesIT {
    private static final int PORT = 8080;

    private Stage stage;
    private Aws aws;
    private URI page;
    private String balancer;
    private String subnets;

    @BeforeEach
    void openTheStage() throws IOException, InterruptedException {
        stage = Stage.open();
        aws = stage.aws();
        aws.json("ecs", "create-cluster", "--cluster-name", "test");
        Files.createDirectories(stage.data().resolve("shared"));
        subnets = text("ec2 describe-subnets --query Subnets[].SubnetId");
        var words = new ArrayList<>(List.of("elbv2", "create-load-balancer", "--name", "front", "--subnets"));
        words.addAll(List.of(subnets.split("\\s+")));
        var made = aws.json(words.toArray(String[]::new)).at("/LoadBalancers/0");
        balancer = made.path("LoadBalancerArn").asText();
        var address = made.at("/AvailabilityZones/0/LoadBalancerAddresses/0/IpAddress")
                .asText();
        page = URI.create("http://" + address + ":" + PORT + "/");
    }

    @AfterEach
    void closeTheStage() throws IOException {
        stage.close();
    }

    @Test
    void tasksWithDynamicPortsShareRequestsAndNoneFailsWhileTheyComeAndGo() throws Exception {
        register("bridge", "1");
        var group = group("instance");
        create(group, 3);
        stage.awaitStable("web");
        awaitHealthy(group, 3);
        try (var load = SteadyLoad.times(300, page)) {
            assertEquals(3, load.answers().size());
            load.answers().forEach((who, count) -> assertEquals(100.0, (double) count.sum(), 10.0, who));
        }
        comeAndGo("bridge", group, 3);
    }

    @Test
    void tasksWithInterfacesOfTheirOwnShareRequestsAndNoneFailsWhileTheyComeAndGo() throws Exception {
        register("awsvpc", "1");
        var group = group("ip");
        var open = text("ec2 create-security-group --group-name open --description open --query GroupId");
        text("ec2 authorize-security-group-ingress --protocol tcp --port 80 --cidr 0.0.0.0/0 --group-id " + open);
        create(
                group,
                2,
                "--network-configuration",
                "awsvpcConfiguration={subnets=[" + subnets.replaceAll("\\s+", ",") + "],securityGroups=[" + open
                        + "]}");
        stage.awaitStable("web");
        awaitHealthy(group, 2);
        comeAndGo("awsvpc", group, 2);
    }

    /// Stops a task by hand and rolls all others, with somebody asking all the time.
    private void comeAndGo(String mode, String group, int tasks) throws Exception {
        try (var load = SteadyLoad.on(page)) {
            var first = taskArns().getFirst();
            assertEquals("DEACTIVATING", text("ecs stop-task --query task.lastStatus --cluster test --task " + first));
            await().atMost(PATIENCE)
                    .until(() -> task(first).path("lastStatus").asText().equals("STOPPED"));
            awaitHealthy(group, tasks);
            register(mode, "2");
            text("ecs update-service --cluster test --service web --task-definition web");
            stage.awaitStable("web");
            text("ecs update-service --cluster test --service web --desired-count 1");
            stage.awaitStable("web");
            load.end();
            await().atMost(PATIENCE).until(load::idle);
            assertEquals(List.of(), List.copyOf(load.failures()));
            assertTrue(load.answered() > 500, () -> load.answered() + " answers");
            assertTrue(load.answers().size() > 2 * tasks, () -> load.answers().toString());
        }
        awaitHealthy(group, 1);
        var events = text("ecs describe-services --cluster test --services web --query services[0].events[].message");
        assertTrue(events.contains(" targets in (target-group " + group + ")"), events);
        assertTrue(events.contains("has begun draining connections on 1 tasks."), events);
        assertTrue(events.contains("deregistered 1 targets in (target-group " + group + ")"), events);
    }

    @Test
    void anUnhealthyTargetIsReplacedAfterItsGraceWithTheGroupInTheReason() throws Exception {
        register("bridge", "1");
        var group = group("instance");
        create(group, 1, "--health-check-grace-period-seconds", "25");
        stage.awaitStable("web");
        var sick = taskArns().getFirst();

        var container = task(sick).at("/containers/0/runtimeId").asText();
        Files.createFile(stage.data().resolve("shared").resolve(container.substring(0, 12)));
        await().atMost(PATIENCE).until(() -> state(group).contains("unhealthy"));
        var startedAt = seconds(task(sick).path("startedAt"));

        await().atMost(PATIENCE)
                .until(() -> task(sick).path("lastStatus").asText().equals("STOPPED"));
        var stopped = task(sick);
        assertEquals(
                "Task failed ELB health checks in (target-group " + group + ")",
                stopped.path("stoppedReason").asText());
        assertEquals("ServiceSchedulerInitiated", stopped.path("stopCode").asText());
        assertTrue(
                seconds(stopped.path("stoppingAt")) - startedAt >= 25, () -> "not before its grace ended: " + stopped);
        awaitHealthy(group, 1);
        var events = text("ecs describe-services --cluster test --services web --query services[0].events[].message");
        assertTrue(events.contains("is unhealthy in (target-group " + group + ") due to (reason "), events);
        var why = stage.api().why("task/" + sick.substring(sick.lastIndexOf('/') + 1));
        assertTrue(why.contains("health checks failed in target group blue"), why);
    }

    /// Version 1 of the CLI prints times as numbers.
    private static double seconds(JsonNode time) {
        return time.isNumber()
                ? time.asDouble()
                : OffsetDateTime.parse(time.asText()).toInstant().toEpochMilli() / 1000.0;
    }

    /// A target group that the load balancer forwards all to, and whose targets drain for 5 seconds at most.
    private String group(String type) throws IOException, InterruptedException {
        var vpc = text("ec2 describe-vpcs --query Vpcs[0].VpcId");
        var group = text(
                "elbv2 create-target-group --name blue --protocol HTTP --port 80 --vpc-id " + vpc
                        + " --target-type " + type + " --health-check-path /health --health-check-interval-seconds 5"
                        + " --health-check-timeout-seconds 4 --unhealthy-threshold-count 2 --query TargetGroups[0].TargetGroupArn");
        text("elbv2 modify-target-group-attributes --target-group-arn " + group
                + " --attributes Key=deregistration_delay.timeout_seconds,Value=5");
        text("elbv2 create-listener --load-balancer-arn " + balancer + " --protocol HTTP --port " + PORT
                + " --default-actions Type=forward,TargetGroupArn=" + group);
        return group;
    }

    /// It answers with its name; its health page is gone once there is a file of that name in the shared folder.
    private void register(String mode, String version) throws IOException, InterruptedException {
        var script = "mkdir -p /www; hostname >/www/index.html; echo fine >/www/health; httpd -f -p 80 -h /www & "
                + "trap 'kill $!; exit 0' TERM; "
                + "while sleep 1; do [ ! -e /shared/$(hostname) ] || busybox rm -f /www/health; done";
        var port = mode.equals("bridge") ? "{\"containerPort\": 80, \"hostPort\": 0}" : "{\"containerPort\": 80}";
        var text = """
            {"family": "web", "networkMode": "%s",
             "volumes": [{"name": "shared", "host": {"sourcePath": "%s"}}],
             "containerDefinitions": [{
              "name": "app", "image": "%s", "cpu": 16, "memory": 16, "essential": true,
              "environment": [{"name": "VERSION", "value": "%s"}],
              "command": ["sh", "-c", "%s"], "portMappings": [%s],
              "mountPoints": [{"sourceVolume": "shared", "containerPath": "/shared", "readOnly": true}]}]}
            """.formatted(mode, stage.data().resolve("shared"), SampleImage.NAME, version, script, port);
        var file = Files.writeString(stage.data().resolve("definition.json"), text);
        aws.json("ecs", "register-task-definition", "--cli-input-json", "file://" + file);
    }

    private void create(String group, int desired, String... more) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("ecs", "create-service", "--cluster", "test", "--service-name", "web"));
        words.addAll(List.of("--task-definition", "web", "--desired-count", Integer.toString(desired)));
        words.addAll(List.of("--load-balancers", "targetGroupArn=" + group + ",containerName=app,containerPort=80"));
        words.addAll(List.of(more));
        aws.json(words.toArray(String[]::new));
    }

    private void awaitHealthy(String group, int count) {
        await().atMost(PATIENCE).until(() -> healthy(group) == count);
    }

    private long healthy(String group) throws IOException, InterruptedException {
        return state(group).stream().filter("healthy"::equals).count();
    }

    private List<String> state(String group) throws IOException, InterruptedException {
        var states = text("elbv2 describe-target-health --target-group-arn " + group
                + " --query TargetHealthDescriptions[].TargetHealth.State");
        return List.of(states.split("\\s+"));
    }

    private List<String> taskArns() throws IOException, InterruptedException {
        return List.of(text("ecs list-tasks --cluster test --service-name web --query taskArns[]")
                .split("\\s+"));
    }

    private JsonNode task(String arn) throws IOException, InterruptedException {
        return aws.json("ecs", "describe-tasks", "--cluster", "test", "--tasks", arn)
                .at("/tasks/0");
    }

    /// What a command prints as text.
    private String text(String command) throws IOException, InterruptedException {
        return aws.text((command + " --output text").split(" ")).strip();
    }
}
