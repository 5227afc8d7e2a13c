package dev.evenkeel.deploy.story;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.AwsService;
import dev.evenkeel.deploy.engine.SampleImage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Releases that are broken in every way, on a real engine, by the unmodified AWS CLI: noticed, explained, taken back.
final class DeploymentsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String GOOD = "trap 'exit 0' TERM; while sleep 1; do :; done";

    private Stage stage;
    private Aws aws;

    @BeforeEach
    void openTheStage() throws IOException, InterruptedException {
        stage = Stage.open();
        aws = stage.aws();
        aws.json("ecs", "create-cluster", "--cluster-name", "test");
        register(SampleImage.NAME, GOOD, "true");
    }

    @AfterEach
    void closeTheStage() throws IOException {
        stage.close();
    }

    @Test
    void anImageThatCannotBePulledIsTakenBack() throws Exception {
        create(2, "deploymentCircuitBreaker={enable=true,rollback=true}");
        update("evenkeel/nobody-has-this:1", GOOD, "true");

        takenBack(3);

        assertTrue(stopped().path("stoppedReason").asText().contains("CannotPullContainerError"), stopped()::toString);
        assertEquals("TaskFailedToStart", stopped().path("stopCode").asText());
    }

    @Test
    void oneThatExitsAtOnceIsTakenBack() throws Exception {
        create(2, "deploymentCircuitBreaker={enable=true,rollback=true}");
        update(SampleImage.NAME, "exit 3", "true");

        takenBack(3);

        assertEquals(3, stopped().at("/containers/0/exitCode").asInt(), stopped()::toString);
    }

    @Test
    void oneThatNeverBecomesHealthyIsTakenBack() throws Exception {
        create(1, "deploymentCircuitBreaker={enable=true,rollback=true}");
        update(SampleImage.NAME, GOOD, "false");

        takenBack(3);

        assertEquals(
                "Task failed container health checks",
                stopped().path("stoppedReason").asText());
    }

    @Test
    void anAlarmDuringTheBakeTakesBackAGoodOne() throws Exception {
        text("cloudwatch put-metric-alarm --alarm-name errors --namespace shop --metric-name Errors --statistic Sum"
                + " --period 60 --evaluation-periods 1 --threshold 10 --comparison-operator GreaterThanThreshold");
        create(1, "maximumPercent=200");
        var change = ApiClient.object().put("cluster", "test").put("service", "web");
        var watched = change.putObject("deploymentConfiguration").put("bakeTimeInMinutes", 5);
        watched.putObject("alarms")
                .put("enable", true)
                .put("rollback", true)
                .putArray("alarmNames")
                .add("errors");
        stage.api().call(AwsService.ECS, "UpdateService", change);
        update(SampleImage.NAME, GOOD, "exit 0");
        await().atMost(PATIENCE)
                .until(() -> deployment().path("lifecycleStage").asText().equals("BAKE_TIME"));

        text("cloudwatch set-alarm-state --alarm-name errors --state-value ALARM --state-reason test");

        awaitStatus("ROLLBACK_SUCCESSFUL");
        assertEquals("errors", deployment().at("/alarms/triggeredAlarmNames/0").asText());
        assertEquals("TRIGGERED", deployment().at("/alarms/status").asText());
        assertTrue(definition().endsWith("/web:1"), this::definition);
    }

    @Test
    void aServerThatIsKilledInMidRollGoesOnWithTheCount() throws Exception {
        create(10, "deploymentCircuitBreaker={enable=true,rollback=true},maximumPercent=110");
        update(SampleImage.NAME, "exit 3", "true");
        await().atMost(PATIENCE).until(() -> failures() >= 2);
        int before = failures();

        stage.kill();
        stage.start();

        assertTrue(failures() >= before, () -> before + " failures were counted");
        takenBack(5);
    }

    /// Once its breaker has tripped and the service is as it was, with everything said that is to be said.
    private void takenBack(int threshold) throws Exception {
        awaitStatus("ROLLBACK_SUCCESSFUL");
        var breaker = deployment().path("deploymentCircuitBreaker");
        assertEquals("TRIGGERED", breaker.path("status").asText(), breaker::toString);
        assertEquals(threshold, breaker.path("threshold").asInt());
        assertTrue(breaker.path("failureCount").asInt() >= threshold, breaker::toString);
        text("ecs wait services-stable --cluster test --services web");
        assertTrue(definition().endsWith("/web:1"), this::definition);
        var service = service();
        assertEquals(1, service.path("deployments").size());
        assertEquals("COMPLETED", service.at("/deployments/0/rolloutState").asText());
        var events = text("ecs describe-services --cluster test --services web --query services[0].events[].message");
        assertTrue(events.contains("deployment failed: tasks failed to start."), events);
        var first = service.at("/deployments/0/id").asText();
        assertTrue(events.contains("rolling back to deployment " + first + "."), events);
        var target = deployment().at("/targetServiceRevision/arn").asText();
        var why = stage.api().why("deployment/ecs-svc/" + target.substring(target.lastIndexOf('/') + 1));
        assertTrue(why.contains("circuit breaker of service deployment "), why);
    }

    private void awaitStatus(String status) {
        await().atMost(PATIENCE)
                .until(() -> deployment().path("status").asText().equals(status));
    }

    private int failures() throws IOException {
        return deployment().at("/deploymentCircuitBreaker/failureCount").asInt();
    }

    private JsonNode service() throws IOException, InterruptedException {
        return aws.json("ecs", "describe-services", "--cluster", "test", "--services", "web")
                .at("/services/0");
    }

    private String definition() {
        try {
            return service().path("taskDefinition").asText();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Debian's CLI does not know service deployments yet.
    private JsonNode deployment() throws IOException {
        var list = ApiClient.object().put("cluster", "test").put("service", "web");
        var arn = stage.api()
                .call(AwsService.ECS, "ListServiceDeployments", list)
                .at("/serviceDeployments/0/serviceDeploymentArn")
                .asText();
        var describe = ApiClient.object();
        describe.putArray("serviceDeploymentArns").add(arn);
        return stage.api()
                .call(AwsService.ECS, "DescribeServiceDeployments", describe)
                .at("/serviceDeployments/0");
    }

    /// A task of the broken release.
    private JsonNode stopped() throws IOException, InterruptedException {
        var tasks =
                text("ecs list-tasks --cluster test --service-name web --desired-status STOPPED --query taskArns[]");
        for (String arn : tasks.split("\\s+", -1)) {
            var task = aws.json("ecs", "describe-tasks", "--cluster", "test", "--tasks", arn)
                    .at("/tasks/0");
            if (task.path("taskDefinitionArn").asText().endsWith("/web:2")) {
                return task;
            }
        }
        throw new AssertionError("no task of web:2 among " + tasks);
    }

    private void create(int desired, String deployment) throws IOException, InterruptedException {
        text("ecs create-service --cluster test --service-name web --task-definition web:1 --desired-count " + desired
                + " --deployment-configuration " + deployment);
        text("ecs wait services-stable --cluster test --services web");
        awaitStatus("SUCCESSFUL");
    }

    private void update(String image, String script, String check) throws IOException, InterruptedException {
        register(image, script, check);
        text("ecs update-service --cluster test --service web --task-definition web:2");
    }

    private void register(String image, String script, String check) throws IOException, InterruptedException {
        var definition = """
            {"family": "web", "containerDefinitions": [{
              "name": "app", "image": "%s", "cpu": 16, "memory": 16, "essential": true,
              "command": ["sh", "-c", "%s"],
              "healthCheck": {"command": ["CMD-SHELL", "%s"], "interval": 5, "timeout": 2, "retries": 1}}]}
            """.formatted(image, script, check);
        var file = Files.writeString(stage.data().resolve("definition.json"), definition);
        aws.json("ecs", "register-task-definition", "--cli-input-json", "file://" + file);
    }

    /// What a command prints as text.
    private String text(String command) throws IOException, InterruptedException {
        return aws.text((command + " --output text").split(" ")).strip();
    }
}
