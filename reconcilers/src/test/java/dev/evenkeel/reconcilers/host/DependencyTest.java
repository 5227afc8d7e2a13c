package dev.evenkeel.reconcilers.host;

import static dev.evenkeel.reconcilers.host.Containers.container;
import static dev.evenkeel.reconcilers.host.Containers.sidecar;
import static dev.evenkeel.reconcilers.host.TestHost.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.ContainerDefinition.Condition;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.StopCode;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DependencyTest {
    /// What becomes of the container that another one waits for.
    enum First {
        EXITS_WELL,
        EXITS_BADLY,
        IS_HEALTHY,
        IS_UNHEALTHY,
        VANISHES;

        void happen(FakeDriver driver) {
            switch (this) {
                case EXITS_WELL -> driver.exit("first", 0);
                case EXITS_BADLY -> driver.exit("first", 1);
                case IS_HEALTHY -> driver.health("first", Health.HEALTHY);
                case IS_UNHEALTHY -> driver.health("first", Health.UNHEALTHY);
                case VANISHES -> driver.vanish("first");
            }
        }
    }

    static Stream<Arguments> gates() {
        return Stream.of(
                Arguments.of(Condition.COMPLETE, First.EXITS_WELL, "starts"),
                Arguments.of(Condition.COMPLETE, First.EXITS_BADLY, "starts"),
                Arguments.of(Condition.COMPLETE, First.IS_HEALTHY, "waits"),
                Arguments.of(Condition.SUCCESS, First.EXITS_WELL, "starts"),
                Arguments.of(Condition.SUCCESS, First.EXITS_BADLY, "fails"),
                Arguments.of(Condition.SUCCESS, First.VANISHES, "fails"),
                Arguments.of(Condition.HEALTHY, First.IS_HEALTHY, "starts"),
                Arguments.of(Condition.HEALTHY, First.IS_UNHEALTHY, "waits"),
                Arguments.of(Condition.HEALTHY, First.EXITS_WELL, "fails"));
    }

    @ParameterizedTest
    @MethodSource("gates")
    void aContainerStartsOnceItsDependencyIsWhatItWaitsFor(Condition condition, First first, String outcome) {
        var host =
                TestHost.running(sidecar("first").checked(), container("second").after("first", condition));
        assertFalse(host.steps().contains("Start second"));
        assertEquals(Phase.ACTIVATING, host.last().phase());

        first.happen(host.driver);
        host.settle();

        assertEquals(outcome.equals("starts"), host.steps().contains("Start second"));
        var expected = switch (outcome) {
            case "starts" -> Phase.RUNNING;
            case "waits" -> Phase.ACTIVATING;
            default -> Phase.STOPPED;
        };
        assertEquals(expected, host.last().phase());
    }

    @Test
    void aDependencyOnTheStartIsMetWhenItRuns() {
        var host = TestHost.idle().hold(step -> step.container().name().equals("db"));
        host.put(task(container("app").after("db", Condition.START), container("db")))
                .settle();
        assertFalse(host.steps().contains("Start app"));

        host.letGo().settle();
        assertEquals(Phase.RUNNING, host.last().phase());
    }

    @Test
    void aDependencyThatDoesNotComeInTimeEndsTheTask() {
        var host = TestHost.running(
                container("db").checked().startTimeout(20), sidecar("app").after("db", Condition.HEALTHY));
        assertEquals(host.now().plusSeconds(20), host.wakeAt());

        host.pass(Duration.ofSeconds(19));
        assertEquals(Phase.ACTIVATING, host.last().phase());

        host.pass(Duration.ofSeconds(1));
        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(StopCode.TASK_FAILED_TO_START, host.last().stopCode());
        assertEquals(
                "Container app could not start: dependency db did not become HEALTHY within 20 s",
                host.last().stopReason());
    }

    @Test
    void imagesArePulledAndContainersCreatedBeforeDependenciesAreMet() {
        var host = TestHost.running(container("db").checked(), container("app").after("db", Condition.HEALTHY));

        assertTrue(host.steps().contains("Create app"));
    }

    @Test
    void aSidecarThatCannotBePulledDoesNotEndTheTask() {
        var host = TestHost.idle();
        host.driver.fail(
                step -> step instanceof Step.Pull && step.container().name().equals("proxy"),
                "CannotPullContainerError",
                "not found",
                false);

        host.put(task(container("app"), sidecar("proxy"))).settle();

        assertEquals(Phase.RUNNING, host.last().phase());
        assertEquals(
                "CannotPullContainerError: not found",
                host.last().containers().get(1).reason());
    }
}
