package dev.evenkeel.reconcilers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.balancing.TargetType;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Services behind load balancers, from the call to the stop signal. That no request can come to a task that gets its
/// stop signal is checked all along.
final class BalancedWorldTest {
    private static final int DELAY = 30;

    private static World world() {
        return World.seed(11)
                .host(4096, 8192)
                .host(4096, 8192)
                .image("web:1", ImagePlan.forever())
                .image("web:2", ImagePlan.forever())
                .image("sick:1", ImagePlan.forever().unhealthyAfter(Duration.ofSeconds(20)))
                .targetGroup("blue", TargetType.INSTANCE, DELAY)
                .targetGroup("green", TargetType.INSTANCE, 0)
                .targetGroup("addresses", TargetType.IP, DELAY);
    }

    @Test
    void tasksBecomeTargetsOfAllTheirGroups() {
        var world = world().balanced("web", 3, Blueprint.image("web:1"), "blue", "green")
                .settle();
        assertEquals(3, world.healthyTargets("blue"));
        assertEquals(3, world.healthyTargets("green"));
    }

    @Test
    void tasksWithInterfacesAreTargetsAtTheirAddresses() {
        var world = world().balanced("web", 2, Blueprint.image("web:1").attached(), "addresses")
                .settle();
        assertEquals(2, world.healthyTargets("addresses"));
        assertTrue(world.targets("addresses").stream()
                .allMatch(row -> row.key().target().port() == 80));
    }

    @Test
    void aDeploymentNeverLeavesFewerHealthyTargetsThanItsMinimum() {
        var world = world().balanced("web", 3, Blueprint.image("web:1"), "blue").settle();
        world.update("web", Blueprint.image("web:2"))
                .settleWhile(now -> now.healthyTargets("blue") >= 3, "three healthy targets at all times");
        assertEquals(3, world.targets("blue").size());
    }

    @Test
    void aTaskThatIsStoppedEndsWhateverHappensToTheServerMeanwhile() {
        var world = world().balanced("web", 2, Blueprint.image("web:1"), "blue", "green")
                .settle();
        var task = world.running("web").getFirst().id();
        world.stop(task, "enough")
                .stop(task, "once more")
                .suffers(new FaultPlan.Fault.ServerCrash(Duration.ofSeconds(5)))
                .settleAfter(task)
                .until(() -> world.healthyTargets("green") == 2, "its replacement is healthy");
        assertEquals("enough", world.task(task).stoppedReason());
    }

    @Test
    void aTaskThatDiesIsNoTargetAnyMore() {
        var world = world().balanced("web", 2, Blueprint.image("web:1"), "blue").settle();
        var task = world.running("web").getFirst().id();
        world.kill(task, "app").settleAfter(task);
        assertEquals(
                world.running("web").stream().map(TaskRow::id).sorted().toList(),
                world.targets("blue").stream().map(row -> row.task()).sorted().toList());
    }

    @Test
    void aServiceIsSteadyAgainOnceTheTargetsOfItsNewTasksAreHealthy() {
        var world = world().balanced("web", 2, Blueprint.image("web:1"), "blue").settle();
        long before = steadied(world);

        world.kill(world.running("web").getFirst().id(), "app")
                .until(() -> world.service("web").lastStop() != null, "one is gone")
                .until(() -> steadied(world) > before, "it is steady again");

        assertEquals(2, world.healthyTargets("blue"));
        world.pass(Duration.ofHours(2));
        assertEquals(before + 1, steadied(world));
    }

    private static long steadied(World world) {
        return world.messages("web").stream()
                .filter("has reached a steady state."::equals)
                .count();
    }

    @Test
    void aTargetThatTurnsUnhealthyIsReplaced() {
        var world = world().balanced("web", 1, Blueprint.image("sick:1"), "blue");
        world.until(() -> world.tasks("web").stream().anyMatch(task -> !task.alive()), "the first is replaced");
        var first = world.tasks("web").getFirst();
        assertTrue(
                String.valueOf(first.stoppedReason()).startsWith("Task failed ELB health checks in (target-group arn:"),
                first::toString);
        assertTrue(
                world.messages("web").stream().anyMatch(text -> text.contains(") is unhealthy in (target-group ")),
                () -> String.join("\n", world.messages("web")));
    }

    @Test
    void aServiceThatIsDeletedDrainsBeforeItGoes() {
        var world = world().balanced("web", 2, Blueprint.image("web:1"), "blue", "green")
                .settle()
                .delete("web")
                .settle();
        assertEquals(List.of(), world.targets("blue"));
        assertEquals(0, world.containers());
    }
}
