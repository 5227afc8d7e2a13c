package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NamespaceNotFoundException;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;
import software.amazon.awssdk.services.ecs.model.PlacementStrategy;
import software.amazon.awssdk.services.ecs.model.PlacementStrategyType;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskField;

/// Every operation over services, as the AWS SDK for Java speaks it.
final class ServicesOverSdkTest {
    private TestApi api;
    private EcsClient ecs;

    @BeforeEach
    void start() {
        api = new TestApi();
        api.host();
        ecs = api.sdk(EcsClient.builder());
        ecs.createCluster(r -> r.clusterName("default"));
        var app = ContainerDefinition.builder()
                .name("app")
                .image("web:1")
                .memory(64)
                .build();
        ecs.registerTaskDefinition(r -> r.family("web")
                .containerDefinitions(app)
                .tags(Tag.builder().key("from").value("definition").build()));
    }

    @AfterEach
    void stop() {
        ecs.close();
        api.close();
    }

    @Test
    void aServiceIsDescribedWithEverythingThatWasAsked() {
        var constraint = PlacementConstraint.builder()
                .type(PlacementConstraintType.MEMBER_OF)
                .expression("attribute:role != old")
                .build();
        var strategy = PlacementStrategy.builder()
                .type(PlacementStrategyType.BINPACK)
                .field("memory")
                .build();

        ecs.createService(r -> r.serviceName("web")
                .taskDefinition("web")
                .desiredCount(2)
                .launchType(LaunchType.EC2)
                .deploymentConfiguration(c -> c.minimumHealthyPercent(50)
                        .maximumPercent(150)
                        .deploymentCircuitBreaker(b -> b.enable(false).rollback(false)))
                .placementConstraints(constraint)
                .placementStrategy(strategy)
                .healthCheckGracePeriodSeconds(30)
                .enableECSManagedTags(true)
                .propagateTags(PropagateTags.SERVICE)
                .enableExecuteCommand(true)
                .tags(Tag.builder().key("team").value("red").build()));

        var service = describe("web");
        assertEquals(List.of(constraint), service.placementConstraints());
        assertEquals(List.of(strategy), service.placementStrategy());
        assertEquals(30, service.healthCheckGracePeriodSeconds());
        assertTrue(service.enableECSManagedTags());
        assertTrue(service.enableExecuteCommand());
        assertEquals(PropagateTags.SERVICE, service.propagateTags());
        assertEquals(50, service.deploymentConfiguration().minimumHealthyPercent());
        assertFalse(service.deploymentConfiguration().deploymentCircuitBreaker().enable());
        assertEquals(LaunchType.EC2, service.launchType());
        assertEquals("PRIMARY", service.deployments().getFirst().status());
        assertEquals(2, service.deployments().getFirst().desiredCount());
        assertEquals("red", service.tags().getFirst().value());
        assertTrue(service.events().getFirst().message().startsWith("(service web) has started 2 tasks: (task "));
        var task = ecs.listTasks(r -> r.serviceName("web")).taskArns().getFirst();
        var tags = ecs.describeTasks(r -> r.tasks(task).include(TaskField.TAGS))
                .tasks()
                .getFirst()
                .tags();
        assertTrue(tags.contains(Tag.builder().key("team").value("red").build()));
        assertTrue(tags.contains(
                Tag.builder().key("aws:ecs:serviceName").value("web").build()));
    }

    @Test
    void tagsAreGivenWhereTheyAreAskedFor() {
        create("web", 0);

        var plain = ecs.describeServices(r -> r.services("web")).services().getFirst();

        assertFalse(plain.hasTags());
    }

    @Test
    void aDaemonHasOneTaskOnEachHostAndNoCount() {
        ecs.createService(
                r -> r.serviceName("agent").taskDefinition("web").schedulingStrategy(SchedulingStrategy.DAEMON));

        var service = describe("agent");
        assertEquals(SchedulingStrategy.DAEMON, service.schedulingStrategy());
        assertEquals(1, service.desiredCount());
        assertEquals(1, service.pendingCount());
        assertEquals(0, service.deploymentConfiguration().minimumHealthyPercent());
        assertEquals(100, service.deploymentConfiguration().maximumPercent());
        assertThrows(
                InvalidParameterException.class,
                () -> ecs.updateService(r -> r.service("agent").desiredCount(2)));
        assertEquals(
                "DRAINING", ecs.deleteService(r -> r.service("agent")).service().status());
    }

    @Test
    void listsAreFilteredSortedAndPaged() {
        List.of("c", "a", "b").forEach(name -> create(name, 0));
        ecs.createService(
                r -> r.serviceName("agent").taskDefinition("web").schedulingStrategy(SchedulingStrategy.DAEMON));

        assertEquals(List.of("a", "agent", "b", "c"), names(ecs.listServices().serviceArns()));
        assertEquals(
                List.of("agent"),
                names(ecs.listServices(r -> r.schedulingStrategy(SchedulingStrategy.DAEMON))
                        .serviceArns()));
        assertEquals(
                List.of(),
                ecs.listServices(r -> r.launchType(LaunchType.FARGATE)).serviceArns());
        var first = ecs.listServices(r -> r.maxResults(3));
        assertEquals(List.of("a", "agent", "b"), names(first.serviceArns()));
        assertEquals(
                List.of("c"),
                names(ecs.listServices(r -> r.nextToken(first.nextToken())).serviceArns()));
        assertThrows(NamespaceNotFoundException.class, () -> ecs.listServicesByNamespace(r -> r.namespace("apps")));
    }

    @Test
    void whatChangesTheNextTasksOnlyStartsNoDeployment() {
        create("web", 1);
        var before = describe("web").deployments().getFirst().id();

        ecs.updateService(r -> r.service("web")
                .desiredCount(2)
                .healthCheckGracePeriodSeconds(5)
                .enableExecuteCommand(true)
                .propagateTags(PropagateTags.TASK_DEFINITION)
                .placementStrategy(PlacementStrategy.builder()
                        .type(PlacementStrategyType.RANDOM)
                        .build()));

        var after = describe("web");
        assertEquals(before, after.deployments().getFirst().id());
        assertEquals(1, after.deployments().size());
        assertEquals(2, after.desiredCount());
        assertTrue(after.enableExecuteCommand());
        assertEquals(
                PlacementStrategyType.RANDOM,
                after.placementStrategy().getFirst().type());

        ecs.updateService(r -> r.service("web").forceNewDeployment(true));
        assertEquals(2, describe("web").deployments().size());
        assertEquals("IN_PROGRESS", describe("web").deployments().getFirst().rolloutStateAsString());
    }

    @Test
    void anEmptyListTakesPlacementAway() {
        ecs.createService(r -> r.serviceName("web")
                .taskDefinition("web")
                .desiredCount(0)
                .placementConstraints(PlacementConstraint.builder()
                        .type(PlacementConstraintType.DISTINCT_INSTANCE)
                        .build()));

        ecs.updateService(r -> r.service("web").placementConstraints(List.of()));

        assertEquals(List.of(), describe("web").placementConstraints());
    }

    @Test
    void aTaskThatHasNoPlaceSaysWhy() {
        ecs.createService(r -> r.serviceName("web")
                .taskDefinition("web")
                .desiredCount(1)
                .placementConstraints(PlacementConstraint.builder()
                        .type(PlacementConstraintType.MEMBER_OF)
                        .expression("attribute:gpu exists")
                        .build()));

        var message = describe("web").events().getFirst().message();

        assertTrue(
                message.startsWith("(service web) was unable to place a task because no container instance met all of"
                        + " its requirements. The closest matching (container-instance "),
                message);
        assertTrue(message.contains("encountered error \"MemberOf placement constraint unsatisfied.\""), message);
    }

    @Test
    void aServiceThatIsGoneIsInactiveAndItsNameIsFree() {
        create("web", 0);

        ecs.deleteService(r -> r.service("web"));

        assertEquals("INACTIVE", describe("web").status());
        assertEquals(List.of(), ecs.listServices().serviceArns());
        assertThrows(
                ServiceNotActiveException.class,
                () -> ecs.updateService(r -> r.service("web").desiredCount(1)));
        assertThrows(ServiceNotFoundException.class, () -> ecs.deleteService(r -> r.service("web")));
        create("web", 1);
        assertEquals("ACTIVE", describe("web").status());
    }

    @Test
    void creatingTwiceWithOneTokenCreatesOnce() {
        var first = ecs.createService(r -> r.serviceName("web")
                        .taskDefinition("web")
                        .desiredCount(1)
                        .clientToken("once"))
                .service();
        var again = ecs.createService(r -> r.serviceName("web")
                        .taskDefinition("web")
                        .desiredCount(1)
                        .clientToken("once"))
                .service();

        assertEquals(first.serviceArn(), again.serviceArn());
        assertEquals(1, again.deployments().size());
        assertThrows(InvalidParameterException.class, () -> create("web", 1));
    }

    @Test
    void whatIsNotThereIsAFailure() {
        var answer = ecs.describeServices(r -> r.services("nothing"));

        assertEquals(List.of(), answer.services());
        assertEquals("MISSING", answer.failures().getFirst().reason());
        assertNull(answer.failures().getFirst().detail());
    }

    private void create(String name, int desired) {
        ecs.createService(r -> r.serviceName(name).taskDefinition("web").desiredCount(desired));
    }

    private Service describe(String name) {
        return ecs.describeServices(r -> r.services(name).include(ServiceField.TAGS))
                .services()
                .getFirst();
    }

    private static List<String> names(List<String> arns) {
        return arns.stream().map(arn -> arn.substring(arn.lastIndexOf('/') + 1)).toList();
    }
}
