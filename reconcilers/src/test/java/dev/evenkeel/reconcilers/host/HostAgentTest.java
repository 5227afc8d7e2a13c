package dev.evenkeel.reconcilers.host;

import static dev.evenkeel.reconcilers.host.Containers.container;
import static dev.evenkeel.reconcilers.host.Containers.sidecar;
import static dev.evenkeel.reconcilers.host.TestHost.stopping;
import static dev.evenkeel.reconcilers.host.TestHost.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.StopCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HostAgentTest {
    @Test
    void nothingIsTouchedBeforeACompleteUpdate() {
        var task = task(container("app"));
        var host = TestHost.idle().put(task).settle();
        int steps = host.steps().size();

        host.restart().settle().pass(Duration.ofHours(1));

        assertEquals(steps, host.steps().size());
        assertEquals(List.of("app RUNNING"), host.driver.names());
    }

    @Test
    void afterARestartContainersAreAdoptedAndNothingIsToldAgain() {
        var task = task(container("app"), sidecar("proxy"));
        var host = TestHost.idle().put(task).settle();
        int steps = host.steps().size();
        int reports = host.reports.size();

        host.restart().complete(reports, host.known(task)).settle();

        assertEquals(steps, host.steps().size());
        assertEquals(reports, host.reports.size());
    }

    @Test
    void exitsAndOutOfMemoryAreFoundOutAfterARestart() {
        var task = task(container("app"), sidecar("proxy"));
        var host = TestHost.idle().put(task).settle();
        host.driver.exitUnheard("app", 137, true);

        host.restart().complete(host.reports.size(), host.known(task)).settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(StopCode.ESSENTIAL_CONTAINER_EXITED, host.last().stopCode());
        var app = host.last().containers().getFirst();
        assertEquals(137, app.exitCode());
        assertEquals("OutOfMemoryError: Container killed due to memory usage", app.reason());
        assertEquals(List.of("app EXITED", "proxy EXITED"), host.driver.names());
    }

    @Test
    void aContainerThatVanishedDuringARestartIsNotMadeAgain() {
        var task = task(container("app"));
        var host = TestHost.idle().put(task).settle();
        host.driver.vanishUnheard("app");

        host.restart().complete(host.reports.size(), host.known(task)).settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(List.of(), host.driver.names());
    }

    @Test
    void whatACompleteUpdateDoesNotNameIsStoppedAndRemoved() {
        var host = TestHost.running(container("app"));

        host.restart().complete(host.reports.size()).settle();

        assertEquals(List.of("Stop app", "Remove app"), host.steps().subList(3, 5));
        assertEquals(List.of(), host.driver.names());
    }

    @Test
    void anUpdateThatDoesNotFollowIsNotAppliedAndAnotherIsAskedFor() {
        var host = TestHost.idle();
        var gap = new AssignmentUpdate(
                false, new Revision(90), new Revision(91), 0, List.of(task(container("app"))), List.of());

        host.update(gap).settle();

        assertEquals(1, host.refreshes);
        assertEquals(List.of(), host.steps());
    }

    @Test
    void aCompleteUpdateThatArrivesAgainLateStopsNothing() {
        var host = TestHost.idle();
        var early = new AssignmentUpdate(true, Revision.ZERO, new Revision(10), 0, List.of(), List.of());
        host.put(task(container("app"))).settle();

        host.update(early).settle();

        assertEquals(List.of("app RUNNING"), host.driver.names());
        assertEquals(Phase.RUNNING, host.last().phase());
    }

    @Test
    void reportsAreNumberedFromTheLastOneThatTheLedgerTook() {
        var host = new TestHost().complete(41, task(container("app"))).settle();

        var numbers = host.reports.stream().map(Report::sequence).toList();
        assertEquals(42, numbers.getFirst());
        for (int i = 1; i < numbers.size(); i++) {
            assertEquals(numbers.get(i - 1) + 1, numbers.get(i));
        }
    }

    @Test
    void aReportThatMayBeLostIsSentAgainAsItWas() {
        var host = TestHost.idle();
        host.acknowledges = false;
        host.put(task(container("app"))).settle();
        assertEquals(1, host.reports.size());

        host.unanswered.remove().completeExceptionally(new IllegalStateException("line is down"));
        host.settle().pass(Duration.ofSeconds(1));

        assertEquals(2, host.reports.size());
        assertEquals(host.reports.get(0), host.reports.get(1));
        assertEquals(Phase.ACTIVATING, host.last().phase());
    }

    @Test
    void whatChangesWhileAReportIsUnderWayGoesIntoTheNext() {
        var host = TestHost.idle();
        host.acknowledges = false;
        host.put(task(container("app"))).settle();

        host.unanswered.remove().complete(null);
        host.settle();

        assertEquals(2, host.reports.size());
        assertEquals(2, host.reports.get(1).sequence());
        assertEquals(Phase.RUNNING, host.last().phase());
    }

    @Test
    void aReportWithoutAnyAnswerIsSentAgain() {
        var host = TestHost.idle();
        host.acknowledges = false;
        host.put(task(container("app"))).settle();

        host.pass(Duration.ofSeconds(10));

        assertEquals(
                List.of(1L, 1L), host.reports.stream().map(Report::sequence).toList());
    }

    @Test
    void aReportThatTheLedgerProvesToHaveIsNotSentAgain() {
        var task = task(container("app"));
        var host = TestHost.idle();
        host.acknowledges = false;
        host.put(task).settle();

        host.acknowledges = true;
        host.complete(1, host.known(task)).settle();

        assertEquals(
                List.of(1L, 2L), host.reports.stream().map(Report::sequence).toList());
        assertEquals(Phase.RUNNING, host.last().phase());
    }

    @Test
    void aNumberIsNotUsedAgainWhenEverythingIsToldAsItWasBeforeTheLastReport() {
        var task = task(container("app"));
        var host = TestHost.idle();
        host.put(task).settle();
        long last = host.reports.getLast().sequence();

        host.complete(last - 1, host.known(task)).settle();
        host.put(stopping(task)).settle();

        var numbers = host.reports.stream().map(Report::sequence).toList();
        assertEquals(numbers.stream().distinct().toList(), numbers);
        assertTrue(numbers.getLast() > last);
    }

    @Test
    void aSilentControlPlaneChangesNothingOnTheHost() {
        var host = TestHost.running(container("app"));
        host.acknowledges = false;
        int steps = host.steps().size();

        host.pass(Duration.ofDays(1));

        assertEquals(steps, host.steps().size());
        assertEquals(List.of("app RUNNING"), host.driver.names());
    }

    @Test
    void whatFailsForWantOfAnEngineIsTriedAgainLater() {
        var host = TestHost.idle();
        host.driver.fail(Step.Create.class::isInstance, "InternalError", "cannot connect", true);
        host.put(task(container("app"))).settle();
        assertEquals(1, creations(host));

        host.pass(Duration.ofMillis(499));
        assertEquals(1, creations(host));
        host.pass(Duration.ofMillis(1));
        assertEquals(2, creations(host));

        host.driver.healAll();
        host.pass(Duration.ofSeconds(1));
        assertEquals(Phase.RUNNING, host.last().phase());
    }

    @Test
    void triesAreNeverMoreThanSixteenSecondsApart() {
        var host = TestHost.idle();
        host.driver.fail(Step.Create.class::isInstance, "InternalError", "cannot connect", true);
        host.put(task(container("app"))).settle().pass(Duration.ofMinutes(10));
        for (int i = 0; i < 9; i++) {
            host.pass(Duration.ofSeconds(16));
        }
        int before = creations(host);

        host.pass(Duration.ofSeconds(16));

        assertEquals(before + 1, creations(host));
    }

    @Test
    void aStopThatFailsIsTriedUntilItWorks() {
        var task = task(container("app"));
        var host = TestHost.idle().put(task).settle();
        host.driver.fail(Step.Stop.class::isInstance, "CannotStopContainerError", "no", false);
        host.put(stopping(task)).settle();
        assertFalse(host.phases().contains(Phase.STOPPED));

        host.driver.healAll();
        host.pass(Duration.ofSeconds(1));

        assertEquals(Phase.STOPPED, host.last().phase());
    }

    @Test
    void whenTheEngineComesBackAllContainersAreLookedAtAgain() {
        var host = TestHost.running(container("app"), sidecar("proxy"));
        host.driver.exitUnheard("app", 137, false);

        host.driver.engineIsBack();
        host.settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertTrue(host.steps().contains("Stop proxy"));
    }

    @Test
    void anEngineThatIsDownAtTheStartIsAskedAgain() {
        var task = task(container("app"));
        var host = TestHost.idle().put(task).settle();
        int steps = host.steps().size();
        host.driver.down = true;
        host.restart().complete(host.reports.size(), host.known(task)).settle();
        assertEquals(steps, host.steps().size());

        host.driver.down = false;
        host.driver.exitUnheard("app", 1, false);
        host.pass(Duration.ofSeconds(1));

        assertEquals(Phase.STOPPED, host.last().phase());
    }

    private static int creations(TestHost host) {
        return (int) host.steps().stream().filter("Create app"::equals).count();
    }
}
