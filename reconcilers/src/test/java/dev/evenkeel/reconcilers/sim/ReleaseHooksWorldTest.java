package dev.evenkeel.reconcilers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.hook.HookAnswer;
import dev.evenkeel.reconcilers.sim.FaultPlan.Fault;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.model.release.ReleaseStage;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.model.release.ReleaseWait;
import dev.evenkeel.store.model.release.StageProgress;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.TaskSetRow;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The hooks of AppSpecs in virtual time: called in each lifecycle event that has none but them, and waited for.
final class ReleaseHooksWorldTest {
    private static final String AT_ONCE = "CodeDeployDefault.ECSAllAtOnce";
    private static final HookAnswer SUCCEEDED = HookAnswer.ofFunction(Doc.EMPTY.with("status", Doc.of("Succeeded")));
    private static final HookAnswer FAILED = HookAnswer.ofFunction(Doc.EMPTY.with("hookStatus", Doc.of("FAILED")));
    private static final HookAnswer LATER = HookAnswer.ofFunction(Doc.EMPTY);

    private static ReleaseWorld answering(HookAnswer answer) {
        var here = new ReleaseWorld(AT_ONCE, null, true);
        here.world.hooks(_ -> answer);
        return here;
    }

    private static ReleaseRow.Hook hook(ReleaseWorld here, ReleaseId id) {
        return here.release(id).hooks().getFirst();
    }

    private static void untilCalled(ReleaseWorld here, ReleaseId id) {
        here.world.until(
                () -> here.release(id).hooks().stream().anyMatch(hook -> hook.status() == HookStatus.AWAITING_ACTION),
                "it is called");
    }

    private static void assertFailed(ReleaseWorld here, ReleaseId id, ReleaseStage stage, TaskSetRow first) {
        here.until(id, ReleaseStatus.FAILED);
        var error = Objects.requireNonNull(here.release(id).error());
        assertEquals("HOOK_EXECUTION_FAILURE", error.code());
        assertTrue(error.message().contains(stage.word()), error.message());
        assertEquals(StageProgress.FAILED, here.release(id).stage(stage).progress());
        var back = Objects.requireNonNull(here.release(id).rolledBackBy());
        here.until(back, ReleaseStatus.SUCCEEDED);
        assertEquals(100, here.share(here.production, here.blue));
        assertEquals(100, here.share(here.test, here.blue));
        assertEquals(first.id(), here.primary().id());
        assertEquals(2, here.world.running("web").size());
        assertEquals(1, here.world.hookCalls().size(), "the way back calls nobody");
    }

    @ParameterizedTest
    @EnumSource(
            value = ReleaseStage.class,
            names = {
                "BEFORE_INSTALL",
                "AFTER_INSTALL",
                "AFTER_ALLOW_TEST_TRAFFIC",
                "BEFORE_ALLOW_TRAFFIC",
                "AFTER_ALLOW_TRAFFIC"
            })
    void aHookThatSucceedsLetsItGoOn(ReleaseStage stage) {
        var here = answering(SUCCEEDED);
        var id = here.deploy("web:2", stage);

        here.until(id, ReleaseStatus.SUCCEEDED);

        assertEquals(StageProgress.SUCCEEDED, here.release(id).stage(stage).progress());
        assertEquals(1, here.world.hookCalls().size());
        var call = here.world.hookCalls().getFirst();
        assertEquals("check", call.target());
        assertEquals(
                Doc.EMPTY
                        .with("DeploymentId", Doc.of(id.value()))
                        .with(
                                "LifecycleEventHookExecutionId",
                                Doc.of(hook(here, id).hook())),
                call.payload());
    }

    @ParameterizedTest
    @EnumSource(
            value = ReleaseStage.class,
            names = {
                "BEFORE_INSTALL",
                "AFTER_INSTALL",
                "AFTER_ALLOW_TEST_TRAFFIC",
                "BEFORE_ALLOW_TRAFFIC",
                "AFTER_ALLOW_TRAFFIC"
            })
    void aHookThatFailsTakesItBack(ReleaseStage stage) {
        var here = answering(FAILED);
        var first = here.primary();

        assertFailed(here, here.deploy("web:2", stage), stage, first);
    }

    @Test
    void aHookThatDoesNotSayHowItEndedFailsAfterAnHour() {
        var here = answering(LATER);
        var first = here.primary();
        var id = here.deploy("web:2", ReleaseStage.AFTER_INSTALL);
        untilCalled(here, id);
        here.world.pass(Duration.ofMinutes(59));
        assertEquals(ReleaseStatus.IN_PROGRESS, here.release(id).status());

        assertFailed(here, id, ReleaseStage.AFTER_INSTALL, first);
    }

    @Test
    void aHookMaySayLaterThatItSucceeded() {
        var here = answering(LATER);
        var id = here.deploy("web:2", ReleaseStage.AFTER_ALLOW_TEST_TRAFFIC);
        untilCalled(here, id);
        here.world.pass(Duration.ofMinutes(30));
        assertEquals(100, here.share(here.test, here.green));
        assertEquals(100, here.share(here.production, here.blue));

        here.puts(id, hook(here, id).hook(), true).until(id, ReleaseStatus.SUCCEEDED);
        assertEquals(100, here.share(here.production, here.green));
    }

    @Test
    void aHookMaySayLaterThatItFailed() {
        var here = answering(LATER);
        var first = here.primary();
        var id = here.deploy("web:2", ReleaseStage.BEFORE_ALLOW_TRAFFIC);
        untilCalled(here, id);

        here.puts(id, hook(here, id).hook(), false);

        assertFailed(here, id, ReleaseStage.BEFORE_ALLOW_TRAFFIC, first);
    }

    @Test
    void theHookBeforeTrafficIsCalledOnlyAfterItsOwnerLetItGoOn() {
        var here = new ReleaseWorld(AT_ONCE, 60, true);
        here.world.hooks(_ -> SUCCEEDED);
        var id = here.deploy("web:2", ReleaseStage.BEFORE_ALLOW_TRAFFIC);
        here.until(id, ReleaseStatus.READY).world.pass(Duration.ofMinutes(10));
        assertEquals(0, here.world.hookCalls().size());

        here.continues(id, ReleaseWait.READY_WAIT).until(id, ReleaseStatus.SUCCEEDED);
        assertEquals(1, here.world.hookCalls().size());
    }

    @Test
    void aServerThatIsLostWhileItWaitsDoesNotCallAgain() {
        var here = answering(LATER);
        var id = here.deploy("web:2", ReleaseStage.BEFORE_INSTALL);
        untilCalled(here, id);
        here.world.suffers(new Fault.ServerCrash(Duration.ofSeconds(20))).pass(Duration.ofMinutes(5));
        assertEquals(1, here.world.hookCalls().size());

        here.puts(id, hook(here, id).hook(), true).until(id, ReleaseStatus.SUCCEEDED);
    }

    @Test
    void stoppedWhileAHookIsWaitedForItGoesBack() {
        var here = answering(LATER);
        var id = here.deploy("web:2", ReleaseStage.AFTER_ALLOW_TRAFFIC);
        untilCalled(here, id);

        here.stop(id, true).until(id, ReleaseStatus.STOPPED);

        var back = Objects.requireNonNull(here.release(id).rolledBackBy());
        here.until(back, ReleaseStatus.SUCCEEDED);
        assertEquals(100, here.share(here.production, here.blue));
    }
}
