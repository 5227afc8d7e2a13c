package dev.evenkeel.reconcilers.sim;

import static dev.evenkeel.store.model.deployment.ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL;
import static dev.evenkeel.store.model.deployment.ServiceDeploymentStatus.STOPPED;
import static dev.evenkeel.store.model.deployment.ServiceDeploymentStatus.SUCCESSFUL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.command.ServiceCommand.CreateService;
import dev.evenkeel.reconcilers.command.ServiceWish;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Rolling deployments of a service with one task on each of three hosts.
final class DaemonWorldTest {
    private static final Blueprint OLD = Blueprint.image("web:1");
    private static final Blueprint NEW = Blueprint.image("web:2");
    private static final Blueprint MISSING = Blueprint.image("missing:1");

    /// It runs, and two of its tasks have to at all times.
    private static World running(Doc.Struct deployment) {
        var world = World.seed(37)
                .host(2048, 4096)
                .host(2048, 4096)
                .host(2048, 4096)
                .image("web:1", ImagePlan.forever())
                .image("web:2", ImagePlan.forever())
                .image("web:3", ImagePlan.forever());
        var document = Doc.EMPTY
                .with("schedulingStrategy", Doc.of("DAEMON"))
                .with(ServiceSpec.DEPLOYMENT_CONFIGURATION, deployment);
        var wish = new ServiceWish(world.register("web", OLD), 0, CapacityWish.UNSAID, 60, 100, document);
        world.call("ecs:CreateService", new CreateService(world.id("web"), wish, "tester", null, Doc.EMPTY));
        return world.settle();
    }

    private static World ended(World world, ServiceDeploymentStatus status) {
        return world.until(() -> world.deployment("web").status() == status, "its deployment is " + status);
    }

    private static void assertOnEachHost(World world, int revision) {
        var running = world.running("web");
        assertEquals(3, running.stream().map(TaskRow::host).distinct().count());
        assertTrue(running.stream().allMatch(task -> task.definition().revision() == revision), running::toString);
    }

    @Test
    void itRollsFromHostToHost() {
        var world = running(Deploying.BREAKER);

        world.update("web", NEW).settleWhile(now -> now.running("web").size() >= 2, "two run at all times");

        assertEquals(SUCCESSFUL, world.deployment("web").status());
        assertOnEachHost(world, 2);
    }

    @Test
    void aBadOneIsTakenBackOnEveryHostThatHadBegun() {
        var world = running(Deploying.BREAKER);

        world.update("web", MISSING)
                .until(
                        () -> {
                            assertTrue(world.running("web").size() >= 2, "two run at all times");
                            return world.deployment("web").status() == ROLLBACK_SUCCESSFUL;
                        },
                        "it is taken back");

        world.settle();
        assertOnEachHost(world, 1);
    }

    @Test
    void withoutRollbackNothingOfItIsStartedAnyMore() {
        var world = running(Deploying.breaker(false)).update("web", MISSING);
        ended(world, STOPPED);
        int tasks = world.tasks("web").size();

        world.pass(Duration.ofHours(1));

        assertEquals(tasks, world.tasks("web").size());
        assertEquals(2, world.running("web").size(), "the hosts where it had not begun keep their task");
    }

    @Test
    void aNewerOneTakesOver() {
        var world = running(Deploying.BREAKER).update("web", NEW);
        world.until(
                () -> world.running("web").stream().anyMatch(t -> t.definition().revision() == 2), "one rolled");
        var first = world.deployment("web").id();

        world.update("web", Blueprint.image("web:3"))
                .settleWhile(now -> now.running("web").size() >= 2, "two run at all times");

        assertEquals(
                STOPPED,
                world.state().deployments().byId().get(first).orElseThrow().status());
        assertEquals(SUCCESSFUL, world.deployment("web").status());
        assertOnEachHost(world, 3);
    }
}
