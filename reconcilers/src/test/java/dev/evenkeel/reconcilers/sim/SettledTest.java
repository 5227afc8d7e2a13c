package dev.evenkeel.reconcilers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.HostEvent.HostStatusChanged;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the simulator takes for a world that is as wanted: a daemon may stay on a host that drains only while others
/// are there.
final class SettledTest {
    private static final Doc.Struct DAEMON = Given.struct("schedulingStrategy", Doc.of("DAEMON"));

    private final Given given = Given.cluster()
            .definition("web", 1, 64)
            .service("agent", 0, 0, 100, DAEMON)
            .service("web", 0, 100, 200);

    private void runs(String service, String task) {
        var id = new TaskId(Given.DEV, task);
        Event placed = new TaskPlaced(id, Given.H1, List.of());
        given.event(given.serviceTask(service, id), placed).allRunning();
    }

    private List<String> problemsOf(String service) {
        return Settled.problems(given.state(), List.of(), _ -> true, given.now()).stream()
                .filter(problem -> problem.startsWith(Given.service(service) + " has "))
                .toList();
    }

    @Test
    void aDaemonThatIsAloneOnAHostThatDrainsShouldHaveGone() {
        runs("agent", "1");
        given.event(new HostStatusChanged(Given.H1, true));

        assertEquals(List.of(Given.service("agent") + " has 0 running, 1 alive of 0"), problemsOf("agent"));
    }

    @Test
    void aDaemonMayStayWhileATaskOfAServiceThatIsNoneIsStillThere() {
        runs("agent", "1");
        runs("web", "2");
        given.event(new HostStatusChanged(Given.H1, true));

        assertEquals(List.of(), problemsOf("agent"));
        assertTrue(!problemsOf("web").isEmpty(), "that one is not excused");
    }
}
