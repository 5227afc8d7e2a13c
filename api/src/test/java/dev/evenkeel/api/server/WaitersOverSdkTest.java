package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.Phase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.waiters.EcsWaiter;

/// The waiters of AWS's own SDK come to an end when what they wait for is so, and not before.
final class WaitersOverSdkTest {
    private EcsFixture fixture;

    @BeforeEach
    void start() {
        fixture = new EcsFixture();
        fixture.ecs().createCluster(r -> r.clusterName("dev"));
        fixture.register("web");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    /// Asks so many times, with next to no pause.
    private EcsWaiter asking(int times) {
        var how = WaiterOverrideConfiguration.builder()
                .maxAttempts(times)
                .backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofMillis(1)))
                .build();
        return EcsWaiter.builder()
                .client(fixture.ecs())
                .overrideConfiguration(how)
                .build();
    }

    private DescribeTasksRequest task() {
        var arn = fixture.ecs()
                .runTask(r -> r.cluster("dev").taskDefinition("web"))
                .tasks()
                .getFirst()
                .taskArn();
        return DescribeTasksRequest.builder().cluster("dev").tasks(arn).build();
    }

    private DescribeServicesRequest service() {
        fixture.ecs()
                .createService(r -> r.cluster("dev")
                        .serviceName("web")
                        .taskDefinition("web")
                        .desiredCount(2));
        return DescribeServicesRequest.builder().cluster("dev").services("web").build();
    }

    @Test
    void tasksRunningWaitsForTheHostToSaySo() {
        var task = task();
        assertThrows(SdkClientException.class, () -> asking(2).waitUntilTasksRunning(task));

        fixture.report(Phase.RUNNING);

        var seen = asking(2).waitUntilTasksRunning(task);
        assertEquals(1, seen.attemptsExecuted());
        assertEquals(
                "RUNNING",
                seen.matched().response().orElseThrow().tasks().getFirst().lastStatus());
    }

    @Test
    void tasksRunningGivesUpOnATaskThatHasStopped() {
        var task = task();
        fixture.report(Phase.STOPPED);

        var failure = assertThrows(SdkClientException.class, () -> asking(50).waitUntilTasksRunning(task));

        assertTrue(String.valueOf(failure.getMessage()).contains("failure state"), failure::toString);
    }

    @Test
    void tasksStoppedWaitsForTheHostToSaySo() {
        var task = task();
        fixture.report(Phase.RUNNING);
        fixture.ecs().stopTask(r -> r.cluster("dev").task(task.tasks().getFirst()));
        assertThrows(SdkClientException.class, () -> asking(2).waitUntilTasksStopped(task));

        fixture.report(Phase.STOPPED);

        assertEquals(1, asking(2).waitUntilTasksStopped(task).attemptsExecuted());
    }

    @Test
    void servicesStableWaitsForAllTasksOfOneDeployment() {
        var service = service();
        assertThrows(SdkClientException.class, () -> asking(2).waitUntilServicesStable(service));

        fixture.report(Phase.RUNNING);

        var seen =
                asking(2).waitUntilServicesStable(service).matched().response().orElseThrow();
        assertEquals(2, seen.services().getFirst().runningCount());
        fixture.ecs().updateService(r -> r.cluster("dev").service("web").forceNewDeployment(true));
        assertThrows(SdkClientException.class, () -> asking(2).waitUntilServicesStable(service));
    }

    @Test
    void servicesInactiveWaitsForTheLastTaskToStop() {
        var service = service();
        fixture.report(Phase.RUNNING);
        fixture.ecs().deleteService(r -> r.cluster("dev").service("web").force(true));
        assertThrows(SdkClientException.class, () -> asking(2).waitUntilServicesInactive(service));

        fixture.report(Phase.STOPPED);

        assertEquals(1, asking(2).waitUntilServicesInactive(service).attemptsExecuted());
    }

    @Test
    void waitersForServicesThatAreNotThereGiveUp() {
        var missing = DescribeServicesRequest.builder()
                .cluster("dev")
                .services("missing")
                .build();

        assertThrows(SdkClientException.class, () -> asking(50).waitUntilServicesStable(missing));
    }
}
