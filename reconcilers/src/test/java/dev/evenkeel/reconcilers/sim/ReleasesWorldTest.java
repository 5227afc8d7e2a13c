package dev.evenkeel.reconcilers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.sim.FaultPlan.Fault;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.model.release.ReleaseStage;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.model.release.ReleaseWait;
import dev.evenkeel.store.model.release.StageProgress;
import dev.evenkeel.store.state.TaskSetRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// CodeDeploy's deployments in virtual time, to their end and back from everywhere.
final class ReleasesWorldTest {
    private static final String AT_ONCE = "CodeDeployDefault.ECSAllAtOnce";

    private static ReleaseWorld atOnce() {
        return new ReleaseWorld(AT_ONCE, null, true);
    }

    private static StageProgress progress(ReleaseWorld here, ReleaseId id, ReleaseStage stage) {
        return here.release(id).stage(stage).progress();
    }

    @Test
    void trafficGoesToTheReplacementAndTheOriginalGoesAfterItsTime() {
        var here = atOnce();
        var first = here.primary();
        assertEquals(100, here.share(here.production, here.blue));

        var id = here.deploy("web:2");
        here.world.until(
                () -> progress(here, id, ReleaseStage.ALLOW_TRAFFIC) == StageProgress.SUCCEEDED, "traffic is over");

        var second = here.primary();
        assertEquals(here.release(id).spec().replacement(), second.id());
        assertEquals(100, here.share(here.production, here.green));
        assertEquals(2, here.world.running(second.id()).size());
        assertEquals(2, here.world.running(first.id()).size(), "the original waits five minutes");
        here.world.pass(Duration.ofMinutes(4));
        assertEquals(2, here.world.running(first.id()).size());

        here.until(id, ReleaseStatus.SUCCEEDED);
        assertTrue(here.set(first.id()).isEmpty());
        assertEquals(2, here.world.running("web").size());
        assertTrue(here.release(id).stages().stream()
                .allMatch(stage -> stage.progress().passed()));
    }

    @Test
    void theNextOneGoesBackToTheFirstTargetGroup() {
        var here = atOnce();
        here.until(here.deploy("web:2"), ReleaseStatus.SUCCEEDED);

        here.until(here.deploy("web:1"), ReleaseStatus.SUCCEEDED);

        assertEquals(100, here.share(here.production, here.blue));
        assertEquals(100, here.share(here.test, here.blue));
        assertEquals(2, here.world.running("web").size());
    }

    @Test
    void nothingGetsTrafficBeforeItIsHealthyAndTestTrafficComesFirst() {
        var here = atOnce();
        var id = here.deploy("web:2");
        var seen = new ArrayList<String>();
        here.world.until(
                () -> {
                    var now = here.share(here.test, here.green) + "/" + here.share(here.production, here.green);
                    if (seen.isEmpty() || !seen.getLast().equals(now)) {
                        seen.add(now);
                    }
                    boolean healthy = here.set(here.release(id).spec().replacement())
                            .filter(TaskSetRow::steady)
                            .isPresent();
                    assertTrue(healthy || now.equals("0/0"), now);
                    return here.release(id).status() == ReleaseStatus.SUCCEEDED;
                },
                "it succeeds");
        assertEquals(List.of("0/0", "100/0", "100/100"), seen);
    }

    @Test
    void linearGoesTenPercentEachMinute() {
        var here = new ReleaseWorld("CodeDeployDefault.ECSLinear10PercentEvery1Minutes", null, true);
        var id = here.deploy("web:2");
        here.world.until(() -> here.share(here.production, here.green) == 10, "the first step");
        for (int percent = 20; percent <= 100; percent += 10) {
            int next = percent;
            here.world.pass(Duration.ofSeconds(59));
            assertEquals(next - 10, here.share(here.production, here.green));
            here.world.until(() -> here.share(here.production, here.green) != next - 10, "the next step");
            assertEquals(next, here.share(here.production, here.green));
        }
        here.until(id, ReleaseStatus.SUCCEEDED);
    }

    @Test
    void canaryWaitsBetweenItsTwoSteps() {
        var here = new ReleaseWorld("CodeDeployDefault.ECSCanary10Percent5Minutes", null, true);
        var id = here.deploy("web:2");
        here.world.until(() -> here.share(here.production, here.green) == 10, "the canary");

        here.world.pass(Duration.ofSeconds(295));
        assertEquals(10, here.share(here.production, here.green));

        here.world.pass(Duration.ofSeconds(10));
        assertEquals(100, here.share(here.production, here.green));
        here.until(id, ReleaseStatus.SUCCEEDED);
    }

    @Test
    void aShiftIsDoneOnlyWhenTheProxiesServeIt() {
        var here = atOnce();
        var id = here.deploy("web:2");
        here.world.until(() -> here.share(here.test, here.green) == 100, "test traffic is over");
        here.proxy.deaf(true);
        here.world.pass(Duration.ofMinutes(10));
        assertEquals(StageProgress.IN_PROGRESS, progress(here, id, ReleaseStage.ALLOW_TEST_TRAFFIC));
        assertEquals(0, here.share(here.production, here.green));

        here.proxy.deaf(false);
        here.until(id, ReleaseStatus.SUCCEEDED);
    }

    @Test
    void itWaitsForItsOwnerWhereItIsTold() {
        var here = new ReleaseWorld(AT_ONCE, 60, true);
        var id = here.deploy("web:2");
        here.until(id, ReleaseStatus.READY);
        here.world.pass(Duration.ofMinutes(30));
        assertEquals(100, here.share(here.test, here.green));
        assertEquals(100, here.share(here.production, here.blue));

        here.continues(id, ReleaseWait.READY_WAIT).until(id, ReleaseStatus.SUCCEEDED);
        assertEquals(100, here.share(here.production, here.green));
    }

    @Test
    void itStopsWhereItsOwnerDoesNotComeInTime() {
        var here = new ReleaseWorld(AT_ONCE, 60, true);
        var id = here.deploy("web:2");
        here.until(id, ReleaseStatus.READY).until(id, ReleaseStatus.STOPPED);

        assertEquals(100, here.share(here.production, here.blue));
        assertEquals(
                "MANUAL_STOP", Objects.requireNonNull(here.release(id).error()).code());
    }

    @Test
    void theWaitForTheEndOfTheOriginalCanBeCutShort() {
        var here = atOnce();
        var first = here.primary().id();
        var id = here.deploy("web:2");
        here.world.until(
                () -> progress(here, id, ReleaseStage.AFTER_ALLOW_TRAFFIC).passed(), "traffic is over");
        here.continues(id, ReleaseWait.TERMINATION_WAIT);
        here.world.pass(Duration.ofMinutes(2));

        assertEquals(ReleaseStatus.SUCCEEDED, here.release(id).status());
        assertTrue(here.set(first).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(
            value = ReleaseStage.class,
            names = {"INSTALL", "ALLOW_TEST_TRAFFIC", "ALLOW_TRAFFIC"})
    void stoppedInAnyStageItGoesBack(ReleaseStage stage) {
        var here = new ReleaseWorld("CodeDeployDefault.ECSCanary10Percent5Minutes", null, true);
        var first = here.primary();
        var id = here.deploy("web:2");
        here.world.until(() -> progress(here, id, stage) == StageProgress.IN_PROGRESS, "it is there");

        here.stop(id, true).until(id, ReleaseStatus.STOPPED);

        assertEquals(StageProgress.FAILED, progress(here, id, stage));
        assertBack(here, id, first);
    }

    @Test
    void stoppedAfterAllTrafficWentOverItGoesBack() {
        var here = atOnce();
        var first = here.primary();
        var id = here.deploy("web:2");
        here.world.until(
                () -> here.primary().id().equals(here.release(id).spec().replacement()), "it is primary");

        here.stop(id, true).until(id, ReleaseStatus.STOPPED);

        assertBack(here, id, first);
    }

    private static void assertBack(ReleaseWorld here, ReleaseId id, TaskSetRow first) {
        var back = Objects.requireNonNull(here.release(id).rolledBackBy());
        here.until(back, ReleaseStatus.SUCCEEDED);
        assertEquals(id, here.release(back).spec().rollbackOf());
        assertEquals(100, here.share(here.production, here.blue));
        assertEquals(100, here.share(here.test, here.blue));
        assertEquals(first.id(), here.primary().id());
        assertTrue(here.set(here.release(id).spec().replacement()).isEmpty());
        assertEquals(2, here.world.running(first.id()).size());
        assertEquals(2, here.world.running("web").size());
    }

    @Test
    void stoppedWithoutRollbackEverythingStaysAndTheNextOneCleansUp() {
        var here = new ReleaseWorld("CodeDeployDefault.ECSCanary10Percent5Minutes", null, true);
        var id = here.deploy("web:2");
        here.world.until(() -> here.share(here.production, here.green) == 10, "the canary");

        here.stop(id, false).until(id, ReleaseStatus.STOPPED).world.pass(Duration.ofMinutes(10));

        assertNull(here.release(id).rolledBackBy());
        assertEquals(10, here.share(here.production, here.green));
        assertEquals(4, here.world.running("web").size());

        here.until(here.deploy("web:1"), ReleaseStatus.SUCCEEDED);
        assertTrue(here.set(here.release(id).spec().replacement()).isEmpty());
        assertEquals(2, here.world.running("web").size());
    }

    @Test
    void aReplacementThatNeverStartsFailsAfterAnHourAndIsTakenBack() {
        var here = atOnce();
        var first = here.primary();
        var id = here.deploy("missing:1");
        here.world.pass(Duration.ofMinutes(59));
        assertEquals(ReleaseStatus.IN_PROGRESS, here.release(id).status());

        here.until(id, ReleaseStatus.FAILED);

        assertEquals("TIMEOUT", Objects.requireNonNull(here.release(id).error()).code());
        assertBack(here, id, first);
    }

    @Test
    void withoutRollbackAFailedOneLeavesProductionAlone() {
        var here = new ReleaseWorld(AT_ONCE, null, false);
        var id = here.deploy("missing:1");

        here.until(id, ReleaseStatus.FAILED);

        assertNull(here.release(id).rolledBackBy());
        assertEquals(100, here.share(here.production, here.blue));
    }

    @Test
    void whoeverElseWritesTheRuleEndsIt() {
        var here = new ReleaseWorld("CodeDeployDefault.ECSCanary10Percent5Minutes", null, true);
        var first = here.primary();
        var id = here.deploy("web:2");
        here.world.until(() -> here.share(here.production, here.green) == 10, "the canary");

        here.meddle().until(id, ReleaseStatus.FAILED);

        var error = Objects.requireNonNull(here.release(id).error());
        assertEquals("ELASTIC_LOAD_BALANCING_INVALID", error.code());
        assertTrue(error.message().contains("(elasticloadbalancing:ModifyListener)"), error.message());
        assertBack(here, id, first);
    }

    @Test
    void anAlarmStopsItAndTakesItBack() {
        var here = alarmed();
        var first = here.primary();
        var id = here.deploy("web:2");
        here.world.until(() -> here.share(here.production, here.green) == 10, "the canary");

        here.world.alarm("errors", AlarmState.ALARM);
        here.until(id, ReleaseStatus.STOPPED);

        var error = Objects.requireNonNull(here.release(id).error());
        assertEquals("ALARM_ACTIVE", error.code());
        assertTrue(error.message().contains("errors"), error.message());
        assertBack(here, id, first);
    }

    private static ReleaseWorld alarmed() {
        var here = new ReleaseWorld("CodeDeployDefault.ECSCanary10Percent5Minutes", null, true, "errors");
        here.world.alarm("errors", AlarmState.OK);
        return here;
    }

    @Test
    void deletingTheServiceEndsTheDeployment() {
        var here = atOnce();
        var id = here.deploy("web:2");
        here.world.until(() -> progress(here, id, ReleaseStage.INSTALL) == StageProgress.IN_PROGRESS, "it installs");

        here.world.delete("web").settle();

        assertEquals(ReleaseStatus.FAILED, here.release(id).status());
        assertEquals(0, here.world.running("web").size());
    }

    @Test
    void aServerThatIsLostAtAnyStageGoesOnWhereItWas() {
        var here = new ReleaseWorld("CodeDeployDefault.ECSCanary10Percent5Minutes", null, true);
        var id = here.deploy("web:2");
        for (var stage : List.of(ReleaseStage.INSTALL, ReleaseStage.ALLOW_TEST_TRAFFIC, ReleaseStage.ALLOW_TRAFFIC)) {
            here.world.until(() -> progress(here, id, stage) != StageProgress.PENDING, "it is there");
            here.world.suffers(new Fault.ServerCrash(Duration.ofSeconds(20))).pass(Duration.ofMinutes(1));
        }
        here.until(id, ReleaseStatus.SUCCEEDED);
        assertEquals(100, here.share(here.production, here.green));
        assertNotNull(here.release(id).times().completedAt());
    }
}
