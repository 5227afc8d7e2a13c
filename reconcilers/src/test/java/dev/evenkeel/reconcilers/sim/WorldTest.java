package dev.evenkeel.reconcilers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.sim.FaultPlan.Fault;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What users see happen, told over the whole system.
final class WorldTest {
    private static World world() {
        return World.seed(7)
                .host(4096, 8192)
                .image("web:1", ImagePlan.forever())
                .image("web:2", ImagePlan.forever())
                .image("side:1", ImagePlan.forever());
    }

    @Test
    void aKilledEssentialContainerNextToALivingSidecarEndsTheTaskAndTheServiceReplacesIt() {
        var world = world().service("web", 2, Blueprint.image("web:1").sidecar("side", "side:1"))
                .settle();
        var killed = world.running("web").getFirst().id();

        world.kill(killed, "app").settle();

        var task = world.task(killed);
        assertEquals(Phase.STOPPED, task.phase());
        assertEquals(StopCode.ESSENTIAL_CONTAINER_EXITED, task.stopCode());
        assertEquals("Essential container in task exited", task.stoppedReason());
        assertEquals(
                List.of(137, 143),
                task.containers().stream().map(c -> c.exitCode()).toList());
        assertEquals(2, world.running("web").size());
        assertEquals(4, world.containers());
    }

    @Test
    void aKilledSidecarLeavesItsTaskRunning() {
        var world = world().service("web", 1, Blueprint.image("web:1").sidecar("side", "side:1"))
                .settle();
        var task = world.running("web").getFirst().id();

        world.kill(task, "side").pass(Duration.ofMinutes(1));

        assertEquals(
                List.of(task), world.running("web").stream().map(TaskRow::id).toList());
        assertEquals(137, world.task(task).containers().get(1).exitCode());
    }

    @Test
    void aTagThatIsMovedReachesAServiceOnlyByADeployment() {
        var world = world().service("web", 2, Blueprint.image("web:1")).settle();
        var digest = world.running("web").getFirst().containers().getFirst().imageDigest();

        world.image("web:1", ImagePlan.forever());
        world.kill(world.running("web").getFirst().id(), "app")
                .settle()
                .scale("web", 3)
                .settle();
        assertEquals(List.of(digest, digest, digest), digests(world));

        world.update("web", Blueprint.image("web:1")).settle();
        assertEquals(1, digests(world).stream().distinct().count());
        assertNotEquals(digest, digests(world).getFirst());
    }

    private static List<String> digests(World world) {
        return world.running("web").stream()
                .map(task -> task.containers().getFirst().imageDigest())
                .toList();
    }

    @Test
    void aCrashLoopIsThrottledAndSaysSoOnce() {
        var world = world().image("bad:1", ImagePlan.exits(1, Duration.ofMillis(300)))
                .service("bad", 1, Blueprint.image("bad:1"))
                .pass(Duration.ofHours(2));

        var created = world.tasks("bad").stream()
                .map(task -> task.times().createdAt())
                .toList();
        var longest = Duration.between(created.get(created.size() - 2), created.getLast());
        assertTrue(created.size() >= 8 && created.size() <= 16, () -> created.size() + " attempts in two hours");
        assertTrue(longest.compareTo(Duration.ofMinutes(15)) > 0, longest::toString);
        assertTrue(longest.compareTo(Duration.ofMinutes(28)) < 0, longest::toString);
        assertEquals(
                1,
                world.messages("bad").stream()
                        .filter(m -> m.contains("unable to consistently start"))
                        .count());
    }

    @Test
    void aSlowStopInOneServiceNeverDelaysAReplacementInAnother() {
        var world = world().image("slow:1", ImagePlan.forever().ignoringStop())
                .service("slow", 3, Blueprint.image("slow:1").stopTimeout(110))
                .service("web", 1, Blueprint.image("web:1"))
                .settle()
                .scale("slow", 0)
                .pass(Duration.ofSeconds(1));

        world.kill(world.running("web").getFirst().id(), "app").pass(Duration.ofSeconds(2));

        assertEquals(1, world.running("web").size());
        assertTrue(world.tasks("slow").stream().allMatch(task -> task.phase() == Phase.STOPPING));
        world.pass(Duration.ofSeconds(110)).settle();
        assertEquals(
                List.of(137, 137, 137),
                world.tasks("slow").stream()
                        .map(task -> task.containers().getFirst().exitCode())
                        .toList());
    }

    @Test
    void aTaskThatRanOutOfMemorySaysSo() {
        var world = world().image("hungry:1", ImagePlan.outOfMemory(Duration.ofSeconds(3)));

        var task = world.run("hungry", Blueprint.image("hungry:1"));
        world.settleAfter(task);

        var container = world.task(task).containers().getFirst();
        assertEquals(137, container.exitCode());
        assertEquals("OutOfMemoryError: Container killed due to memory usage", container.reason());
    }

    @Test
    void aPullThatFailsIsTheReasonTheTaskStopped() {
        var world = world();

        var task = world.run("missing", Blueprint.image("nowhere/missing:1"));
        world.settleAfter(task);

        assertEquals(StopCode.TASK_FAILED_TO_START, world.task(task).stopCode());
        assertTrue(String.valueOf(world.task(task).stoppedReason()).startsWith("CannotPullContainerError: "));
        assertEquals(0, world.containersLeft());
    }

    @Test
    void aServerThatDiesBetweenTheDecisionAndTheStartDoublesNothing() {
        var world = world().service("web", 3, Blueprint.image("web:1"));
        assertEquals(0, world.containersStarted(), "decided, and nothing started yet");

        world.suffers(new Fault.ServerCrash(Duration.ofSeconds(30))).settle();

        assertEquals(3, world.containersStarted());
        assertEquals(3, world.tasks("web").size());
    }

    @Test
    void anAgentThatDiesAdoptsWhatRuns() {
        var world = world().service("web", 3, Blueprint.image("web:1")).settle();

        world.suffers(new Fault.AgentCrash(0, Duration.ofSeconds(10), false))
                .pass(Duration.ofMinutes(5))
                .settle();

        assertEquals(3, world.containersStarted());
    }

    @Test
    void anEngineThatRestartsAndTakesItsContainersWithItHasThemReplaced() {
        var world = world().service("web", 3, Blueprint.image("web:1")).settle();

        world.suffers(new Fault.EngineRestart(0, Duration.ofSeconds(5), true, false))
                .pass(Duration.ofMinutes(1))
                .settle();

        assertEquals(6, world.tasks("web").size());
        assertEquals(3, world.containers());
    }

    @Test
    void anEngineThatRestartsUnderLivingContainersChangesNothing() {
        var world = world().service("web", 3, Blueprint.image("web:1")).settle();

        world.suffers(new Fault.EngineRestart(0, Duration.ofSeconds(5), false, false))
                .pass(Duration.ofMinutes(1))
                .settle();

        assertEquals(3, world.tasks("web").size());
        assertEquals(3, world.containersStarted());
    }

    @Test
    void tasksOfALostHostStartElsewhereAndWhatItStillHasIsRemovedWhenItReturns() {
        var world = world().host(4096, 8192)
                .service("web", 4, Blueprint.image("web:1"))
                .settle();
        var away = new HostId("h-2");
        assertEquals(2, world.state().tasks().on(away).count());

        world.suffers(new Fault.LineCut(1, Duration.ofMinutes(10))).pass(Duration.ofMinutes(5));
        assertEquals(0, world.state().tasks().on(away).count());
        assertEquals(4, world.running("web").size());
        assertEquals(6, world.containers(), "an unreachable server changes nothing on the host");

        world.pass(Duration.ofMinutes(6)).settle();
        assertEquals(4, world.containers());
        assertTrue(world.tasks("web").stream()
                .filter(task -> !task.alive())
                .allMatch(task -> task.stopCode() == StopCode.INFRASTRUCTURE_HEALTH));
    }

    @Test
    void aServiceIsScaledUpAndDown() {
        var world = world().service("web", 1, Blueprint.image("web:1")).settle();
        var first = world.running("web").getFirst().id();

        world.scale("web", 5).settle();
        assertEquals(5, world.containers());

        world.scale("web", 1).settle();
        assertEquals(
                List.of(first), world.running("web").stream().map(TaskRow::id).toList(), "the oldest stays");
        assertEquals(1, world.containersLeft());
    }

    @Test
    void aServiceDeletedWithForceIsInactiveOnceItsTasksHaveStopped() {
        var world = world().service("web", 3, Blueprint.image("web:1")).settle().delete("web");
        assertEquals(ServiceRow.Status.DRAINING, world.service("web").status());

        world.settle();

        assertEquals(ServiceRow.Status.INACTIVE, world.service("web").status());
        assertEquals(0, world.containersLeft());
    }

    @Test
    void aRollNeverGoesBelowTheMinimumNorAboveTheMaximum() {
        var world = world().service("web", 4, Blueprint.image("web:1"), 75, 125).settle();

        world.update("web", Blueprint.image("web:2"))
                .settleWhile(w -> w.running("web").size() >= 3, "three of four keep running")
                .pass(Duration.ofMinutes(1));

        assertEquals(4, world.running("web").size());
        assertTrue(
                world.running("web").stream().allMatch(task -> task.definition().revision() == 2));
        assertTrue(world.messages("web").getLast().contains("has reached a steady state"));
    }

    @Test
    void aRollToAnImageThatCannotBePulledLeavesTheOldTasksAlone() {
        var world = world().service("web", 3, Blueprint.image("web:1")).settle();
        var old = world.running("web");

        world.update("web", Blueprint.image("nowhere/web:2")).pass(Duration.ofHours(1));

        assertEquals(
                old.stream().map(TaskRow::id).toList(),
                world.running("web").stream().map(TaskRow::id).toList());
        assertEquals(2, world.service("web").deployments().size());
    }

    @Test
    void aTaskThatIsStoppedByItsOwnerEndsInOrder() {
        var world = world();
        var task = world.run("job", Blueprint.image("web:1"));
        world.settle().stop(task, "enough").settle();

        assertEquals(StopCode.USER_INITIATED, world.task(task).stopCode());
        assertEquals("enough", world.task(task).stoppedReason());
        assertEquals(143, world.task(task).containers().getFirst().exitCode());
        assertEquals(0, world.containersLeft());
    }

    @Test
    void aContainerRemovedByHandIsReplacedByAnotherTask() {
        var world = world().service("web", 1, Blueprint.image("web:1")).settle();
        var first = world.running("web").getFirst().id();

        world.suffers(new Fault.ContainerRemoved(0, 0))
                .pass(Duration.ofSeconds(5))
                .settle();

        assertNotEquals(first, world.running("web").getFirst().id());
        assertEquals(1, world.containers());
    }

    @Test
    void stepsWhoseAnswersGetLostAreNotTakenTwice() {
        var world = world().service("web", 0, Blueprint.image("web:1")).settle();

        world.suffers(new Fault.AnswersLost(0, 60, Duration.ofMinutes(2)))
                .scale("web", 5)
                .pass(Duration.ofMinutes(2))
                .settle();

        assertEquals(5, world.tasks("web").size());
        assertEquals(5, world.containersStarted());
    }

    @Test
    void aFullDiskRefusesWritesAndWorkGoesOnWhenThereIsRoomAgain() {
        var world = world().service("web", 2, Blueprint.image("web:1")).settle();
        var killed = world.running("web").stream()
                .map(TaskRow::id)
                .max(Comparator.naturalOrder())
                .orElseThrow();

        world.suffers(new Fault.DiskFull(Duration.ofMinutes(3)));
        world.kill(killed, "app").pass(Duration.ofMinutes(2));
        assertEquals(Phase.RUNNING, world.task(killed).phase(), "nothing can be written");

        world.pass(Duration.ofMinutes(2)).settle();
        assertEquals(2, world.running("web").size());
    }
}
