package dev.evenkeel.reconcilers.host;

import static dev.evenkeel.reconcilers.host.Containers.container;
import static dev.evenkeel.reconcilers.host.Containers.sidecar;
import static dev.evenkeel.reconcilers.host.TestHost.stopping;
import static dev.evenkeel.reconcilers.host.TestHost.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.ContainerDefinition.Condition;
import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.StopCode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TaskLifeTest {
    @Test
    void aTaskIsPulledCreatedAndStarted() {
        var host = TestHost.running(container("app"));

        assertEquals(List.of("Pull app", "Create app", "Start app"), host.steps());
        assertEquals(List.of(Phase.ACTIVATING, Phase.RUNNING), host.phases());
        assertEquals(ContainerPhase.RUNNING, host.last().containers().getFirst().phase());
        assertEquals("id1", host.last().containers().getFirst().runtimeId());
    }

    @Test
    void whatContainersShareComesFirstAndGoesLast() {
        var task = TestHost.sharing(task(container("app")));
        var host = TestHost.idle().put(task).settle();
        var sandbox = Step.SANDBOX;
        assertEquals(
                List.of("Pull app", "CreateSandbox " + sandbox, "Start " + sandbox, "Create app", "Start app"),
                host.steps());
        assertEquals(Phase.RUNNING, host.last().phase());

        host.put(stopping(task)).settle();

        assertEquals(List.of("Stop app", "Stop " + sandbox), host.steps().subList(5, 7));
        assertEquals(Phase.STOPPED, host.last().phase());
    }

    @Test
    void theTimesOfThePullAreTold() {
        var host = TestHost.idle().hold(Step.Pull.class::isInstance);
        var began = host.now();
        host.put(task(container("app"), container("db"))).settle();
        assertEquals(began, host.last().pullStartedAt());
        assertNull(host.last().pullStoppedAt());

        host.letGo().pass(Duration.ofSeconds(7));
        assertEquals(began, host.last().pullStartedAt());
        assertEquals(began.plusSeconds(7), host.last().pullStoppedAt());
    }

    @Test
    void anExitOfAnEssentialContainerStopsTheOthersAndEndsTheTask() {
        var host = TestHost.running(container("app"), sidecar("proxy"));

        host.driver.exit("app", 3);
        host.settle();

        assertEquals("Stop proxy", host.steps().getLast());
        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(StopCode.ESSENTIAL_CONTAINER_EXITED, host.last().stopCode());
        assertEquals("Essential container in task exited", host.last().stopReason());
        assertEquals(3, host.last().containers().get(0).exitCode());
        assertEquals(143, host.last().containers().get(1).exitCode());
    }

    @Test
    void anExitOfASidecarIsToldAndTheTaskGoesOn() {
        var host = TestHost.running(container("app"), sidecar("proxy"));

        host.driver.exit("proxy", 1);
        host.settle();

        assertEquals(Phase.RUNNING, host.last().phase());
        assertEquals(ContainerPhase.STOPPED, host.last().containers().get(1).phase());
        assertFalse(host.steps().contains("Stop app"));
    }

    @Test
    void aStopOrderStopsAllContainersWithTheirOwnTimeouts() {
        var task = task(container("app").stopTimeout(5), container("db"));
        var host = TestHost.idle().put(task).settle();

        host.hold(Step.Stop.class::isInstance).put(stopping(task)).settle();
        assertEquals(Phase.STOPPING, host.last().phase());
        var stops = host.driver.begun.stream()
                .filter(Step.Stop.class::isInstance)
                .map(step -> ((Step.Stop) step).grace())
                .toList();
        assertEquals(List.of(Duration.ofSeconds(5), Duration.ofSeconds(30)), stops);

        host.letGo().settle();
        assertEquals(Phase.STOPPED, host.last().phase());
        assertNull(host.last().stopCode(), "who asked for it knows why");
    }

    @Test
    void aSlowStopOfOneTaskDoesNotDelayAnother() {
        var slow = task(container("app"));
        var host = TestHost.idle().put(slow).settle();

        host.hold(Step.Stop.class::isInstance).put(stopping(slow)).settle();
        host.put(task(TestHost.OTHER, container("web"))).settle();

        assertEquals(Phase.STOPPING, host.last().phase());
        assertEquals(Phase.RUNNING, host.last(TestHost.OTHER).phase());
    }

    @Test
    void aStopDoesNotWaitForASlowPull() {
        var task = task(container("app"));
        var host = TestHost.idle().hold(Step.Pull.class::isInstance).put(task).settle();

        host.put(stopping(task)).settle();
        assertEquals(Phase.STOPPED, host.last().phase());

        host.letGo().settle();
        assertEquals(List.of("Pull app"), host.steps());
    }

    @Test
    void aStopWaitsForAStartThatIsUnderWay() {
        var task = task(container("app"));
        var host = TestHost.idle().hold(Step.Start.class::isInstance).put(task).settle();

        host.put(stopping(task)).settle();
        assertEquals(Phase.DEACTIVATING, host.last().phase());

        host.letGo().settle();
        assertEquals("Stop app", host.steps().getLast());
        assertEquals(Phase.STOPPED, host.last().phase());
    }

    @Test
    void containersStopInTheReverseOrderOfTheirDependencies() {
        var task = task(container("app").after("db", Condition.START), container("db"));
        var host = TestHost.idle().put(task).settle();

        host.hold(Step.Stop.class::isInstance).put(stopping(task)).settle();
        assertEquals("Stop app", host.steps().getLast());

        host.letGo().settle();
        assertEquals("Stop db", host.steps().getLast());
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(Step.Pull.class, "CannotPullContainerError", "not found"),
                Arguments.of(Step.Create.class, "CannotCreateContainerError", "invalid"),
                Arguments.of(Step.Start.class, "CannotStartContainerError", "no such file"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureBeforeTheStartFailsTheTask(Class<? extends Step> at, String kind, String message) {
        var host = TestHost.idle();
        host.driver.fail(at::isInstance, kind, message, false);

        host.put(task(container("app"))).settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(StopCode.TASK_FAILED_TO_START, host.last().stopCode());
        assertEquals(kind + ": " + message, host.last().stopReason());
        assertEquals(kind + ": " + message, host.last().containers().getFirst().reason());
    }

    @Test
    void aFailureOfOneContainerStopsThoseThatRunAlready() {
        var host = TestHost.idle();
        host.driver.fail(
                step -> step instanceof Step.Pull pull && pull.container().equals(key("db")),
                "CannotPullContainerError",
                "x",
                false);

        host.put(task(container("app"), container("db"))).settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(StopCode.TASK_FAILED_TO_START, host.last().stopCode());
        assertTrue(host.driver.names().stream().noneMatch(name -> name.endsWith("RUNNING")));
    }

    @Test
    void aMissingLogGroupFailsTheStartInTheWordsOfEcs() {
        var host = TestHost.running(container("app").logsTo("/ecs/web", false));

        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(StopCode.TASK_FAILED_TO_START, host.last().stopCode());
        assertTrue(String.valueOf(host.last().stopReason())
                .endsWith("ResourceNotFoundException: The specified log group does not exist."));
        assertFalse(host.steps().contains("Start app"));
    }

    @Test
    void aContainerRemovedByHandCountsAsEnded() {
        var host = TestHost.running(container("app"), sidecar("proxy"));

        host.driver.vanish("app");
        host.settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(StopCode.ESSENTIAL_CONTAINER_EXITED, host.last().stopCode());
        assertEquals(
                "Container was removed from outside Evenkeel",
                host.last().containers().getFirst().reason());
    }

    @Test
    void lateNewsDoesNotBringAContainerBackToLife() {
        var host = TestHost.running(container("app"), sidecar("proxy"));
        host.driver.exit("proxy", 0);
        host.settle();

        host.driver.repeat("proxy", Observation.State.RUNNING);
        host.settle();

        assertEquals(ContainerPhase.STOPPED, host.last().containers().get(1).phase());
    }

    @Test
    void containersOfAStoppedTaskAreRemovedOnceItIsNotAssignedAnyMore() {
        var task = task(container("app"), sidecar("proxy"));
        var host = TestHost.idle().put(task).settle();
        host.put(stopping(task)).settle();
        assertEquals(List.of("app EXITED", "proxy EXITED"), host.driver.names());

        host.drop(task).settle();
        assertEquals(List.of(), host.driver.names());
        assertNull(host.wakeAt());
    }

    @Test
    void endedContainersStayForAsLongAsTheHostKeepsThem() {
        var host = TestHost.keeping(Duration.ofHours(3));
        var task = TestHost.sharing(task(container("app")));
        host.put(task).settle().put(stopping(task)).settle();
        var end = host.now();

        host.drop(task).settle();

        assertEquals("Remove " + Step.SANDBOX, host.steps().getLast(), "nobody looks into that one");
        assertEquals(end.plus(Duration.ofHours(3)), host.wakeAt());
        host.pass(Duration.ofHours(2)).restart().complete(0).settle();
        assertEquals("Remove " + Step.SANDBOX, host.steps().getLast());
        host.pass(Duration.ofHours(1));
        assertEquals("Remove app", host.steps().getLast());
        assertNull(host.wakeAt());
    }

    @Test
    void aDroppedTaskThatStillRunsIsStoppedAndRemoved() {
        var task = task(container("app"));
        var host = TestHost.idle().put(task).settle();

        host.drop(task).settle();

        assertEquals(List.of("Stop app", "Remove app"), host.steps().subList(3, 5));
        assertEquals(List.of(), host.driver.names());
    }

    @Test
    void aTaskDroppedWhileItsContainerIsCreatedLeavesNothing() {
        var task = task(container("app"));
        var host = TestHost.idle().hold(Step.Create.class::isInstance).put(task).settle();

        host.drop(task).settle();
        host.letGo().settle();

        assertEquals("Remove app", host.steps().getLast());
        assertEquals(List.of(), host.driver.names());
    }

    @Test
    void theHealthOfATaskIsThatOfItsCheckedEssentialContainers() {
        var host = TestHost.running(
                container("app").checked(),
                container("db").checked(),
                sidecar("proxy").checked(),
                container("plain"));
        assertEquals(Health.UNKNOWN, host.last().health());

        host.driver.health("app", Health.HEALTHY);
        assertEquals(Health.UNKNOWN, host.settle().last().health());

        host.driver.health("db", Health.HEALTHY);
        assertEquals(Health.HEALTHY, host.settle().last().health());

        host.driver.health("proxy", Health.UNHEALTHY);
        assertEquals(Health.HEALTHY, host.settle().last().health());

        host.driver.health("db", Health.UNHEALTHY);
        assertEquals(Health.UNHEALTHY, host.settle().last().health());
        assertEquals(Phase.RUNNING, host.last().phase());
    }

    @Test
    void withoutChecksTheHealthIsUnknown() {
        assertEquals(Health.UNKNOWN, TestHost.running(container("app")).last().health());
    }

    private static Step.ContainerKey key(String name) {
        return new Step.ContainerKey(TestHost.TASK, name);
    }
}
