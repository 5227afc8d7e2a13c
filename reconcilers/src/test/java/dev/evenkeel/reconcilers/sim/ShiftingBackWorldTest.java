package dev.evenkeel.reconcilers.sim;

import static dev.evenkeel.reconcilers.sim.ShiftingWorldTest.at;
import static dev.evenkeel.reconcilers.sim.ShiftingWorldTest.ended;
import static dev.evenkeel.reconcilers.sim.ShiftingWorldTest.images;
import static dev.evenkeel.reconcilers.sim.ShiftingWorldTest.paused;
import static dev.evenkeel.reconcilers.sim.ShiftingWorldTest.world;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.hook.HookAnswer;
import dev.evenkeel.reconcilers.sim.FaultPlan.Fault;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.model.deployment.HookAction;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.model.deployment.Traffic;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Deployments that shift traffic and go back, stop, or live through the death of the server.
class ShiftingBackWorldTest {
    private static final Blueprint OLD = Blueprint.image("web:1");
    private static final Blueprint NEW = Blueprint.image("web:2");

    private static final List<LifecycleStage> PAUSABLE = List.of(
            LifecycleStage.PRE_SCALE_UP,
            LifecycleStage.POST_SCALE_UP,
            LifecycleStage.POST_TEST_TRAFFIC_SHIFT,
            LifecycleStage.PRE_PRODUCTION_TRAFFIC_SHIFT,
            LifecycleStage.POST_PRODUCTION_TRAFFIC_SHIFT);

    private static final List<LifecycleStage> CALLABLE = List.of(
            LifecycleStage.PRE_SCALE_UP,
            LifecycleStage.POST_SCALE_UP,
            LifecycleStage.TEST_TRAFFIC_SHIFT,
            LifecycleStage.POST_TEST_TRAFFIC_SHIFT,
            LifecycleStage.PRE_PRODUCTION_TRAFFIC_SHIFT,
            LifecycleStage.PRODUCTION_TRAFFIC_SHIFT,
            LifecycleStage.POST_PRODUCTION_TRAFFIC_SHIFT);

    private static Stream<Arguments> stagesAndStrategies(List<LifecycleStage> stages) {
        return Rollouts.all().stream().flatMap(rollout -> stages.stream().map(stage -> Arguments.of(stage, rollout)));
    }

    static Stream<Arguments> pausable() {
        return stagesAndStrategies(PAUSABLE);
    }

    static Stream<Arguments> callable() {
        return stagesAndStrategies(CALLABLE);
    }

    static Stream<Arguments> lasting() {
        return stagesAndStrategies(List.of(
                LifecycleStage.SCALE_UP,
                LifecycleStage.TEST_TRAFFIC_SHIFT,
                LifecycleStage.PRODUCTION_TRAFFIC_SHIFT,
                LifecycleStage.BAKE_TIME));
    }

    static Stream<Arguments> beforeTheShift() {
        return stagesAndStrategies(List.of(LifecycleStage.SCALE_UP, LifecycleStage.TEST_TRAFFIC_SHIFT));
    }

    /// A service whose first deployment has ended although its hooks paused it.
    private static World settled(Doc.Struct rollout) {
        var world = world().hooks(_ -> SUCCEEDED).shifting("web", 2, OLD, rollout);
        world.until(
                () -> {
                    if (paused(world)) {
                        world.proceed("web", HookAction.CONTINUE);
                    }
                    return world.deployment("web").status().ended();
                },
                "the first deployment ends");
        return world.settle();
    }

    private static final HookAnswer SUCCEEDED = HookAnswer.of(Doc.EMPTY.with("hookStatus", Doc.of("SUCCEEDED")));

    private static void wentBack(World world) {
        ended(world).settle();
        assertEquals(
                ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL,
                world.deployment("web").status());
        assertEquals(1000, world.permille("web", Traffic.PRODUCTION, world.front("web").blue));
        assertEquals(0, world.permille("web", Traffic.TEST, world.front("web").green));
        assertEquals(List.of("web:1"), images(world));
        assertEquals(2, world.running("web").size());
    }

    @ParameterizedTest
    @MethodSource("pausable")
    void aPauseThatIsAnsweredWithRollbackGoesBack(LifecycleStage stage, Doc.Struct rollout) {
        var world = settled(Rollouts.with(rollout, Rollouts.pause(stage, "CONTINUE")));

        world.update("web", NEW).until(() -> paused(world), "it pauses").proceed("web", HookAction.ROLLBACK);

        wentBack(world);
    }

    @ParameterizedTest
    @MethodSource("callable")
    void aHookThatFailsGoesBack(LifecycleStage stage, Doc.Struct rollout) {
        var world = settled(Rollouts.with(rollout, Rollouts.function(stage)));
        world.hooks(call -> isBackward(world, call.hook()) ? SUCCEEDED : HookAnswer.failed("not good"));

        world.update("web", NEW);

        wentBack(world);
        assertTrue(world.deployment("web").statusReason().contains("not good"));
    }

    private static boolean isBackward(World world, String hook) {
        return world.deployment("web").hooks().stream()
                .anyMatch(row -> row.hook().equals(hook) && row.rollback());
    }

    /// That stage is there only where tasks of a third revision are still about.
    @ParameterizedTest
    @MethodSource("dev.evenkeel.reconcilers.sim.Rollouts#all")
    void aHookThatFailsWhileOtherRevisionsGoTakesItBack(Doc.Struct rollout) {
        var world = settled(Rollouts.with(rollout, Rollouts.function(LifecycleStage.RECONCILE_SERVICE)));
        world.image("stubborn:1", ImagePlan.forever().ignoringStop());
        world.update("web", Blueprint.image("stubborn:1").stopTimeout(110))
                .until(() -> at(world, LifecycleStage.BAKE_TIME), "it bakes");
        world.hooks(_ -> HookAnswer.failed("not good"));

        world.update("web", NEW);

        wentBack(world);
        assertEquals(
                LifecycleStage.RECONCILE_SERVICE,
                world.deployment("web").hooks().getFirst().stage());
    }

    /// Only what is still to be shifted is looked at.
    @ParameterizedTest
    @MethodSource("beforeTheShift")
    void weightsThatAnotherWroteStopIt(LifecycleStage stage, Doc.Struct rollout) {
        var world = settled(rollout);

        world.update("web", NEW)
                .until(() -> at(world, stage), "it is there")
                .weights("web", Traffic.PRODUCTION, 70, 30);

        ended(world).settle();
        assertEquals(
                ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL,
                world.deployment("web").status());
        var reason = world.deployment("web").statusReason();
        assertTrue(reason.contains("user/sim (elasticloadbalancing:ModifyRule)"), reason);
        assertTrue(reason.contains("listener rule arn:aws:elasticloadbalancing:"), reason);
        assertEquals(0, world.permille("web", Traffic.PRODUCTION, world.front("web").green));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void aServerThatDiesGoesOnWhereItWas(LifecycleStage stage, Doc.Struct rollout) {
        var world = settled(rollout);

        world.update("web", NEW)
                .until(() -> at(world, stage), "it is there")
                .suffers(new Fault.ServerCrash(Duration.ofSeconds(20)));

        ended(world).settle();
        assertEquals(ServiceDeploymentStatus.SUCCESSFUL, world.deployment("web").status());
        assertEquals(1000, world.permille("web", Traffic.PRODUCTION, world.front("web").green));
    }

    @ParameterizedTest
    @MethodSource("pausable")
    void aServerThatDiesWhileAHookPausesGoesOnWhenItIsAnswered(LifecycleStage stage, Doc.Struct rollout) {
        var world = settled(Rollouts.with(rollout, Rollouts.pause(stage, "ROLLBACK")));

        world.update("web", NEW)
                .until(() -> paused(world), "it pauses")
                .suffers(new Fault.ServerCrash(Duration.ofSeconds(20)))
                .pass(Duration.ofMinutes(1));
        assertTrue(paused(world));
        world.until(
                () -> {
                    if (paused(world)) {
                        world.proceed("web", HookAction.CONTINUE);
                    }
                    return world.deployment("web").status().ended();
                },
                "it ends");

        world.settle();
        assertEquals(ServiceDeploymentStatus.SUCCESSFUL, world.deployment("web").status());
        assertEquals(1000, world.permille("web", Traffic.PRODUCTION, world.front("web").green));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void itsOwnerTakesItBack(LifecycleStage stage, Doc.Struct rollout) {
        var world = settled(rollout);

        world.update("web", NEW).until(() -> at(world, stage), "it is there").stopDeployment("web", true);

        wentBack(world);
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void anAlarmTakesItBack(LifecycleStage stage, Doc.Struct rollout) {
        var watched = Doc.EMPTY
                .with("alarmNames", Doc.of(List.of(Doc.of("errors"))))
                .with("enable", Doc.of(true))
                .with("rollback", Doc.of(true));
        var world = settled(rollout.with("alarms", watched));
        world.alarm("errors", AlarmState.OK);

        world.update("web", NEW).until(() -> at(world, stage), "it is there").alarm("errors", AlarmState.ALARM);

        wentBack(world);
        assertTrue(world.deployment("web").statusReason().contains("errors"));
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.reconcilers.sim.Rollouts#all")
    void aCircuitBreakerTakesItBackAtItsThreshold(Doc.Struct rollout) {
        var breaker = Deploying.BREAKER.struct("deploymentCircuitBreaker");
        var world = settled(rollout.with("deploymentCircuitBreaker", breaker));

        world.update("web", Blueprint.image("sick:1")).pass(Duration.ofHours(1));

        wentBack(world);
        assertTrue(world.deployment("web").breaker() instanceof ServiceDeploymentRow.Tripped trip
                && trip.failures() == 3
                && trip.threshold() == 3);
    }

    @Test
    void aTaskThatBecomesHealthyMakesTheCircuitBreakerCountAgain() {
        var breaker = Deploying.BREAKER.struct("deploymentCircuitBreaker");
        var world = settled(Rollouts.with(
                Rollouts.BLUE_GREEN.with("deploymentCircuitBreaker", breaker),
                Rollouts.pause(LifecycleStage.POST_SCALE_UP, "CONTINUE")));
        world.update("web", NEW).until(() -> paused(world), "it pauses");

        for (int i = 0; i < 2; i++) {
            dieEarly(dieEarly(world)).pass(Duration.ofMinutes(5));
        }

        assertTrue(paused(world));
    }

    /// The newest task of green is killed as soon as it runs, and another takes its place.
    private static World dieEarly(World world) {
        int tasks = world.tasks("web").size();
        var newest = world.running("web").stream()
                .max(Comparator.comparing(TaskRow::createdBy))
                .orElseThrow();
        return world.kill(newest.id(), "app")
                .until(
                        () -> world.tasks("web").size() > tasks
                                && world.running("web").size() == 4,
                        "another took its place");
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void anotherUpdateBeginsWhenTrafficIsWhole(LifecycleStage stage, Doc.Struct rollout) {
        var world = settled(rollout);

        world.update("web", NEW).until(() -> at(world, stage), "it is there").update("web", Blueprint.image("web:3"));

        ended(world).settle();
        var all = world.deployments("web");
        assertEquals(ServiceDeploymentStatus.STOPPED, all.get(1).status());
        assertEquals(ServiceDeploymentStatus.SUCCESSFUL, all.get(2).status());
        assertEquals(List.of("web:3"), images(world));
        assertEquals(1000, world.permille("web", Traffic.PRODUCTION, world.front("web").green));
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.reconcilers.sim.Rollouts#all")
    void tasksThatNeverBecomeHealthyGoBackAfterADay(Doc.Struct rollout) {
        var world = settled(rollout);

        world.update("web", Blueprint.image("sick:1")).pass(Duration.ofHours(23));
        assertTrue(at(world, LifecycleStage.SCALE_UP));

        world.pass(Duration.ofMinutes(90));
        wentBack(world);
        assertTrue(world.deployment("web").statusReason().contains("SCALE_UP took more than 24 hours"));
    }

    @Test
    void blueThatIsNotThereIsWaitedForADayWhateverHappensMeanwhile() {
        var world = settled(Rollouts.BLUE_GREEN);
        world.update("web", NEW).until(() -> at(world, LifecycleStage.BAKE_TIME), "it bakes");
        world.draining(new HostId("h-1"), true).draining(new HostId("h-2"), true);
        world.running("web").stream()
                .filter(task -> task.definition().revision() == 1)
                .forEach(task -> world.kill(task.id(), "app"));
        world.pass(Duration.ofMinutes(1)).stopDeployment("web", true).pass(Duration.ofHours(23));
        assertEquals(1000, world.permille("web", Traffic.PRODUCTION, world.front("web").green));

        world.update("web", Blueprint.image("web:3")).pass(Duration.ofMinutes(90));

        assertEquals(1000, world.permille("web", Traffic.PRODUCTION, world.front("web").blue));
    }

    @Test
    void blueIsNotWaitedForWhereNobodyListensAnyMore() {
        var world = settled(Rollouts.BLUE_GREEN);
        world.update("web", NEW).until(() -> at(world, LifecycleStage.BAKE_TIME), "it bakes");
        world.draining(new HostId("h-1"), true).draining(new HostId("h-2"), true);
        world.running("web").stream()
                .filter(task -> task.definition().revision() == 1)
                .forEach(task -> world.kill(task.id(), "app"));

        world.pass(Duration.ofMinutes(1))
                .unlisten("web")
                .stopDeployment("web", true)
                .pass(Duration.ofMinutes(5));

        assertEquals(
                0, Objects.requireNonNull(world.deployment("web").production()).permille());
    }

    @Test
    void aReceivingGroupWithoutHealthyTargetsStopsIt() {
        var world = settled(
                Rollouts.with(Rollouts.BLUE_GREEN, Rollouts.pause(LifecycleStage.POST_TEST_TRAFFIC_SHIFT, "CONTINUE")));
        world.update("web", NEW).until(() -> paused(world), "it pauses");
        world.running("web").stream()
                .filter(task -> task.deployment() != null
                        && task.deployment().equals(world.deployment("web").target()))
                .toList()
                .forEach(task -> world.kill(task.id(), "app"));
        world.until(() -> world.running("web").size() == 2, "green is gone").proceed("web", HookAction.CONTINUE);

        wentBack(world);
        assertTrue(world.deployment("web").statusReason().contains("no healthy target"));
    }

    @Test
    void aPauseThatNobodyAnswersEndsAsItWasAsked() {
        var world =
                settled(Rollouts.with(Rollouts.BLUE_GREEN, Rollouts.pause(LifecycleStage.POST_SCALE_UP, "ROLLBACK")));
        world.update("web", NEW).until(() -> paused(world), "it pauses").pass(Duration.ofMinutes(59));
        assertTrue(paused(world));

        wentBack(world.pass(Duration.ofMinutes(2)));
    }

    @Test
    void aPauseThatNobodyAnswersMayAlsoGoOn() {
        var world =
                settled(Rollouts.with(Rollouts.BLUE_GREEN, Rollouts.pause(LifecycleStage.POST_SCALE_UP, "CONTINUE")));

        ended(world.update("web", NEW)).settle();

        assertEquals(ServiceDeploymentStatus.SUCCESSFUL, world.deployment("web").status());
    }

    @Test
    void aHookThatIsInProgressIsAskedAgainAndGivenWhatItSaid() {
        var world = settled(Rollouts.with(Rollouts.BLUE_GREEN, Rollouts.function(LifecycleStage.POST_SCALE_UP)));
        int before = world.hookCalls().size();
        var busy = Doc.EMPTY
                .with("hookStatus", Doc.of("IN_PROGRESS"))
                .with("callBackDelay", Doc.of(45))
                .with("hookDetails", Doc.EMPTY.with("rows", Doc.of("12")));
        world.hooks(call ->
                call.payload().struct("hookDetails").text("rows").isPresent() ? SUCCEEDED : HookAnswer.of(busy));

        ended(world.update("web", NEW)).settle();

        var calls = world.hookCalls().subList(before, world.hookCalls().size());
        assertEquals(2, calls.size());
        assertEquals(
                Doc.EMPTY.with("team", Doc.of("blue")).with("rows", Doc.of("12")),
                calls.getLast().payload().struct("hookDetails"));
        assertEquals(ServiceDeploymentStatus.SUCCESSFUL, world.deployment("web").status());
    }

    @Test
    void hooksOfTheShiftsAreCalledAgainOnTheWayBackWithReversedWeights() {
        var world = settled(Rollouts.with(
                Rollouts.BLUE_GREEN,
                Rollouts.function(LifecycleStage.TEST_TRAFFIC_SHIFT, LifecycleStage.PRODUCTION_TRAFFIC_SHIFT),
                Rollouts.pause(LifecycleStage.POST_PRODUCTION_TRAFFIC_SHIFT, "CONTINUE")));
        world.update("web", NEW).until(() -> paused(world), "it pauses");
        int before = world.hookCalls().size();

        world.proceed("web", HookAction.ROLLBACK);
        wentBack(world);

        var calls = world.hookCalls().subList(before, world.hookCalls().size());
        assertEquals(2, calls.size());
        var weights = calls.getFirst().payload().struct("executionDetails").struct("productionTrafficWeights");
        assertTrue(
                weights.members().containsValue(Doc.of(0)) && weights.members().containsValue(Doc.of(100)));
    }
}
