package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.Phase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.SortOrder;

/// The story of clusters, task definitions, tasks and services, told through AWS's own SDK.
final class EcsOverSdkTest {
    private EcsFixture fixture;
    private EcsClient ecs;

    @BeforeEach
    void start() {
        fixture = new EcsFixture();
        ecs = fixture.ecs();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aClusterIsCreatedDescribedListedAndDeleted() {
        var created = ecs.createCluster(r -> r.clusterName("dev")).cluster();
        assertEquals("arn:aws:ecs:us-east-1:123456789012:cluster/dev", created.clusterArn());
        assertEquals("ACTIVE", created.status());
        assertEquals(
                created.clusterArn(),
                ecs.createCluster(r -> r.clusterName("dev")).cluster().clusterArn());
        assertEquals(List.of(created.clusterArn()), ecs.listClusters().clusterArns());
        var described = ecs.describeClusters(r -> r.clusters("dev", "nothing"));
        assertEquals(1, described.clusters().getFirst().registeredContainerInstancesCount());
        assertEquals("MISSING", described.failures().getFirst().reason());
        assertEquals(
                "INACTIVE",
                ecs.deleteCluster(r -> r.cluster(created.clusterArn()))
                        .cluster()
                        .status());
        assertTrue(ecs.listClusters().clusterArns().isEmpty());
        assertThrows(ClusterNotFoundException.class, () -> ecs.listTasks(r -> r.cluster("dev")));
    }

    @Test
    void theDefaultClusterIsMeantWhereNoneIsNamed() {
        assertThrows(ClusterNotFoundException.class, () -> ecs.listTasks(r -> {}));
        assertEquals("default", ecs.createCluster().cluster().clusterName());
        assertTrue(ecs.listTasks(r -> {}).taskArns().isEmpty());
    }

    @Test
    void resourcesOfOneRegionAreNotSeenFromAnother() {
        var here = ecs.createCluster(r -> r.clusterName("dev")).cluster().clusterArn();
        try (var ireland = client(Region.EU_WEST_1)) {
            assertTrue(ireland.listClusters().clusterArns().isEmpty());
            var there =
                    ireland.createCluster(r -> r.clusterName("dev")).cluster().clusterArn();
            assertEquals("arn:aws:ecs:eu-west-1:123456789012:cluster/dev", there);
            var refused = assertThrows(
                    InvalidParameterException.class, () -> ireland.describeClusters(r -> r.clusters(here)));
            assertEquals("Invalid Region in ARN", refused.awsErrorDetails().errorMessage());
        }
    }

    @Test
    void aTaskDefinitionGetsARevisionAndIsGivenBackWithItsDefaults() {
        assertEquals(1, register("web").revision());
        var second = register("web");
        assertEquals(2, second.revision());
        assertEquals("arn:aws:ecs:us-east-1:123456789012:task-definition/web:2", second.taskDefinitionArn());
        var described = ecs.describeTaskDefinition(r -> r.taskDefinition("web")).taskDefinition();
        assertEquals(second, described);
        var container = described.containerDefinitions().getFirst();
        assertTrue(container.essential());
        assertEquals(0, container.portMappings().getFirst().hostPort());
        assertEquals("tcp", container.portMappings().getFirst().protocolAsString());
        assertEquals(NetworkMode.BRIDGE, described.networkMode());
    }

    @Test
    void aDeregisteredRevisionIsDescribedButNotListedNorRun() {
        ecs.createCluster();
        register("web");
        register("web");
        var gone = ecs.deregisterTaskDefinition(r -> r.taskDefinition("web:1")).taskDefinition();
        assertEquals("INACTIVE", gone.statusAsString());
        assertEquals(
                "INACTIVE",
                ecs.describeTaskDefinition(r -> r.taskDefinition("web:1"))
                        .taskDefinition()
                        .statusAsString());
        assertEquals(
                1,
                ecs.listTaskDefinitions(r -> r.familyPrefix("web"))
                        .taskDefinitionArns()
                        .size());
        assertThrows(
                software.amazon.awssdk.services.ecs.model.ClientException.class,
                () -> ecs.runTask(r -> r.taskDefinition("web:1")));
        assertEquals(3, register("web").revision());
    }

    @Test
    void listsComeInPagesWithoutGapsOrRepeats() {
        for (int i = 0; i < 5; i++) {
            register("web");
        }
        register("api");
        var descending = ecs
                .listTaskDefinitionsPaginator(
                        r -> r.familyPrefix("web").sort(SortOrder.DESC).maxResults(2))
                .taskDefinitionArns()
                .stream()
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .toList();
        assertEquals(List.of("web:5", "web:4", "web:3", "web:2", "web:1"), descending);
        var families = ecs.listTaskDefinitionFamiliesPaginator(r -> r.maxResults(1)).families().stream()
                .toList();
        assertEquals(List.of("api", "web"), families);
    }

    @Test
    void aTaskIsRunSeenRunningAndStopped() {
        ecs.createCluster();
        register("web");
        var task = ecs.runTask(r -> r.taskDefinition("web").startedBy("me"))
                .tasks()
                .getFirst();
        assertEquals("PENDING", task.lastStatus());
        assertEquals("RUNNING", task.desiredStatus());
        assertEquals("family:web", task.group());
        assertEquals("64", task.memory());
        report(Phase.RUNNING);
        var running = ecs.describeTasks(r -> r.tasks(task.taskArn())).tasks().getFirst();
        assertEquals("RUNNING", running.lastStatus());
        var binding = running.containers().getFirst().networkBindings().getFirst();
        assertEquals(80, binding.containerPort());
        assertTrue(binding.hostPort() >= 32768);
        var id = task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
        var stopping = ecs.stopTask(r -> r.task(id).reason("enough")).task();
        assertEquals("STOPPED", stopping.desiredStatus());
        assertEquals("enough", stopping.stoppedReason());
        assertEquals("UserInitiated", stopping.stopCodeAsString());
        report(Phase.STOPPED);
        assertEquals(
                List.of(task.taskArn()),
                ecs.listTasks(r -> r.desiredStatus(DesiredStatus.STOPPED).startedBy("me"))
                        .taskArns());
        assertTrue(ecs.listTasks().taskArns().isEmpty());
        assertTrue(ecs.waiter()
                .waitUntilTasksStopped(r -> r.tasks(task.taskArn()))
                .matched()
                .response()
                .isPresent());
    }

    @Test
    void theSameClientTokenGivesTheSameTask() {
        ecs.createCluster();
        register("web");
        var first = ecs.runTask(r -> r.taskDefinition("web").clientToken("once"));
        var again = ecs.runTask(r -> r.taskDefinition("web").clientToken("once"));
        assertEquals(
                first.tasks().getFirst().taskArn(), again.tasks().getFirst().taskArn());
        assertEquals(1, ecs.listTasks().taskArns().size());
    }

    @Test
    void aServiceBecomesStableScalesAndGoes() {
        ecs.createCluster();
        register("web");
        var service = ecs.createService(
                        r -> r.serviceName("web").taskDefinition("web").desiredCount(2))
                .service();
        assertEquals("arn:aws:ecs:us-east-1:123456789012:service/default/web", service.serviceArn());
        assertFalse(stable(), "not stable before its tasks run");
        report(Phase.RUNNING);
        assertTrue(stable());
        assertEquals(2, ecs.listTasks(r -> r.serviceName("web")).taskArns().size());
        var scaled = ecs.updateService(r -> r.service("web").desiredCount(1)).service();
        assertEquals(1, scaled.desiredCount());
        assertFalse(stable(), "not stable while a surplus task runs");
        report(Phase.RUNNING);
        assertTrue(stable());
        assertThrows(InvalidParameterException.class, () -> ecs.deleteService(r -> r.service("web")));
        assertEquals(
                "DRAINING",
                ecs.deleteService(r -> r.service("web").force(true)).service().status());
        report(Phase.STOPPED);
        var gone = ecs.describeServices(r -> r.services("web")).services().getFirst();
        assertEquals("INACTIVE", gone.status());
        assertTrue(ecs.listServices().serviceArns().isEmpty());
    }

    @Test
    void aServiceTellsWhatItDid() {
        ecs.createCluster();
        register("web");
        ecs.createService(r -> r.serviceName("web").taskDefinition("web").desiredCount(1));
        report(Phase.RUNNING);
        var events = ecs.describeServices(r -> r.services("web"))
                .services()
                .getFirst()
                .events();
        assertTrue(
                events.stream().anyMatch(e -> e.message().startsWith("(service web) has started 1 tasks")),
                events.toString());
    }

    private boolean stable() {
        var service = ecs.describeServices(r -> r.services("web")).services().getFirst();
        return service.deployments().size() == 1 && service.runningCount().equals(service.desiredCount());
    }

    private EcsClient client(Region region) {
        return fixture.client(region);
    }

    private software.amazon.awssdk.services.ecs.model.TaskDefinition register(String family) {
        return fixture.register(family);
    }

    private void report(Phase phase) {
        fixture.report(phase);
    }
}
