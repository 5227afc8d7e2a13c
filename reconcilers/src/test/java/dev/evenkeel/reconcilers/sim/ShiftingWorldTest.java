package dev.evenkeel.reconcilers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.model.deployment.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Deployments that shift traffic, to the end.
class ShiftingWorldTest {
    private static final Blueprint OLD = Blueprint.image("web:1");
    private static final Blueprint NEW = Blueprint.image("web:2");

    static World world() {
        return World.seed(7)
                .host(4096, 8192)
                .host(4096, 8192)
                .image("web:1", ImagePlan.forever())
                .image("web:2", ImagePlan.forever())
                .image("web:3", ImagePlan.forever())
                .image("sick:1", ImagePlan.exits(1, Duration.ofSeconds(2)));
    }

    /// A service that runs and whose first deployment has ended.
    static World settled(Doc.Struct rollout) {
        return ended(world().shifting("web", 2, OLD, rollout)).settle();
    }

    static World ended(World world) {
        return world.until(() -> world.deployment("web").status().ended(), "the deployment ends");
    }

    static List<Doc.Struct> strategies() {
        return Rollouts.all();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void aNewServiceHasAllTrafficOnItsFirstTargetGroup(Doc.Struct rollout) {
        var world = settled(rollout);

        assertEquals(ServiceDeploymentStatus.SUCCESSFUL, world.deployment("web").status());
        assertEquals(1000, world.permille("web", Traffic.PRODUCTION, world.front("web").blue));
        assertEquals(2, world.running("web").size());
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void allTrafficGoesToTheOtherGroupAndBlueEnds(Doc.Struct rollout) {
        var world = settled(rollout);
        var green = world.front("web").green;

        ended(world.update("web", NEW)).settle();

        assertEquals(ServiceDeploymentStatus.SUCCESSFUL, world.deployment("web").status());
        assertEquals(1000, world.permille("web", Traffic.PRODUCTION, green));
        assertEquals(1000, world.permille("web", Traffic.TEST, green));
        assertEquals(List.of("web:2"), images(world));
        assertEquals(List.of(green), groups(world));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void theGroupsTakeTurns(Doc.Struct rollout) {
        var world = settled(rollout);

        ended(world.update("web", NEW)).settle();
        ended(world.update("web", Blueprint.image("web:3"))).settle();

        assertEquals(1000, world.permille("web", Traffic.PRODUCTION, world.front("web").blue));
        assertEquals(List.of("web:3"), images(world));
        assertEquals(List.of(world.front("web").blue), groups(world));
    }

    @Test
    void stagesComeInOrderAndEachStepIsOne() {
        var world = settled(Rollouts.LINEAR);
        var seen = new ArrayList<String>();

        world.update("web", NEW)
                .until(
                        () -> {
                            var at = world.deployment("web").stage();
                            var name = at == null ? "" : at.stage() + (at.step() == 0 ? "" : " " + at.step());
                            if (!name.isEmpty()
                                    && (seen.isEmpty() || !seen.getLast().equals(name))) {
                                seen.add(name);
                            }
                            return world.deployment("web").status().ended();
                        },
                        "the deployment ends");

        assertTrue(
                inOrder(
                        seen,
                        List.of(
                                "SCALE_UP",
                                "TEST_TRAFFIC_SHIFT",
                                "PRODUCTION_TRAFFIC_SHIFT 1",
                                "PRODUCTION_TRAFFIC_SHIFT 2",
                                "PRODUCTION_TRAFFIC_SHIFT 3",
                                "BAKE_TIME",
                                "CLEAN_UP")),
                seen.toString());
    }

    private static boolean inOrder(List<String> seen, List<String> wanted) {
        return seen.stream().filter(wanted::contains).toList().equals(wanted);
    }

    @Test
    void eachStepIsLookedAtForItsTime() {
        var world = settled(Rollouts.CANARY);
        var green = world.front("web").green;

        world.update("web", NEW)
                .until(() -> world.permille("web", Traffic.PRODUCTION, green) > 0, "the canary is there")
                .pass(Duration.ofMinutes(2));

        assertEquals(100, world.permille("web", Traffic.PRODUCTION, green));
        world.pass(Duration.ofMinutes(2));
        assertEquals(1000, world.permille("web", Traffic.PRODUCTION, green));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void testTrafficReachesGreenBeforeProductionDoes(Doc.Struct rollout) {
        var world = world().shifting(
                        "web",
                        2,
                        OLD,
                        Rollouts.with(rollout, Rollouts.pause(LifecycleStage.POST_TEST_TRAFFIC_SHIFT, "CONTINUE")));
        var front = world.front("web");
        ended(world).settle();

        world.update("web", NEW).until(() -> paused(world), "it pauses");

        assertEquals(1000, world.permille("web", Traffic.TEST, front.green));
        assertEquals(0, world.permille("web", Traffic.PRODUCTION, front.green));
        assertEquals(4, world.running("web").size());
    }

    static boolean paused(World world) {
        return world.deployment("web").hooks().stream().anyMatch(hook -> hook.status() == HookStatus.AWAITING_ACTION);
    }

    @Test
    void withoutLoadBalancersTheStagesRunAndNothingIsShifted() {
        var world = world().headless("web", 2, OLD, Rollouts.BLUE_GREEN);
        ended(world).settle();

        ended(world.update("web", NEW)).settle();

        assertEquals(ServiceDeploymentStatus.SUCCESSFUL, world.deployment("web").status());
        assertEquals(List.of("web:2"), images(world));
    }

    @Test
    void whatNeverRanIsNoBlue() {
        var world = world().image("dead:1", ImagePlan.cannotStart("no such file"))
                .shifting("web", 2, Blueprint.image("dead:1"), Rollouts.BLUE_GREEN)
                .pass(Duration.ofSeconds(30));

        ended(world.update("web", OLD)).settle();

        assertEquals(ServiceDeploymentStatus.SUCCESSFUL, world.deployment("web").status());
        assertNull(world.deployment("web").source());
        assertEquals(1000, world.permille("web", Traffic.PRODUCTION, world.front("web").blue));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void aScaleDuringTheShiftReachesBothSides(Doc.Struct rollout) {
        var hook = Rollouts.pause(LifecycleStage.POST_PRODUCTION_TRAFFIC_SHIFT, "CONTINUE");
        var world = ended(world().shifting("web", 2, OLD, Rollouts.with(rollout, hook)))
                .settle();

        world.update("web", NEW).until(() -> at(world, LifecycleStage.PRODUCTION_TRAFFIC_SHIFT), "it shifts");
        world.scale("web", 3).until(() -> world.running("web").size() == 6, "both sides have three");
        world.until(() -> paused(world), "all has gone over");
        world.scale("web", 1).until(() -> world.running("web").size() == 2, "both sides have one");

        ended(world).settle();
        assertEquals(ServiceDeploymentStatus.SUCCESSFUL, world.deployment("web").status());
        assertEquals(1, world.running("web").size());
        assertEquals(List.of("web:2"), images(world));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void ofManyUpdatesTheLastOneWins(Doc.Struct rollout) {
        var world = settled(rollout);

        world.update("web", NEW).update("web", Blueprint.image("web:3")).pass(Duration.ofSeconds(30));
        world.update("web", Blueprint.image("sick:1")).update("web", NEW);

        ended(world).settle();
        assertEquals(ServiceDeploymentStatus.SUCCESSFUL, world.deployment("web").status());
        assertEquals(List.of("web:2"), images(world));
        assertEquals(2, world.running("web").size());
        var superseded =
                world.deployments("web").subList(1, world.deployments("web").size() - 1);
        assertTrue(superseded.stream().allMatch(row -> row.status() == ServiceDeploymentStatus.STOPPED));
    }

    @Test
    void aScaleInTheMiddleReachesBothSides() {
        var world = settled(Rollouts.BLUE_GREEN);

        world.update("web", NEW).until(() -> at(world, LifecycleStage.BAKE_TIME), "it bakes");
        world.scale("web", 3).until(() -> world.running("web").size() == 6, "both sides have three");

        ended(world).settle();
        assertEquals(3, world.running("web").size());
    }

    @Test
    void aTaskThatDiesOnEitherSideIsReplaced() {
        var world = settled(Rollouts.BLUE_GREEN);
        world.update("web", NEW).until(() -> at(world, LifecycleStage.BAKE_TIME), "it bakes");
        var before = world.running("web");

        before.stream()
                .map(task -> task.id())
                .filter(id -> id.equals(before.getFirst().id())
                        || id.equals(before.getLast().id()))
                .forEach(id -> world.kill(id, "app"));

        world.until(() -> world.running("web").size() == 2, "two are gone")
                .until(() -> world.running("web").size() == 4, "both sides are whole");
        assertEquals(2, images(world).size());
    }

    static boolean at(World world, LifecycleStage stage) {
        var at = world.deployment("web").stage();
        return at != null && at.stage() == stage;
    }

    private static List<TargetGroupId> groups(World world) {
        return world.running("web").stream()
                .flatMap(task -> world.state()
                        .balancers()
                        .targets()
                        .values()
                        .filter(row -> task.id().equals(row.task()))
                        .map(row -> row.key().group()))
                .distinct()
                .toList();
    }

    static List<String> images(World world) {
        return world.running("web").stream()
                .map(task -> image(world, task.definition()))
                .distinct()
                .toList();
    }

    private static String image(World world, TaskDefinitionId id) {
        return world.state()
                .definitions()
                .get(id)
                .orElseThrow()
                .definition()
                .containers()
                .getFirst()
                .image();
    }
}
