package dev.evenkeel.reconcilers.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.command.HostCommand.NoteCondition;
import dev.evenkeel.store.event.HostEvent.HostLost;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Nearest;
import dev.evenkeel.store.model.Refusal;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.HostRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private final Given given = Given.cluster().host(new HostId("h-2"), 4096, 4096);

    @Test
    void identicalTasksSpreadOverHosts() {
        given.definition("web", 1, 100);

        var spots = place(4).spots();

        assertEquals(2, spots.stream().filter(s -> s.host().equals(Given.H1)).count());
    }

    @Test
    void whatDoesNotFitIsCountedByTheFirstFilterThatRefusedIt() {
        given.definition("web", 1, 3000);

        var result = place(5);

        assertEquals(3, result.spots().size(), "two on eight GiB, one on four");
        assertEquals(List.of(new Refusal("RESOURCE:MEMORY", 2)), result.refusals());
    }

    @Test
    void aFixedPortIsGivenOncePerHost() {
        given.definition("web", 1, 10, 8080);

        var result = place(3);

        assertEquals(2, result.spots().size());
        assertEquals(List.of(new Refusal("RESOURCE:PORTS", 2)), result.refusals());
    }

    @Test
    void dynamicPortsAreDifferentAndInTheHostsRange() {
        given.definition("web", 1, 1, 0, 0);

        var spots = place(200).spots();

        assertEquals(200, spots.size());
        for (var host : List.of(Given.H1, new HostId("h-2"))) {
            var ports = spots.stream()
                    .filter(s -> s.host().equals(host))
                    .flatMap(s -> s.ports().stream())
                    .map(p -> p.hostPort())
                    .toList();
            assertEquals(ports.size(), ports.stream().distinct().count());
            assertTrue(ports.stream().allMatch(p -> p >= 32768 && p <= 33767));
        }
    }

    @Test
    void aHostWithoutSpaceOnItsDiskTakesNothing() {
        given.definition("web", 1, 10);

        given.decide(new NoteCondition(Given.H1, HostRow.DISK_PRESSURE, true, "97 % used"));
        given.decide(new NoteCondition(new HostId("h-2"), HostRow.DISK_PRESSURE, true, "97 % used"));
        var result = place(1);
        assertEquals(List.of(new Refusal("RESOURCE:DISK", 2)), result.refusals());

        given.decide(new NoteCondition(Given.H1, HostRow.DISK_PRESSURE, false, "40 % used"));
        assertEquals(Given.H1, place(1).spots().getFirst().host());
    }

    @Test
    void aHostThatIsLostTakesNothing() {
        given.definition("web", 1, 10).event(new HostLost(Given.H1));

        assertTrue(place(3).spots().stream().allMatch(s -> s.host().equals(new HostId("h-2"))));
    }

    @Test
    void withoutHostsTheReasonSaysSo() {
        var alone = new Given().definition("web", 1, 10);

        var result = Placement.place(alone.state(), request(alone, Doc.EMPTY, 1), new Dice(1));

        assertEquals(List.of(new Refusal("NO ACTIVE INSTANCES", 0)), result.refusals());
        assertNull(result.nearest());
    }

    @Test
    void theNearestHostIsTheOneThatFailedLast() {
        given.definition("web", 1, 100, 8080).event(new HostLost(new HostId("h-2")));

        assertEquals(new Nearest(Given.H1, "RESOURCE:PORTS"), place(2).nearest());
    }

    private Placement.Result place(int count) {
        return Placement.place(given.state(), request(given, Doc.EMPTY, count), new Dice(1));
    }

    private static Request request(Given given, Doc.Struct input, int count) {
        var id = new TaskDefinitionId("us-east-1", "web", 1);
        var web = given.state().definitions().get(id).orElseThrow().definition();
        return Request.of(Given.DEV, "family:web", web, input, count);
    }
}
