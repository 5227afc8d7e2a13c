package dev.evenkeel.deploy.story;

import static dev.evenkeel.deploy.story.Stage.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.AwsService;
import dev.evenkeel.deploy.engine.SampleImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Releases that are broken in every way, on a real engine, by the unmodified AWS CLI: noticed, explained, taken back.
final class DeploymentsIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String GOOD = "trap 'exit 0' TERM; while sleep 1; do :; done";

    /// One task after another, so that the breaker trips at its threshold to the figure.
    private static final String ONE_BY_ONE = "deploymentCircuitBreaker={enable=true,rollback=true},maximumPercent=150";

    /// Old tasks make room first, so that going back takes a while and can be watched.
    private static final String ROOM_FIRST =
            "deploymentCircuitBreaker={enable=true,rollback=true}," + "minimumHealthyPercent=50,maximumPercent=100";

    private Stage stage;
    private Aws aws;

    @BeforeEach
    void openTheStage() throws IOException, InterruptedException {
        stage = Stage.open();
        aws = stage.aws();
        aws.json("ecs", "create-cluster", "--cluster-name", "test");
        Files.createDirectories(stage.data().resolve("shared"));
        register(SampleImage.NAME, GOOD, "true");
    }

    @AfterEach
    void closeTheStage() throws IOException {
        stage.close();
    }

    @Test
    void aGoodOneTakesThePlaceOfTheOldOneAndSaysSo() throws Exception {
        create(2, ONE_BY_ONE);
        update(SampleImage.NAME, GOOD, "exit 0");

        awaitStatus("SUCCESSFUL");

        stage.awaitStable("web");
        assertBreaker("MONITORING_COMPLETE", 0, 3);
        var service = service();
        assertTrue(service.path("taskDefinition").asText().endsWith("/web:2"), service::toString);
        var newest = service.at("/deployments/0");
        var id = newest.path("id").asText();
        assertEquals("COMPLETED", newest.path("rolloutState").asText());
        assertEquals(
                "ECS deployment " + id + " completed.",
                newest.path("rolloutStateReason").asText());
        assertEquals(0, newest.path("failedTasks").asInt());
        var events = events();
        assertTrue(events.contains("(service web) has started 1 tasks: (task "), events);
        assertTrue(events.contains("(service web) has stopped 1 running tasks: (task "), events);
        assertTrue(events.contains("(service web) (deployment " + id + ") deployment completed."), events);
        for (var gone : stopped()) {
            assertTrue(gone.path("taskDefinitionArn").asText().endsWith("/web:1"), gone::toString);
            assertEquals("ServiceSchedulerInitiated", gone.path("stopCode").asText());
            assertEquals(0, gone.at("/containers/0/exitCode").asInt(-1), gone::toString);
        }
    }

    @Test
    void anImageThatCannotBePulledIsTakenBack() throws Exception {
        create(2, ONE_BY_ONE);
        update("evenkeel/nobody-has-this:1", GOOD, "true");

        takenBack(3, 3);

        for (var failed : failed("CannotPullContainerError: ", 3)) {
            assertEquals("TaskFailedToStart", failed.path("stopCode").asText());
            var container = failed.at("/containers/0");
            assertTrue(container.path("reason").asText().startsWith("CannotPullContainerError"), failed::toString);
            assertTrue(container.path("exitCode").isMissingNode(), failed::toString);
        }
    }

    @Test
    void oneThatExitsAtOnceIsTakenBack() throws Exception {
        create(2, ROOM_FIRST);
        update(SampleImage.NAME, "exit 3", "true");

        var reasons = takenBack(3, 3);

        var said = "ECS deployment circuit breaker: rolling back to deploymentId " + idOf(service()) + ".";
        assertTrue(reasons.contains(said), reasons::toString);
        for (var failed : failed("Essential container in task exited", 3)) {
            assertEquals("EssentialContainerExited", failed.path("stopCode").asText());
            assertEquals(3, failed.at("/containers/0/exitCode").asInt(), failed::toString);
        }
    }

    @Test
    void withoutRollbackItStaysAsItIsAndSaysWhy() throws Exception {
        create(2, "deploymentCircuitBreaker={enable=true,rollback=false},maximumPercent=150");
        update(SampleImage.NAME, "exit 3", "true");

        awaitStatus("STOPPED");

        assertBreaker("TRIGGERED", 3, 3);
        var failed = service().at("/deployments/0");
        assertTrue(failed.path("taskDefinition").asText().endsWith("/web:2"), failed::toString);
        assertEquals("FAILED", failed.path("rolloutState").asText());
        assertEquals(
                "ECS deployment circuit breaker: tasks failed to start.",
                failed.path("rolloutStateReason").asText());
        assertEquals(3, failed.path("failedTasks").asInt());
        var before = service().at("/deployments/1");
        assertTrue(before.path("taskDefinition").asText().endsWith("/web:1"), before::toString);
        assertEquals(2, before.path("runningCount").asInt());
    }

    @Test
    void oneThatNeverBecomesHealthyIsTakenBack() throws Exception {
        create(1, "deploymentCircuitBreaker={enable=true,rollback=true}");
        update(SampleImage.NAME, GOOD, "false");

        takenBack(3, 3);

        assertUnhealthy(3);
    }

    @Test
    void oneThatBecomesUnhealthyDuringTheBakeIsTakenBackByTheBreaker() throws Exception {
        create(1, "maximumPercent=200");
        bakes("""
            {"bakeTimeInMinutes": 5, "deploymentCircuitBreaker": {"enable": true, "rollback": true,
             "thresholdConfiguration": {"type": "COUNT", "value": 2}}}
            """);
        update(SampleImage.NAME, GOOD, "[ ! -e /shared/sick ]");
        awaitStage("BAKE_TIME");
        assertBreaker("MONITORING", 0, 2);

        Files.createFile(stage.data().resolve("shared/sick"));

        takenBack(2, 2);
        assertUnhealthy(2);
    }

    @Test
    void oneThatMakesErrorsDuringTheBakeIsTakenBackByAnAlarm() throws Exception {
        text("cloudwatch put-metric-alarm --alarm-name errors --namespace shop --metric-name Errors --statistic Sum"
                + " --period 10 --evaluation-periods 1 --threshold 10 --comparison-operator GreaterThanThreshold"
                + " --treat-missing-data notBreaching");
        create(1, "maximumPercent=200");
        bakes("""
            {"bakeTimeInMinutes": 5, "alarms": {"enable": true, "rollback": true, "alarmNames": ["errors"]}}
            """);
        update(SampleImage.NAME, GOOD, "exit 0");
        awaitStage("BAKE_TIME");

        text("cloudwatch put-metric-data --namespace shop --metric-name Errors --value 11 --storage-resolution 1");

        var reasons = reasonsUntilBack();
        var deployment = deployment();
        assertEquals("errors", deployment.at("/alarms/triggeredAlarmNames/0").asText());
        assertEquals("TRIGGERED", deployment.at("/alarms/status").asText());
        assertEquals(
                "Service deployment rolled back because alarm errors went to ALARM.",
                deployment.at("/rollback/reason").asText());
        var service = service();
        assertTrue(service.path("taskDefinition").asText().endsWith("/web:1"), service::toString);
        var said = "ECS deployment alarms: rolling back to deploymentId " + idOf(service) + ".";
        assertTrue(reasons.contains(said), reasons::toString);
        var events = events();
        assertTrue(events.contains("deployment failed: alarm errors went to ALARM."), events);
        assertTrue(events.contains("rolling back to deployment " + idOf(service) + "."), events);
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
        takenBack(5, 5);
    }

    /// Once its breaker has tripped and the service is as it was, with everything said that is to be said.
    ///
    /// @return the reasons that its deployments gave meanwhile
    private Set<String> takenBack(int failures, int threshold) throws Exception {
        var reasons = reasonsUntilBack();
        assertBreaker("TRIGGERED", failures, threshold);
        stage.awaitStable("web");
        var service = service();
        assertTrue(service.path("taskDefinition").asText().endsWith("/web:1"), service::toString);
        assertEquals("COMPLETED", service.at("/deployments/0/rolloutState").asText());
        var events = events();
        assertTrue(events.contains("deployment failed: tasks failed to start."), events);
        assertTrue(events.contains("rolling back to deployment " + idOf(service) + "."), events);
        var deployment = deployment();
        assertEquals(
                "Service deployment rolled back because the circuit breaker threshold was exceeded.",
                deployment.at("/rollback/reason").asText());
        var target = deployment.at("/targetServiceRevision/arn").asText();
        var why = stage.api().why("deployment/ecs-svc/" + target.substring(target.lastIndexOf('/') + 1));
        assertTrue(why.contains("circuit breaker of service deployment "), why);
        return reasons;
    }

    private Set<String> reasonsUntilBack() {
        var reasons = new TreeSet<String>();
        await().atMost(PATIENCE).until(() -> {
            reasons.addAll(described().path("deployments").findValuesAsText("rolloutStateReason"));
            return deployment().path("status").asText().equals("ROLLBACK_SUCCESSFUL");
        });
        return reasons;
    }

    private void assertBreaker(String status, int failures, int threshold) {
        var breaker = deployment().path("deploymentCircuitBreaker");
        assertEquals(status, breaker.path("status").asText(), breaker::toString);
        assertEquals(failures, breaker.path("failureCount").asInt(), breaker::toString);
        assertEquals(threshold, breaker.path("threshold").asInt(), breaker::toString);
    }

    private void assertUnhealthy(int count) throws Exception {
        for (var failed : failed("Task failed container health checks", count)) {
            assertEquals("ServiceSchedulerInitiated", failed.path("stopCode").asText());
            assertEquals("UNHEALTHY", failed.path("healthStatus").asText());
        }
    }

    private void awaitStatus(String status) {
        await().atMost(PATIENCE)
                .until(() -> deployment().path("status").asText().equals(status));
    }

    private void awaitStage(String lifecycleStage) {
        await().atMost(PATIENCE)
                .until(() -> deployment().path("lifecycleStage").asText().equals(lifecycleStage));
    }

    private int failures() {
        return deployment().at("/deploymentCircuitBreaker/failureCount").asInt();
    }

    private JsonNode service() throws IOException, InterruptedException {
        return aws.json("ecs", "describe-services", "--cluster", "test", "--services", "web")
                .at("/services/0");
    }

    /// The same without starting a process.
    private JsonNode described() {
        var input = ApiClient.object().put("cluster", "test");
        input.putArray("services").add("web");
        return stage.api().call(AwsService.ECS, "DescribeServices", input).at("/services/0");
    }

    private String events() throws IOException, InterruptedException {
        return text("ecs describe-services --cluster test --services web --query services[0].events[].message");
    }

    private static String idOf(JsonNode service) {
        return service.at("/deployments/0/id").asText();
    }

    /// Debian's CLI does not know service deployments yet.
    private JsonNode deployment() {
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

    /// The tasks of the broken release that failed; those that were just starting went when it was taken back.
    private List<JsonNode> failed(String reason, int count) throws IOException, InterruptedException {
        var failed = stopped().stream()
                .filter(task -> task.path("taskDefinitionArn").asText().endsWith("/web:2"))
                .filter(task -> task.path("stoppedReason").asText().startsWith(reason))
                .toList();
        assertEquals(count, failed.size(), failed::toString);
        return failed;
    }

    private List<JsonNode> stopped() throws IOException, InterruptedException {
        var arns = text("ecs list-tasks --cluster test --service-name web --desired-status STOPPED --query taskArns[]");
        var tasks = new ArrayList<JsonNode>();
        aws.json(("ecs describe-tasks --cluster test --tasks " + arns).split("\\s+"))
                .path("tasks")
                .forEach(tasks::add);
        return tasks;
    }

    private void create(int desired, String deployment) throws IOException, InterruptedException {
        text("ecs create-service --cluster test --service-name web --task-definition web:1 --desired-count " + desired
                + " --deployment-configuration " + deployment);
        awaitStatus("SUCCESSFUL");
    }

    /// What Debian's CLI does not know of deployments yet.
    private void bakes(String configuration) throws IOException {
        var change = ApiClient.object().put("cluster", "test").put("service", "web");
        change.set("deploymentConfiguration", (ObjectNode) JSON.readTree(configuration));
        stage.api().call(AwsService.ECS, "UpdateService", change);
    }

    private void update(String image, String script, String check) throws IOException, InterruptedException {
        register(image, script, check);
        text("ecs update-service --cluster test --service web --task-definition web:2");
    }

    /// A check has time enough on a machine that is busy; it judges by how it ends.
    private void register(String image, String script, String check) throws IOException, InterruptedException {
        var definition = """
            {"family": "web", "volumes": [{"name": "shared", "host": {"sourcePath": "%s"}}],
             "containerDefinitions": [{
              "name": "app", "image": "%s", "cpu": 16, "memory": 16, "essential": true,
              "command": ["sh", "-c", "%s"],
              "mountPoints": [{"sourceVolume": "shared", "containerPath": "/shared", "readOnly": true}],
              "healthCheck": {"command": ["CMD-SHELL", "%s"], "interval": 5, "timeout": 20, "retries": 1}}]}
            """.formatted(stage.data().resolve("shared"), image, script, check);
        var file = Files.writeString(stage.data().resolve("definition.json"), definition);
        aws.json("ecs", "register-task-definition", "--cli-input-json", "file://" + file);
    }

    /// What a command prints as text.
    private String text(String command) throws IOException, InterruptedException {
        return aws.text((command + " --output text").split(" ")).strip();
    }
}
