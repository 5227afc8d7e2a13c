package dev.evenkeel.reconcilers.host;

import static dev.evenkeel.reconcilers.host.Containers.container;
import static dev.evenkeel.reconcilers.host.Containers.sidecar;
import static dev.evenkeel.reconcilers.host.TestHost.stopping;
import static dev.evenkeel.reconcilers.host.TestHost.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.evenkeel.reconcilers.host.Observation.State;
import dev.evenkeel.store.model.ContainerDefinition.Condition;
import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.RestartCount;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Restart policies.
final class RestartTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final Duration TOO_SHORT = Duration.ofSeconds(59);

    private static Containers restarting(Integer... ignored) {
        return container("app").restarting(60, ignored);
    }

    @Test
    void aContainerThatRanLongEnoughIsStartedAgainWhereItStands() {
        var host = TestHost.running(restarting());

        host.pass(LONG_ENOUGH).driver.exit("app", 1);
        host.settle();

        assertEquals("Restart app", host.steps().getLast());
        assertEquals(Phase.RUNNING, host.last().phase());
        var app = host.last().containers().getFirst();
        assertEquals(ContainerPhase.RUNNING, app.phase());
        assertEquals("id1", app.runtimeId());
        assertEquals(List.of(new RestartCount("app", 1)), host.last().restarts());
    }

    @Test
    void theTimeCountsFromTheLastStart() {
        var host = TestHost.running(restarting());
        host.pass(LONG_ENOUGH).driver.exit("app", 1);
        host.settle().pass(TOO_SHORT).driver.exit("app", 1);
        host.settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(List.of(new RestartCount("app", 1)), host.last().restarts());
    }

    @Test
    void aContainerThatEndsTooEarlyEndsItsTask() {
        var host = TestHost.running(restarting());

        host.pass(TOO_SHORT).driver.exit("app", 1);
        host.settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertFalse(host.steps().contains("Restart app"));
    }

    @Test
    void ignoredExitCodesEndIt() {
        var host = TestHost.running(restarting(0, 7));

        host.pass(LONG_ENOUGH).driver.exit("app", 7);
        host.settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(7, host.last().containers().getFirst().exitCode());
    }

    @Test
    void aTaskThatShallStopStartsNothingAgain() {
        var task = task(restarting());
        var host = TestHost.idle().put(task).settle();

        host.pass(LONG_ENOUGH).put(stopping(task)).settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertFalse(host.steps().contains("Restart app"));
    }

    @Test
    void aStopThatComesWhileItIsStartedAgainEndsIt() {
        var task = task(restarting());
        var host = TestHost.idle().put(task).settle().pass(LONG_ENOUGH).hold(Step.Restart.class::isInstance);
        host.driver.exit("app", 1);
        host.settle().put(stopping(task)).settle();
        assertEquals(ContainerPhase.RUNNING, host.last().containers().getFirst().phase());

        host.letGo().settle();

        assertEquals("Stop app", host.steps().getLast());
        assertEquals(Phase.STOPPED, host.last().phase());
    }

    @Test
    void oldNewsOfTheEndDoesNotEndItAgain() {
        var host = TestHost.running(restarting()).pass(LONG_ENOUGH).hold(Step.Restart.class::isInstance);
        host.driver.exit("app", 1);
        host.settle().driver.repeat("app", State.EXITED);
        host.settle();

        host.letGo().settle();

        assertEquals(Phase.RUNNING, host.last().phase());
        assertEquals(List.of(new RestartCount("app", 1)), host.last().restarts());
    }

    @Test
    void anEndThatNobodySawIsMadeGoodAfterARestartOfTheServer() {
        var task = task(restarting());
        var host = TestHost.idle().put(task).settle().pass(LONG_ENOUGH);
        host.driver.exitUnheard("app", 1, false);

        host.restart().complete(1, host.known(task)).settle();

        assertEquals("Restart app", host.steps().getLast());
        assertEquals(List.of(new RestartCount("app", 1)), host.last().restarts());
    }

    @Test
    void whoWaitsForItsEndWaitsOn() {
        var host = TestHost.running(
                sidecar("init").restarting(60), container("app").after("init", Condition.COMPLETE));

        host.pass(LONG_ENOUGH).driver.exit("init", 1);
        host.settle();

        assertFalse(host.steps().contains("Start app"));
    }
}
