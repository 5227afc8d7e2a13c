package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.ecs.model.TaskField;

/// Tasks and task definitions through AWS's own SDK.
@SuppressWarnings("unchecked") // the varargs of the SDK\'s builders are generic
final class TasksOverSdkTest {
    private EcsFixture fixture;
    private EcsClient ecs;

    @BeforeEach
    void start() {
        fixture = new EcsFixture();
        ecs = fixture.ecs();
        ecs.createCluster();
        fixture.register("web");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void overridesAreToldAndDecideWhatATaskReserves() {
        var override = ContainerOverride.builder()
                .name("app")
                .command("run")
                .cpu(512)
                .memory(2048)
                .memoryReservation(1024)
                .build();
        var task = run(r -> r.overrides(o -> o.containerOverrides(override))).getFirst();
        assertEquals("512", task.cpu());
        assertEquals("1024", task.memory());
        assertEquals(
                override.command(),
                task.overrides().containerOverrides().getFirst().command());
        var sized = run(r -> r.overrides(o -> o.cpu("1 vCPU").memory("2 GB"))).getFirst();
        assertEquals("1024", sized.cpu());
        assertEquals("2048", sized.memory());
        assertEquals(8192 - 1024 - 2048, remaining("MEMORY"));
    }

    @Test
    void tagsComeFromTheCallTheDefinitionAndEcs() {
        ecs.registerTaskDefinition(r -> r.family("web")
                .containerDefinitions(c -> c.name("app").image("app:1").memory(64))
                .tags(tag("team", "a"), tag("stage", "test")));
        var task = run(r -> r.tags(tag("stage", "prod"))
                        .propagateTags(PropagateTags.TASK_DEFINITION)
                        .enableECSManagedTags(true))
                .getFirst();
        assertEquals(
                Map.of("team", "a", "stage", "prod", "aws:ecs:clusterName", "default"),
                tags(ecs.describeTasks(r -> r.tasks(task.taskArn()).include(TaskField.TAGS))
                        .tasks()
                        .getFirst()
                        .tags()));
        assertTrue(ecs.describeTasks(r -> r.tasks(task.taskArn()))
                .tasks()
                .getFirst()
                .tags()
                .isEmpty());
    }

    @Test
    void whereNoHostHasRoomTheFailureNamesTheNearestOne() {
        var started = ecs.runTask(r -> r.taskDefinition("web").count(10).overrides(o -> o.memory("3 GB")));
        assertEquals(2, started.tasks().size());
        var failure = started.failures().getFirst();
        assertEquals("RESOURCE:MEMORY", failure.reason());
        assertTrue(failure.arn().endsWith("container-instance/default/" + fixture.host()));
    }

    @Test
    void aCustomSchedulerPutsTasksWhereItSays() {
        var arn = ecs.listContainerInstances(r -> {}).containerInstanceArns().getFirst();
        var started = ecs.startTask(r ->
                r.taskDefinition("web").containerInstances(arn, "nobody", arn).startedBy("my-scheduler"));
        assertEquals(2, started.tasks().size());
        assertEquals(arn, started.tasks().getFirst().containerInstanceArn());
        assertEquals("MISSING", started.failures().getFirst().reason());
        assertTrue(started.failures().getFirst().arn().endsWith("/nobody"));
        var full = ecs.startTask(
                r -> r.taskDefinition("web").containerInstances(arn).overrides(o -> o.memory("9 GB")));
        assertEquals("RESOURCE:MEMORY", full.failures().getFirst().reason());
        ecs.updateContainerInstancesState(r -> r.containerInstances(arn).status("DRAINING"));
        var drained = ecs.startTask(r -> r.taskDefinition("web").containerInstances(arn));
        assertEquals("INACTIVE", drained.failures().getFirst().reason());
        assertEquals(
                2, ecs.listTasks(r -> r.startedBy("my-scheduler")).taskArns().size());
    }

    @Test
    void listsAreFilteredByEverythingAtOnce() {
        fixture.register("api");
        var a = run(r -> r.startedBy("me").group("g")).getFirst().taskArn();
        var b = run(r -> r.startedBy("me").taskDefinition("api")).getFirst().taskArn();
        var c = run(r -> r.launchType(LaunchType.EXTERNAL)).getFirst().taskArn();
        var instance =
                ecs.listContainerInstances(r -> {}).containerInstanceArns().getFirst();
        assertEquals(sorted(a, b), sorted(ecs.listTasks(r -> r.startedBy("me")).taskArns()));
        assertEquals(
                List.of(b), ecs.listTasks(r -> r.startedBy("me").family("api")).taskArns());
        assertEquals(
                List.of(c),
                ecs.listTasks(r -> r.launchType(LaunchType.EXTERNAL)).taskArns());
        assertEquals(
                List.of(a),
                ecs.listTasks(r -> r.containerInstance(instance)
                                .family("web")
                                .launchType(LaunchType.EC2)
                                .desiredStatus(DesiredStatus.RUNNING))
                        .taskArns());
        assertTrue(ecs.listTasks(r -> r.desiredStatus(DesiredStatus.PENDING))
                .taskArns()
                .isEmpty());
        ecs.stopTask(r -> r.task(a));
        assertEquals(
                List.of(a),
                ecs.listTasks(r -> r.desiredStatus(DesiredStatus.STOPPED).family("web"))
                        .taskArns());
        assertEquals("g", describe(a).group());
    }

    @Test
    void aHundredTasksMakeAPage() {
        for (int i = 0; i < 12; i++) {
            ecs.runTask(r -> r.taskDefinition("web").count(10));
        }
        var first = ecs.listTasks(r -> {});
        assertEquals(100, first.taskArns().size());
        var rest = ecs.listTasks(r -> r.nextToken(first.nextToken()));
        assertEquals(20, rest.taskArns().size());
        var all = new ArrayList<>(first.taskArns());
        all.addAll(rest.taskArns());
        assertEquals(120, all.stream().distinct().count());
        assertEquals(
                120,
                ecs.listTasksPaginator(r -> r.maxResults(7)).taskArns().stream().count());
    }

    @Test
    void aTaskTellsWhenItWentThroughItsLife() {
        var arn = run(r -> {}).getFirst().taskArn();
        var made = describe(arn);
        assertEquals("ecs.cpu-architecture", made.attributes().getFirst().name());
        fixture.report(Phase.RUNNING);
        var running = describe(arn);
        assertNotNull(running.connectivityAt());
        assertEquals("CONNECTED", running.connectivityAsString());
        assertTrue(running.version() > made.version());
        ecs.stopTask(r -> r.task(arn));
        fixture.report(Phase.STOPPED);
        var stopped = describe(arn);
        assertTrue(!stopped.executionStoppedAt().isBefore(stopped.stoppingAt()));
        assertTrue(!stopped.stoppedAt().isBefore(stopped.executionStoppedAt()));
        assertTrue(ecs.waiter()
                .waitUntilTasksStopped(r -> r.tasks(arn))
                .matched()
                .response()
                .isPresent());
    }

    @Test
    void onlyTasksOfServicesAreProtected() {
        ecs.createService(r -> r.serviceName("web").taskDefinition("web").desiredCount(2));
        fixture.report(Phase.RUNNING);
        var own = ecs.listTasks(r -> r.serviceName("web")).taskArns();
        var alone = run(r -> {}).getFirst().taskArn();
        var before = Instant.now();
        var answer = ecs.updateTaskProtection(
                r -> r.cluster("default").tasks(own.getFirst(), alone).protectionEnabled(true));
        var until = answer.protectedTasks().getFirst().expirationDate();
        assertTrue(!until.isBefore(before.plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MILLIS)));
        assertEquals("TASK_NOT_VALID", answer.failures().getFirst().reason());
        var told = ecs.getTaskProtection(r -> r.cluster("default").tasks(own));
        assertEquals(
                1,
                told.protectedTasks().stream()
                        .filter(t -> t.protectionEnabled())
                        .count());
        assertEquals(
                2,
                ecs.getTaskProtection(r -> r.cluster("default"))
                        .protectedTasks()
                        .size());
        ecs.updateTaskProtection(r -> r.cluster("default").tasks(own.getFirst()).protectionEnabled(false));
        assertTrue(ecs.getTaskProtection(r -> r.cluster("default")).protectedTasks().stream()
                .noneMatch(t -> t.protectionEnabled()));
        var missing = ecs.getTaskProtection(r -> r.cluster("default").tasks("0".repeat(32)));
        assertEquals("MISSING", missing.failures().getFirst().reason());
    }

    @Test
    void aDeletedRevisionGoesOnceNothingUsesItAndItsNumberIsNotGivenOutAgain() {
        fixture.register("job");
        var active = ecs.deleteTaskDefinitions(r -> r.taskDefinitions("job:1", "nothing:7"));
        assertEquals(2, active.failures().size());
        assertTrue(active.failures().getFirst().reason().contains("still in ACTIVE status"));
        ecs.deregisterTaskDefinition(r -> r.taskDefinition("job:1"));
        assertEquals(
                List.of("job"),
                ecs.listTaskDefinitionFamilies(r -> r.status("INACTIVE")).families());
        var deleted = ecs.deleteTaskDefinitions(r -> r.taskDefinitions("job:1"));
        assertTrue(deleted.failures().isEmpty());
        assertThrows(ClientException.class, () -> ecs.describeTaskDefinition(r -> r.taskDefinition("job:1")));
        assertTrue(ecs.listTaskDefinitionFamilies(r -> r.familyPrefix("job"))
                .families()
                .isEmpty());
        assertEquals(2, fixture.register("job").revision());
    }

    @Test
    void aRevisionThatATaskUsesIsDeleteInProgress() {
        var arn = run(r -> {}).getFirst().taskDefinitionArn();
        ecs.deregisterTaskDefinition(r -> r.taskDefinition("web:1"));
        ecs.deleteTaskDefinitions(r -> r.taskDefinitions("web:1"));
        var described = ecs.describeTaskDefinition(r -> r.taskDefinition(arn)).taskDefinition();
        assertEquals(TaskDefinitionStatus.DELETE_IN_PROGRESS, described.status());
        assertEquals(
                List.of(arn),
                ecs.listTaskDefinitions(r -> r.status(TaskDefinitionStatus.DELETE_IN_PROGRESS))
                        .taskDefinitionArns());
        assertThrows(ClientException.class, () -> run(r -> r.taskDefinition("web:1")));
    }

    @Test
    void aDefinitionIsDescribedWithItsTagsWhenAsked() {
        ecs.registerTaskDefinition(r -> r.family("tagged")
                .containerDefinitions(c -> c.name("app").image("app:1").memory(64))
                .tags(tag("team", "a")));
        assertEquals(
                Map.of("team", "a"),
                tags(ecs.describeTaskDefinition(r -> r.taskDefinition("tagged").include(TaskDefinitionField.TAGS))
                        .tags()));
        assertTrue(ecs.describeTaskDefinition(r -> r.taskDefinition("tagged"))
                .tags()
                .isEmpty());
    }

    private List<Task> run(Consumer<RunTaskRequest.Builder> more) {
        return ecs.runTask(r -> more.accept(r.taskDefinition("web"))).tasks();
    }

    private Task describe(String arn) {
        return ecs.describeTasks(r -> r.tasks(arn)).tasks().getFirst();
    }

    private int remaining(String resource) {
        var arn = ecs.listContainerInstances(r -> {}).containerInstanceArns().getFirst();
        return ecs
                .describeContainerInstances(r -> r.containerInstances(arn))
                .containerInstances()
                .getFirst()
                .remainingResources()
                .stream()
                .filter(r -> r.name().equals(resource))
                .flatMapToInt(r -> IntStream.of(r.integerValue()))
                .sum();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static Map<String, String> tags(List<Tag> tags) {
        var byKey = new TreeMap<String, String>();
        tags.forEach(tag -> byKey.put(tag.key(), tag.value()));
        return byKey;
    }

    private static List<String> sorted(String... arns) {
        return sorted(List.of(arns));
    }

    private static List<String> sorted(List<String> arns) {
        return arns.stream().sorted().toList();
    }
}
