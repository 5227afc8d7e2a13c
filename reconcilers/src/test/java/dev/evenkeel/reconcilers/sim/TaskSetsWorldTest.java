package dev.evenkeel.reconcilers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.TaskRow;
import dev.evenkeel.store.state.TaskSetRow;
import dev.evenkeel.store.state.TaskSetRow.Status;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Services that their owners deploy with task sets.
final class TaskSetsWorldTest {
    private static World world() {
        return World.seed(23)
                .host(2048, 4096)
                .host(2048, 4096)
                .image("web:1", ImagePlan.forever())
                .image("web:2", ImagePlan.forever())
                .image("broken:1", ImagePlan.exits(1, Duration.ofMillis(300)))
                .image("sick:1", ImagePlan.forever().unhealthyAfter(Duration.ofMinutes(10)));
    }

    private static TaskSetRow row(World world, TaskSetId set) {
        return world.state().taskSets().get(set).orElseThrow();
    }

    @Test
    void anExternalServiceHasNoTasksOfItsOwn() {
        var world = world().external("web", 3).pass(Duration.ofMinutes(5));

        assertEquals(0, world.tasks("web").size());
        assertEquals(0, world.service("web").deployments().size());
    }

    @Test
    void twoSetsRunTheirSharesBesideEachOther() {
        var world = world().external("web", 3);
        var blue = world.taskSet("web", Blueprint.image("web:1"), 100);
        var green = world.taskSet("web", Blueprint.image("web:2"), 50);
        world.settle();

        assertEquals(3, world.running(blue).size());
        assertEquals(2, world.running(green).size(), "1.5 is rounded up");
        assertTrue(
                world.running(green).stream().allMatch(task -> task.definition().revision() == 2));
        assertTrue(world.running(green).stream()
                .allMatch(task -> task.startedBy().equals(green.deployment().value())));
        assertTrue(row(world, blue).steady() && row(world, green).steady());
        assertTrue(world.messages("web").contains("(taskSet " + blue.deployment() + ") has reached a steady state."));
    }

    @Test
    void scalingASetOrItsServiceChangesOnlyWhatItSays() {
        var world = world().external("web", 4);
        var blue = world.taskSet("web", Blueprint.image("web:1"), 100);
        var green = world.taskSet("web", Blueprint.image("web:2"), 25);
        world.settle().scale(green, 100).settle();
        assertEquals(4, world.running(green).size());

        var kept = world.running(blue).stream().map(TaskRow::id).toList();
        world.scale(green, 0).settle();
        assertEquals(0, world.running(green).size());
        assertEquals(kept, world.running(blue).stream().map(TaskRow::id).toList());

        world.scale("web", 2).settle();
        assertEquals(2, world.running(blue).size());
    }

    @Test
    void onlyOneSetIsPrimary() {
        var world = world().external("web", 1);
        var blue = world.taskSet("web", Blueprint.image("web:1"), 100);
        var green = world.taskSet("web", Blueprint.image("web:2"), 100);
        assertEquals(Status.ACTIVE, row(world, blue).status());

        world.primary(blue).primary(green).settle();

        assertEquals(Status.ACTIVE, row(world, blue).status());
        assertEquals(Status.PRIMARY, row(world, green).status());
        assertEquals(1, world.running(blue).size(), "no task goes for that");
    }

    @Test
    void aDeletedSetDrainsAndIsGoneWithItsLastTask() {
        var world = world().external("web", 2);
        var blue = world.taskSet("web", Blueprint.image("web:1"), 100);
        var green = world.taskSet("web", Blueprint.image("web:2"), 100);
        world.settle().delete(blue);
        assertEquals(Status.DRAINING, row(world, blue).status());

        world.settle();

        assertTrue(world.state().taskSets().get(blue).isEmpty());
        assertEquals(2, world.running(green).size());
        assertEquals(2, world.running("web").size());
    }

    @Test
    void aTaskThatEndsIsReplacedInItsOwnSet() {
        var world = world().external("web", 2);
        var blue = world.taskSet("web", Blueprint.image("web:1"), 100);
        var green = world.taskSet("web", Blueprint.image("web:2"), 100);
        world.settle();
        var kept = world.running(green).stream().map(TaskRow::id).toList();
        var killed = world.running(blue).getFirst().id();

        world.kill(killed, "app").settleAfter(killed);

        assertEquals(2, world.running(blue).size());
        assertEquals(kept, world.running(green).stream().map(TaskRow::id).toList());
    }

    @Test
    void anUnhealthyTaskIsReplaced() {
        var world = world().external("web", 1);
        var set = world.taskSet("web", Blueprint.image("sick:1").checked(), 100);
        world.until(() -> world.running(set).size() == 1, "it runs");
        var first = world.running(set).getFirst().id();

        world.until(() -> !world.task(first).wanted(), "the unhealthy one goes");

        assertEquals("Task failed container health checks", world.task(first).stoppedReason());
    }

    @Test
    void aSetLeavesAHostThatDrains() {
        var h1 = new HostId("h-1");
        var world = world().external("web", 4);
        var set = world.taskSet("web", Blueprint.image("web:1"), 100);
        world.settle().draining(h1, true).settle();

        assertTrue(world.running(set).stream().noneMatch(task -> Objects.equals(h1, task.host())));
        assertEquals(4, world.running(set).size());
    }

    @Test
    void aSetThatCannotStartIsSlowedDownAndCountsItsFailures() {
        var world = world().external("web", 1);
        var set = world.taskSet("web", Blueprint.image("missing:1"), 100);
        world.pass(Duration.ofMinutes(10));

        assertTrue(row(world, set).failedTasks() > 2);
        assertTrue(world.messages("web").contains("is unable to consistently start tasks successfully."));

        var good = world.taskSet("web", Blueprint.image("web:1"), 100);
        world.delete(set).settle();
        assertEquals(1, world.running(good).size(), "what hindered the old one does not hinder the new one");
    }

    @Test
    void deletingTheServiceEndsItsSets() {
        var world = world().external("web", 2);
        world.taskSet("web", Blueprint.image("web:1"), 100);
        world.taskSet("web", Blueprint.image("web:2"), 50);
        world.settle().delete("web").settle();

        assertEquals(ServiceRow.Status.INACTIVE, world.service("web").status());
        assertEquals(0, world.running("web").size());
        assertTrue(world.state().taskSets().isEmpty());
    }
}
