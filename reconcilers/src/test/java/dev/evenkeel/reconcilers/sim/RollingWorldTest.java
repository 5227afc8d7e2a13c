package dev.evenkeel.reconcilers.sim;

import static dev.evenkeel.store.model.deployment.ServiceDeploymentStatus.IN_PROGRESS;
import static dev.evenkeel.store.model.deployment.ServiceDeploymentStatus.ROLLBACK_FAILED;
import static dev.evenkeel.store.model.deployment.ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL;
import static dev.evenkeel.store.model.deployment.ServiceDeploymentStatus.STOPPED;
import static dev.evenkeel.store.model.deployment.ServiceDeploymentStatus.SUCCESSFUL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.command.ServiceCommand.CreateService;
import dev.evenkeel.reconcilers.command.ServiceWish;
import dev.evenkeel.reconcilers.sim.FaultPlan.Fault;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rolling deployments that go well, and those that are given up.
final class RollingWorldTest {
    private static final Blueprint GOOD = Blueprint.image("web:1");
    private static final Blueprint BETTER = Blueprint.image("web:2");
    private static final Blueprint MISSING = Blueprint.image("missing:1");
    private static final Blueprint CRASHING = Blueprint.image("crash:1");
    private static final Blueprint SICK = Blueprint.image("sick:1").checked();

    private static World world() {
        return World.seed(23)
                .host(4096, 8192)
                .host(4096, 8192)
                .image("web:1", ImagePlan.forever())
                .image("web:2", ImagePlan.forever())
                .image("crash:1", ImagePlan.exits(1, Duration.ofMillis(300)))
                .image("sick:1", ImagePlan.forever().unhealthyAfter(Duration.ofSeconds(20)))
                .image("flaky:1", ImagePlan.forever().failingPulls(2, "toomanyrequests: rate exceeded"));
    }

    private static World ended(World world, ServiceDeploymentStatus status) {
        return world.until(() -> world.deployment("web").status() == status, "its deployment is " + status);
    }

    private static World running() {
        return world().service("web", 4, GOOD, Deploying.BREAKER).settle();
    }

    private static long running(World world, int revision) {
        return world.running("web").stream()
                .filter(task -> task.definition().revision() == revision)
                .count();
    }

    private static ServiceDeploymentRow.Tripped tripped(World world) {
        return Optional.ofNullable(world.deployment("web").breaker()).orElseThrow();
    }

    /// It is as it was, by the same deployment, and only what was started for the bad one has gone.
    private static void assertBack(World world) {
        world.settle();
        assertEquals(4, running(world, 1));
        assertEquals(1, world.service("web").spec().taskDefinition().revision());
        assertEquals(1, world.service("web").deployments().size());
        assertTrue(world.service("web").primary().completed());
        assertNull(world.service("web").primary().failure());
    }

    @Test
    void aGoodRollEndsSuccessful() {
        var world = running();
        assertEquals(SUCCESSFUL, world.deployment("web").status());

        world.update("web", BETTER).settleWhile(w -> w.running("web").size() >= 4, "never fewer than four run");

        assertEquals(4, running(world, 2));
        assertEquals(SUCCESSFUL, world.deployment("web").status());
        assertEquals(1, world.deployment("web").sources().size());
        assertNotNull(world.deployment("web").times().finishedAt());
    }

    @Test
    void anImageThatCannotBePulledIsTakenBackAfterThreeFailures() {
        var world = running();
        var first = world.service("web").primary().id();
        var old = world.running("web").stream().map(task -> task.id()).toList();

        world.update("web", MISSING);
        ended(world, ROLLBACK_SUCCESSFUL);

        var tripped = tripped(world);
        assertEquals(3, tripped.threshold());
        assertTrue(tripped.failures() >= 3);
        assertBack(world);
        assertEquals(first, world.service("web").primary().id());
        assertEquals(old, world.running("web").stream().map(task -> task.id()).toList(), "old tasks were not touched");
        var messages = world.messages("web");
        assertTrue(messages.stream().anyMatch(m -> m.endsWith("deployment failed: tasks failed to start.")));
        assertTrue(messages.contains("rolling back to deployment " + first + "."));
    }

    @Test
    void anImageThatExitsAtOnceIsTakenBack() {
        var world = running().update("web", CRASHING);
        ended(world, ROLLBACK_SUCCESSFUL);
        assertBack(world);
    }

    @Test
    void oneThatNeverBecomesHealthyIsTakenBackWithoutLosingATask() {
        var world = running().update("web", SICK);

        world.until(
                () -> {
                    assertTrue(running(world, 1) >= 4, "the old ones serve on");
                    return world.deployment("web").status() == ROLLBACK_SUCCESSFUL;
                },
                "it is taken back");

        assertBack(world);
        assertTrue(world.tasks("web").stream()
                .anyMatch(task -> "Task failed container health checks".equals(task.stoppedReason())));
    }

    @Test
    void withoutRollbackItStopsAndNothingNewStarts() {
        var world = world().service("web", 4, GOOD, Deploying.breaker(false)).settle();
        world.update("web", CRASHING);
        ended(world, STOPPED);
        int tasks = world.tasks("web").size();

        world.pass(Duration.ofHours(1));

        assertEquals(tasks, world.tasks("web").size());
        assertEquals(4, running(world, 1), "old tasks stay");
        assertEquals(
                "ECS deployment circuit breaker: tasks failed to start.",
                world.service("web").primary().failure());
    }

    @Test
    void withNothingToGoBackToItStalls() {
        var world = world().service("web", 2, CRASHING, Deploying.BREAKER);
        ended(world, ROLLBACK_FAILED);
        int tasks = world.tasks("web").size();
        assertEquals(
                "Service deployment failed because the circuit breaker threshold was exceeded."
                        + " No service revision was completed before that it could roll back to.",
                world.deployment("web").statusReason());

        world.pass(Duration.ofHours(1));
        assertEquals(tasks, world.tasks("web").size());

        world.update("web", GOOD).settle();
        assertEquals(SUCCESSFUL, world.deployment("web").status());
    }

    @Test
    void whatFailedIsNeverGoneBackTo() {
        var world = running().update("web", CRASHING);
        ended(world, ROLLBACK_SUCCESSFUL);

        world.update("web", SICK);
        ended(world, ROLLBACK_SUCCESSFUL);

        assertBack(world);
    }

    @Test
    void aNewUpdateInMidRollSupersedesTheOldOne() {
        var slow = ImagePlan.forever().pulledIn(Duration.ofMinutes(5));
        var world = running().image("slow:1", slow).update("web", Blueprint.image("slow:1"));
        world.pass(Duration.ofMinutes(1));
        var old = world.deployment("web").id();

        world.update("web", BETTER).settle();

        assertEquals(
                STOPPED,
                world.state().deployments().byId().get(old).orElseThrow().status());
        assertEquals(SUCCESSFUL, world.deployment("web").status());
        assertEquals(4, running(world, 3));
    }

    @Test
    void anUpdateDuringARollbackWins() {
        var world = running().update("web", SICK);
        ended(world, ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);
        var old = world.deployment("web").id();

        world.update("web", BETTER).settle();

        assertEquals(
                STOPPED,
                world.state().deployments().byId().get(old).orElseThrow().status());
        assertEquals(4, running(world, 3));
    }

    @Test
    void theThresholdFollowsTheDesiredCount() {
        var world = world().service("web", 20, GOOD, Deploying.BREAKER).settle();
        world.update("web", MISSING).scale("web", 4);

        ended(world, ROLLBACK_SUCCESSFUL);

        assertEquals(3, tripped(world).threshold());
        assertEquals(4, world.settle().running("web").size(), "the desired count is the latest");
    }

    @Test
    void aCountIsTheThresholdItself() {
        var world = world().service("web", 4, GOOD, Deploying.breaker("COUNT", 1, true))
                .settle();
        world.update("web", CRASHING);

        ended(world, ROLLBACK_SUCCESSFUL);

        assertEquals(1, tripped(world).threshold());
    }

    @Test
    void aHealthyTaskMakesCountingBeginAgain() {
        var resets = world().service("web", 1, GOOD, Deploying.breaker("COUNT", 4, true))
                .settle();
        var keeps = world().service("web", 1, GOOD, Deploying.breaker("COUNT", 4, false))
                .settle();
        for (var world : List.of(resets, keeps)) {
            world.update("web", Blueprint.image("flaky:1"))
                    .until(() -> world.service("web").primary().failures().count() == 2, "two starts failed")
                    .until(() -> running(world, 2) == 1, "a third one works");
        }

        resets.until(() -> resets.service("web").primary().failures().count() == 0, "counting begins again");
        keeps.settle();

        assertEquals(2, keeps.service("web").primary().failures().count());
        assertEquals(2, resets.service("web").primary().failedTasks(), "what failed is not forgotten");
    }

    @Test
    void aRestartOfTheServerLosesNoCount() {
        var broken = ImagePlan.exits(1, Duration.ofMillis(300)).pulledIn(Duration.ofSeconds(10));
        var world = world().image("gone:1", broken)
                .service("web", 1, GOOD, Deploying.breaker("COUNT", 6, true))
                .settle();
        world.update("web", Blueprint.image("gone:1"))
                .until(() -> world.service("web").primary().failures().count() >= 4, "four starts failed");

        world.suffers(new Fault.ServerCrash(Duration.ofSeconds(10)));
        ended(world, ROLLBACK_SUCCESSFUL);

        var tripped = tripped(world);
        assertEquals(6, tripped.failures());
        assertEquals(
                6,
                world.tasks("web").stream()
                        .filter(task -> task.definition().revision() == 2)
                        .count());
    }

    @Test
    void anAlarmDuringTheBakeTakesBack() {
        var world = world().alarm("errors", AlarmState.OK)
                .service("web", 4, GOOD, Deploying.alarms(true, 3, "errors"))
                .settle();
        world.update("web", BETTER).until(() -> stage(world) == LifecycleStage.BAKE_TIME, "it bakes");
        assertEquals(4, running(world, 2));
        assertFalse(world.service("web").primary().completed());

        world.pass(Duration.ofMinutes(1)).alarm("errors", AlarmState.ALARM);
        ended(world, ROLLBACK_SUCCESSFUL);

        assertBack(world);
        assertEquals(List.of("errors"), world.deployment("web").alarms().fired());
    }

    private static LifecycleStage stage(World world) {
        return world.deployment("web").stage() instanceof ServiceDeploymentRow.Stage at
                ? at.stage()
                : LifecycleStage.RECONCILE_SERVICE;
    }

    @Test
    void anAlarmThatIsMadeDuringTheDeploymentTakesBack() {
        var world = world().service("web", 4, GOOD, Deploying.alarms(true, 5, "later"))
                .settle()
                .update("web", BETTER)
                .pass(Duration.ofSeconds(30))
                .alarm("later", AlarmState.ALARM);

        ended(world, ROLLBACK_SUCCESSFUL);

        assertBack(world);
    }

    @Test
    void whenTheBakeIsOverNoAlarmMatters() {
        var world = world().alarm("errors", AlarmState.OK)
                .service("web", 2, GOOD, Deploying.alarms(true, 3, "errors"))
                .settle();
        var bake = world.deployment("web").times();
        assertTrue(Duration.between(bake.createdAt(), bake.finishedAt()).compareTo(Duration.ofMinutes(3)) > 0);

        world.alarm("errors", AlarmState.ALARM).pass(Duration.ofMinutes(5));

        assertEquals(SUCCESSFUL, world.deployment("web").status());
    }

    @Test
    void anAlarmThatRangBeforeIsIgnored() {
        var world = world().alarm("errors", AlarmState.ALARM)
                .service("web", 2, GOOD, Deploying.alarms(true, 0, "errors"))
                .settle();

        assertEquals(SUCCESSFUL, world.deployment("web").status());
        assertEquals(List.of("errors"), world.deployment("web").alarms().ignored());
    }

    @Test
    void stoppedByItsOwnerItGoesBack() {
        var world = running().update("web", BETTER).pass(Duration.ofSeconds(10)).stopDeployment("web", true);

        ended(world, ROLLBACK_SUCCESSFUL);

        assertBack(world);
    }

    @Test
    void abortedItStaysAsItIs() {
        var world = running().update("web", BETTER).pass(Duration.ofSeconds(10)).stopDeployment("web", false);
        ended(world, STOPPED);
        int tasks = world.tasks("web").size();

        world.pass(Duration.ofMinutes(30));

        assertEquals(tasks, world.tasks("web").size());
        assertTrue(running(world, 1) > 0, "old tasks stay");
    }

    @Test
    void theFirstDeploymentCanOnlyBeStopped() {
        var world = world().service("web", 2, GOOD, Deploying.BREAKER).stopDeployment("web", true);

        ended(world, STOPPED);

        assertNotNull(world.service("web").primary().failure());
    }

    @Test
    void earlySuccessNeedsOnlyItsShare() {
        var world = world().service("web", 4, GOOD, Deploying.early(100, "BLOCKING"))
                .settle();
        assertEquals(SUCCESSFUL, world.deployment("web").status());

        world.update("web", BETTER).settle();

        assertEquals(4, running(world, 2));
    }

    /// Half of four is enough: two of the new ones, which come first as there is no room for more.
    @ParameterizedTest
    @ValueSource(strings = {"BLOCKING", "DEFERRED"})
    void aShareOfHealthyTasksMayBeEnough(String cleanup) {
        var world = world();
        var document = Doc.EMPTY.with(ServiceSpec.DEPLOYMENT_CONFIGURATION, Deploying.early(50, cleanup));
        var wish = new ServiceWish(world.register("web", GOOD), 4, CapacityWish.UNSAID, 50, 150, document);
        world.call("ecs:CreateService", new CreateService(world.id("web"), wish, "tester", null, Doc.EMPTY));
        world.settle().update("web", BETTER);

        ended(world, SUCCESSFUL);

        assertTrue(running(world, 2) >= 2, "two are there");
        boolean old = world.tasks("web").stream()
                .anyMatch(task -> task.alive() && task.definition().revision() == 1);
        assertEquals(cleanup.equals("DEFERRED"), old, "whether the old ones are waited for");
        assertEquals(4, running(world.settle(), 2));
        assertEquals(0, running(world, 1));
    }

    @Test
    void anOlderTaskThatTurnsUnhealthyInABadRollIsReplacedByOneOfItsRevision() {
        var tired = Blueprint.image("tired:1").checked();
        var world = world().image("tired:1", ImagePlan.forever().souring(Duration.ofSeconds(5), Duration.ofMinutes(20)))
                .service("web", 4, tired)
                .settle()
                .update("web", SICK)
                .pass(Duration.ofMinutes(10));
        assertEquals(4, running(world, 1));
        var first = world.running("web").stream().map(TaskRow::id).toList();

        world.pass(Duration.ofMinutes(25));

        assertEquals(4, running(world, 1), "whom the new ones cannot replace");
        assertTrue(world.running("web").stream().noneMatch(task -> first.contains(task.id())));
        assertTrue(world.tasks("web").stream()
                .filter(task -> first.contains(task.id()) && task.definition().revision() == 1)
                .allMatch(task -> "Task failed container health checks".equals(task.stoppedReason())));
    }

    @Test
    void anImageThatCannotBeFetchedIsTriedThreeTimesWhateverTheThreshold() {
        var world = world().service("web", 1, GOOD, Deploying.breaker("COUNT", 50, true))
                .settle()
                .update("web", MISSING);

        ended(world, ROLLBACK_SUCCESSFUL);

        assertEquals(3, tripped(world).threshold());
        assertEquals(
                3,
                world.tasks("web").stream()
                        .filter(task -> task.definition().revision() == 2)
                        .count());
    }

    @Test
    void ofManyUpdatesTheLastOneWins() {
        var world = running().update("web", BETTER).update("web", SICK).pass(Duration.ofSeconds(5));
        world.update("web", GOOD).update("web", BETTER).settle();

        assertEquals(SUCCESSFUL, world.deployment("web").status());
        assertEquals(4, running(world, 5));
        assertTrue(world.deployments("web").stream().limit(4).skip(1).allMatch(row -> row.status() == STOPPED));
    }

    @Test
    void withDeferredCleanUpOldTasksGoAfterTheDeployment() {
        var slow = Blueprint.image("stubborn:1").stopTimeout(100);
        var world = world().image("stubborn:1", ImagePlan.forever().ignoringStop())
                .service("web", 2, slow, Deploying.early(100, "DEFERRED"))
                .settle()
                .update("web", BETTER);

        ended(world, SUCCESSFUL);

        assertTrue(world.tasks("web").stream()
                .anyMatch(task -> task.alive() && task.definition().revision() == 1));
        assertEquals(2, world.service("web").deployments().size());
        assertEquals(2, running(world.settle(), 2));
    }

    @Test
    void anotherUpdateAfterAnAbortGoesOn() {
        var world = running().update("web", BETTER).pass(Duration.ofSeconds(10)).stopDeployment("web", false);
        ended(world, STOPPED);

        world.update("web", GOOD).settle();

        assertEquals(4, running(world, 3));
        assertEquals(SUCCESSFUL, world.deployment("web").status());
        assertEquals(
                0, world.state().deployments().openOf(world.service("web").id()).count());
    }

    @Test
    void withoutABreakerItGoesOnForEver() {
        var world =
                world().service("web", 2, GOOD).settle().update("web", CRASHING).pass(Duration.ofHours(1));

        assertEquals(IN_PROGRESS, world.deployment("web").status());
        assertTrue(world.service("web").primary().failedTasks() > 5);
        assertEquals(2, running(world, 1));
    }

    @Test
    void anAlarmAfterTheBakeComesTooLate() {
        var world = world().alarm("errors", AlarmState.OK);
        world.service("web", 2, GOOD, Deploying.alarms(true, 1, "errors")).settle();
        world.update("web", BETTER).until(() -> stage(world, LifecycleStage.BAKE_TIME), "it bakes");
        world.pass(Duration.ofSeconds(50)).kill(world.running("web").getFirst().id(), "app");
        world.until(() -> stage(world, LifecycleStage.CLEAN_UP), "it has baked");
        assertEquals(IN_PROGRESS, world.deployment("web").status());

        world.alarm("errors", AlarmState.ALARM);

        ended(world, SUCCESSFUL);
    }

    private static boolean stage(World world, LifecycleStage stage) {
        return world.deployment("web").stage() instanceof ServiceDeploymentRow.Stage at && at.stage() == stage;
    }
}
