package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.Phase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LimitExceededException;
import software.amazon.awssdk.services.ecs.model.Scale;
import software.amazon.awssdk.services.ecs.model.ScaleUnit;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.StabilityStatus;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskSet;
import software.amazon.awssdk.services.ecs.model.TaskSetField;
import software.amazon.awssdk.services.ecs.model.TaskSetNotFoundException;

/// Every operation over task sets, as the AWS SDK for Java speaks it.
final class TaskSetsOverSdkTest {
    private EcsFixture fixture;
    private EcsClient ecs;

    @BeforeEach
    void start() {
        fixture = new EcsFixture();
        ecs = fixture.ecs();
        ecs.createCluster(r -> r.clusterName("default"));
        fixture.register("web");
        ecs.createService(r -> r.serviceName("web")
                .desiredCount(3)
                .deploymentController(c -> c.type(DeploymentControllerType.EXTERNAL)));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private TaskSet create(double percent) {
        return ecs.createTaskSet(r -> r.cluster("default")
                        .service("web")
                        .taskDefinition("web")
                        .externalId("build-7")
                        .scale(scale(percent))
                        .tags(Tag.builder().key("team").value("red").build()))
                .taskSet();
    }

    private static Scale scale(double percent) {
        return Scale.builder().value(percent).unit(ScaleUnit.PERCENT).build();
    }

    private Service service() {
        return ecs.describeServices(r -> r.services("web")).services().getFirst();
    }

    private TaskSet describe(String set) {
        return ecs.describeTaskSets(r -> r.cluster("default").service("web").taskSets(set))
                .taskSets()
                .getFirst();
    }

    @Test
    void aServiceOfTaskSetsHasNoDeploymentsAndNoTaskDefinition() {
        var service = service();

        assertEquals(
                DeploymentControllerType.EXTERNAL,
                service.deploymentController().type());
        assertEquals(List.of(), service.deployments());
        assertEquals(List.of(), service.taskSets());
        assertNull(service.taskDefinition());
        assertEquals(3, service.desiredCount());
    }

    @Test
    void aTaskSetIsDescribedWithEverythingThatWasAsked() {
        var set = create(50);

        assertTrue(set.id().matches("ecs-svc/\\d{19}"), set.id());
        assertEquals("arn:aws:ecs:us-east-1:123456789012:task-set/default/web/" + set.id(), set.taskSetArn());
        assertEquals(service().serviceArn(), set.serviceArn());
        assertTrue(set.clusterArn().endsWith(":cluster/default"));
        assertEquals("ACTIVE", set.status());
        assertTrue(set.taskDefinition().endsWith("task-definition/web:1"));
        assertEquals("build-7", set.externalId());
        assertEquals(LaunchType.EC2, set.launchType());
        assertEquals(2, set.computedDesiredCount(), "half of three, rounded up");
        assertEquals(scale(50), set.scale());
        assertEquals(StabilityStatus.STABILIZING, set.stabilityStatus());
        assertEquals("red", set.tags().getFirst().value());

        var described = describe(set.taskSetArn());
        assertEquals(2, described.pendingCount());
        assertFalse(described.hasTags());
        var withTags =
                ecs.describeTaskSets(r -> r.cluster("default").service("web").include(TaskSetField.TAGS));
        assertEquals("team", withTags.taskSets().getFirst().tags().getFirst().key());
        assertEquals(set.id(), service().taskSets().getFirst().id());
    }

    @Test
    void itsTasksAreStartedByItAndRun() {
        var set = create(100);
        fixture.report(Phase.RUNNING);

        assertEquals(3, describe(set.id()).runningCount());
        assertEquals(3, service().runningCount());
        var arns = ecs.listTasks(r -> r.serviceName("web")).taskArns();
        var tasks = ecs.describeTasks(r -> r.tasks(arns)).tasks();
        assertEquals(3, tasks.size());
        assertTrue(tasks.stream().allMatch(task -> task.startedBy().equals(set.id())));
        assertTrue(tasks.stream().allMatch(task -> task.group().equals("service:web")));
    }

    @Test
    void aTaskSetIsScaled() {
        var set = create(0);
        assertEquals(0, set.computedDesiredCount());

        var scaled = ecs.updateTaskSet(r ->
                        r.cluster("default").service("web").taskSet(set.id()).scale(scale(33.4)))
                .taskSet();

        assertEquals(33.4, scaled.scale().value());
        assertEquals(2, scaled.computedDesiredCount());
    }

    @Test
    void thePrimaryTaskSetSaysWhatTheServiceRuns() {
        var blue = create(100);
        var green = create(100);
        ecs.updateServicePrimaryTaskSet(r -> r.cluster("default").service("web").primaryTaskSet(blue.id()));
        var primary = ecs.updateServicePrimaryTaskSet(
                        r -> r.cluster("default").service("web").primaryTaskSet(green.taskSetArn()))
                .taskSet();

        assertEquals("PRIMARY", primary.status());
        assertEquals("ACTIVE", describe(blue.id()).status());
        assertEquals(green.id(), service().taskSets().getFirst().id());
        assertTrue(service().taskDefinition().endsWith("task-definition/web:1"));
    }

    @Test
    void aTaskSetWithTasksIsDeletedByForceOnly() {
        var set = create(100);
        fixture.report(Phase.RUNNING);

        assertThrows(
                InvalidParameterException.class,
                () -> ecs.deleteTaskSet(r -> r.cluster("default").service("web").taskSet(set.id())));
        var deleted = ecs.deleteTaskSet(r ->
                        r.cluster("default").service("web").taskSet(set.id()).force(true))
                .taskSet();

        assertEquals("DRAINING", deleted.status());
        assertEquals(0, deleted.computedDesiredCount());
        fixture.report(Phase.RUNNING);
        assertEquals(List.of(), service().taskSets());
        var again = assertThrows(
                TaskSetNotFoundException.class,
                () -> ecs.deleteTaskSet(r -> r.cluster("default").service("web").taskSet(set.id())));
        assertEquals(
                "The specified task set was not found.", again.awsErrorDetails().errorMessage());
        var gone = ecs.describeTaskSets(r -> r.cluster("default").service("web").taskSets(set.id()));
        assertEquals("MISSING", gone.failures().getFirst().reason());
    }

    @Test
    void anEmptyTaskSetIsDeletedWithoutForce() {
        var set = create(0);

        var deleted = ecs.deleteTaskSet(r -> r.cluster("default").service("web").taskSet(set.id()))
                .taskSet();

        assertEquals("DRAINING", deleted.status());
        assertEquals(List.of(), service().taskSets());
    }

    @Test
    void theSameTokenMakesOneTaskSet() {
        var first = ecs.createTaskSet(
                r -> r.cluster("default").service("web").taskDefinition("web").clientToken("t"));
        var second = ecs.createTaskSet(
                r -> r.cluster("default").service("web").taskDefinition("web").clientToken("t"));

        assertEquals(first.taskSet().id(), second.taskSet().id());
        assertThrows(
                InvalidParameterException.class,
                () -> ecs.createTaskSet(r -> r.cluster("default")
                        .service("web")
                        .taskDefinition("web")
                        .externalId("other")
                        .clientToken("t")));
        assertEquals(1, service().taskSets().size());
    }

    @Test
    void aServiceHasAFewTaskSetsAtMost() {
        for (int i = 0; i < 5; i++) {
            create(0);
        }
        assertThrows(LimitExceededException.class, () -> create(0));
    }

    @Test
    void whatTaskSetsDoNotSayIsUpdatedOnTheService() {
        var set = create(100);

        ecs.updateService(r -> r.service("web")
                .desiredCount(1)
                .deploymentController(c -> c.type(DeploymentControllerType.EXTERNAL))
                .healthCheckGracePeriodSeconds(9));

        assertEquals(1, describe(set.id()).computedDesiredCount());
        assertEquals(9, service().healthCheckGracePeriodSeconds());
    }

    @Test
    void deletingTheServiceTakesItsTaskSetsAlong() {
        create(100);
        fixture.report(Phase.RUNNING);

        ecs.deleteService(r -> r.service("web").force(true));
        fixture.report(Phase.RUNNING);

        assertEquals("INACTIVE", service().status());
        assertEquals(List.of(), service().taskSets());
    }
}
