package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.Phase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceField;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LimitExceededException;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TargetType;

/// Container instances, their attributes, and tags of everything, through AWS's own SDK.
final class InstancesOverSdkTest {
    private EcsFixture fixture;
    private EcsClient ecs;
    private String arn;

    @BeforeEach
    void start() {
        fixture = new EcsFixture();
        ecs = fixture.ecs();
        ecs.createCluster();
        fixture.register("web");
        arn = ecs.listContainerInstances(r -> {}).containerInstanceArns().getFirst();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void anInstanceTellsWhatItHasAndWhatIsLeft() {
        ecs.runTask(r -> r.taskDefinition("web"));
        fixture.report(Phase.RUNNING);
        ecs.runTask(r -> r.taskDefinition("web"));
        var instance = describe(ContainerInstanceField.CONTAINER_INSTANCE_HEALTH);
        assertEquals("ACTIVE", instance.status());
        assertTrue(instance.agentConnected());
        assertEquals(1, instance.runningTasksCount());
        assertEquals(1, instance.pendingTasksCount());
        assertEquals(8192, resource(instance.registeredResources(), "MEMORY").integerValue());
        assertEquals(
                8192 - 128, resource(instance.remainingResources(), "MEMORY").integerValue());
        assertEquals(4096, resource(instance.remainingResources(), "CPU").integerValue());
        assertEquals(
                List.of(), resource(instance.registeredResources(), "PORTS").stringSetValue());
        assertEquals(
                2,
                resource(instance.remainingResources(), "PORTS")
                        .stringSetValue()
                        .size());
        assertEquals("DockerVersion: 29", instance.versionInfo().dockerVersion());
        assertEquals("OK", instance.healthStatus().overallStatusAsString());
        var missing = ecs.describeContainerInstances(r -> r.containerInstances("nobody"));
        assertEquals("MISSING", missing.failures().getFirst().reason());
    }

    @Test
    void aDrainingInstanceTakesNoTasksUntilItIsActiveAgain() {
        var standalone =
                ecs.runTask(r -> r.taskDefinition("web")).tasks().getFirst().taskArn();
        var answer = ecs.updateContainerInstancesState(
                r -> r.containerInstances(arn, "nobody").status("DRAINING"));
        assertEquals("DRAINING", answer.containerInstances().getFirst().status());
        assertEquals("MISSING", answer.failures().getFirst().reason());
        assertEquals(1, ecs.runTask(r -> r.taskDefinition("web")).failures().size());
        assertEquals(List.of(standalone), ecs.listTasks(r -> {}).taskArns());
        assertEquals(List.of(arn), list("DRAINING"));
        assertEquals(List.of(), list("ACTIVE"));
        ecs.updateContainerInstancesState(r -> r.containerInstances(arn).status("ACTIVE"));
        assertEquals(1, ecs.runTask(r -> r.taskDefinition("web")).tasks().size());
    }

    @Test
    void attributesAreGivenListedAskedForAndTaken() {
        ecs.putAttributes(r -> r.attributes(attribute("rack", "r7"), attribute("ssd", null)));
        assertEquals(Map.of("rack", "r7", "ssd", ""), custom());
        assertEquals(
                List.of(arn),
                ecs.listContainerInstances(r -> r.filter("attribute:rack == r7"))
                        .containerInstanceArns());
        assertTrue(ecs.listContainerInstances(r -> r.filter("attribute:rack == r8"))
                .containerInstanceArns()
                .isEmpty());
        var listed = ecs.listAttributes(r -> r.targetType(TargetType.CONTAINER_INSTANCE)
                        .attributeName("rack")
                        .attributeValue("r7"))
                .attributes();
        assertEquals(arn, listed.getFirst().targetId());
        ecs.putAttributes(r -> r.attributes(attribute("rack", "r9")));
        var gone = ecs.deleteAttributes(r -> r.attributes(attribute("rack", null), attribute("never", null)));
        assertEquals("r9", gone.attributes().getFirst().value());
        assertEquals(1, gone.attributes().size());
        assertEquals(Map.of("ssd", ""), custom());
    }

    @Test
    void everyKindOfResourceHasTags() {
        ecs.createService(
                r -> r.serviceName("web").taskDefinition("web").desiredCount(1).tags(tag("a", "1")));
        var task = ecs.listTasks(r -> r.serviceName("web")).taskArns().getFirst();
        var prefix = "arn:aws:ecs:us-east-1:123456789012:";
        var arns = List.of(
                prefix + "cluster/default",
                prefix + "service/default/web",
                prefix + "task-definition/web:1",
                task,
                arn);
        for (String resource : arns) {
            ecs.tagResource(r -> r.resourceArn(resource).tags(tag("team", "x"), tag("stage", "test")));
            ecs.tagResource(r -> r.resourceArn(resource).tags(tag("team", "y")));
            ecs.untagResource(r -> r.resourceArn(resource).tagKeys("stage", "never", "a"));
            assertEquals(Map.of("team", "y"), tags(resource), resource);
        }
        assertEquals(
                "y", describe(ContainerInstanceField.TAGS).tags().getFirst().value());
        var service = ecs.describeServices(r -> r.services("web").include(ServiceField.TAGS))
                .services()
                .getFirst();
        assertEquals("y", service.tags().getFirst().value());
        assertEquals(1, service.deployments().size());
    }

    @Test
    void fiftyTagsAreEnoughAndAStoppedTaskGetsNone() {
        var cluster = "arn:aws:ecs:us-east-1:123456789012:cluster/default";
        var many = IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toList();
        ecs.tagResource(r -> r.resourceArn(cluster).tags(many));
        assertThrows(
                LimitExceededException.class,
                () -> ecs.tagResource(r -> r.resourceArn(cluster).tags(tag("one-more", ""))));
        assertEquals(50, tags(cluster).size());
        var task = ecs.runTask(r -> r.taskDefinition("web").tags(tag("a", "1")))
                .tasks()
                .getFirst()
                .taskArn();
        ecs.stopTask(r -> r.task(task));
        fixture.report(Phase.STOPPED);
        var refused = assertThrows(
                InvalidParameterException.class,
                () -> ecs.tagResource(r -> r.resourceArn(task).tags(tag("b", "2"))));
        assertEquals(
                "The specified task is stopped. Specify a running task and try again.",
                refused.awsErrorDetails().errorMessage());
        assertEquals(Map.of("a", "1"), tags(task));
    }

    private ContainerInstance describe(ContainerInstanceField include) {
        return ecs.describeContainerInstances(r -> r.containerInstances(arn).include(include))
                .containerInstances()
                .getFirst();
    }

    private List<String> list(String status) {
        return ecs.listContainerInstances(r -> r.status(status)).containerInstanceArns();
    }

    private static Resource resource(List<Resource> resources, String name) {
        return resources.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    }

    private Attribute attribute(String name, @Nullable String value) {
        return Attribute.builder().name(name).value(value).targetId(arn).build();
    }

    private Map<String, String> custom() {
        var found = new TreeMap<String, String>();
        ecs.listAttributesPaginator(r -> r.targetType(TargetType.CONTAINER_INSTANCE)).attributes().stream()
                .filter(a -> !a.name().startsWith("ecs.") && !a.name().startsWith("com."))
                .forEach(a -> found.put(a.name(), a.value() == null ? "" : a.value()));
        return found;
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private Map<String, String> tags(String resource) {
        var tags = new TreeMap<String, String>();
        ecs.listTagsForResource(r -> r.resourceArn(resource)).tags().forEach(t -> tags.put(t.key(), t.value()));
        return tags;
    }
}
