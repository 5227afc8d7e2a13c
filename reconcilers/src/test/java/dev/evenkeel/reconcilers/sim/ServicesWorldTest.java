package dev.evenkeel.reconcilers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Ipv4;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.state.InterfaceRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Services over several hosts, as users see them.
final class ServicesWorldTest {
    private static final HostId H1 = new HostId("h-1");

    private static World world() {
        return World.seed(11)
                .host(2048, 4096)
                .host(2048, 4096)
                .host(2048, 4096)
                .image("web:1", ImagePlan.forever())
                .image("web:2", ImagePlan.forever())
                .image("agent:1", ImagePlan.forever())
                .image("agent:2", ImagePlan.forever());
    }

    @Test
    void aDaemonRunsOnceOnEachHostAndAKilledOneComesBackWhereItWas() {
        var world = world().daemon("agent", Blueprint.image("agent:1")).settle();
        assertEquals(Map.of("h-1", 1, "h-2", 1, "h-3", 1), hosts(world, "agent"));

        world.kill(world.running("agent").getFirst().id(), "app").settle();

        assertEquals(Map.of("h-1", 1, "h-2", 1, "h-3", 1), hosts(world, "agent"));
    }

    @Test
    void aDaemonIsUpdatedOnEveryHost() {
        var world = world().daemon("agent", Blueprint.image("agent:1")).settle();

        world.update("agent", Blueprint.image("agent:2")).settle();

        assertEquals(Map.of("h-1", 1, "h-2", 1, "h-3", 1), hosts(world, "agent"));
        assertEquals(2, world.definition("agent").revision());
    }

    @Test
    void tasksAreSpreadOverTheZones() {
        var world = world().service("web", 4, Blueprint.image("web:1")).settle();

        assertEquals(2, hosts(world, "web").get("h-2"), "the only host of its zone");
    }

    @Test
    void aHostThatDrainsIsEmptiedWhileTheServiceStaysWhole() {
        var world = world().service("web", 3, Blueprint.image("web:1"))
                .daemon("agent", Blueprint.image("agent:1"))
                .settle()
                .pass(Duration.ofMinutes(1));

        world.draining(H1, true).settleWhile(w -> w.running("web").size() >= 3, "never fewer than three run");

        assertTrue(hosts(world, "web").keySet().stream().noneMatch("h-1"::equals));
        assertEquals(Map.of("h-2", 1, "h-3", 1), hosts(world, "agent"));

        world.draining(H1, false).settle();
        assertEquals(Map.of("h-1", 1, "h-2", 1, "h-3", 1), hosts(world, "agent"));
    }

    @Test
    void noMoreThanFiveHundredTasksOfAClusterAreProvisionedAtOnceAndTheOthersFollow() {
        var part = new Blueprint.Part("app", "web:1", true, false, 0, null, null);
        var world = World.seed(12)
                .host(65_536, 131_072)
                .image("web:1", ImagePlan.forever())
                .service("web", 600, new Blueprint(List.of(part)));

        world.settleWhile(w -> provisioning(w) <= 500, "never more than 500 are PROVISIONING");

        assertEquals(600, world.running("web").size());
        assertEquals(
                "was unable to place tasks in your cluster because the tasks provisioning capacity limit was exceeded.",
                world.messages("web").stream()
                        .filter(text -> text.startsWith("was unable"))
                        .findFirst()
                        .orElseThrow());
    }

    private static long provisioning(World world) {
        return world.tasks("web").stream()
                .filter(task -> task.phase() == Phase.PROVISIONING)
                .count();
    }

    @Test
    void aServiceThatWasDeletedIsInactiveForADayAndThenForgotten() {
        var world = world().service("web", 2, Blueprint.image("web:1")).settle();

        world.delete("web").settle();
        assertEquals(ServiceRow.Status.INACTIVE, world.service("web").status());

        world.pass(Duration.ofHours(25));
        assertEquals(List.of(), world.state().services().values().toList());
    }

    @Test
    void aServiceOfFargateIsReplacedTaskByTaskEachWithAnAddressOfItsOwn() {
        var world =
                world().service("web", 3, Blueprint.image("web:1").serverless()).settle();
        var before = addresses(world);
        assertEquals(3, before.size());
        assertEquals(LaunchType.FARGATE, world.running("web").getFirst().launchType());
        world.kill(world.running("web").getFirst().id(), "app").settle();

        world.update("web", Blueprint.image("web:2").serverless())
                .settleWhile(w -> w.running("web").size() >= 3, "never fewer than three run");

        assertEquals(3, addresses(world).size());
        assertEquals(
                3,
                world.state()
                        .networks()
                        .interfaces()
                        .byId()
                        .values()
                        .filter(InterfaceRow::held)
                        .count(),
                "what stopped holds no address");
        assertEquals(512, world.running("web").getFirst().memory());
    }

    @Test
    void aHostThatDrainsLosesItsTasksOfFargateToo() {
        var world =
                world().service("web", 2, Blueprint.image("web:1").serverless()).settle();

        world.draining(H1, true).settle();

        assertEquals(2, world.running("web").size());
        assertTrue(hosts(world, "web").keySet().stream().noneMatch("h-1"::equals));
    }

    private static Set<Ipv4> addresses(World world) {
        return world.running("web").stream()
                .map(task -> world.state()
                        .networks()
                        .interfaces()
                        .of(task.id())
                        .orElseThrow()
                        .address())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Integer> hosts(World world, String service) {
        var counts = new TreeMap<String, Integer>();
        world.running(service).stream()
                .map(TaskRow::host)
                .forEach(host -> counts.merge(String.valueOf(host), 1, Integer::sum));
        return counts;
    }
}
