package dev.evenkeel.reconcilers.service;

import static dev.evenkeel.reconcilers.Given.struct;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.command.DefinitionRef;
import dev.evenkeel.reconcilers.command.ServiceChange;
import dev.evenkeel.reconcilers.command.ServiceCommand.UpdateService;
import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.ClusterEvent.ClusterCreated;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.HostEvent.HostAttributed;
import dev.evenkeel.store.event.HostEvent.HostRegistered;
import dev.evenkeel.store.event.HostEvent.HostStatusChanged;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DaemonTest {
    private static final Doc.Struct DAEMON = struct("schedulingStrategy", Doc.of("DAEMON"));
    private static final HostId H2 = new HostId("h-2");

    private final ServiceReconciler reconciler = new ServiceReconciler(Policy.ECS);

    @Test
    void eachHostHasOneTask() {
        var given = daemon(0, DAEMON);

        assertEquals(Map.of("h-1", 1, "h-2", 1), hosts(given));
        assertEquals(0, reconcile(given).entries().size(), "and no more than that");
    }

    @Test
    void itIsSteadyWhenEachHostsTaskRuns() {
        var given = daemon(0, DAEMON);
        given.allRunning().later(Duration.ofSeconds(40));
        reconcile(given);

        assertTrue(given.row("web").steady());
        assertTrue(given.row("web").primary().completed());
    }

    @Test
    void aHostThatComesGetsATaskWithoutAnyCall() {
        var given = daemon(0, DAEMON);
        var event = new HostRegistered(new HostId("h-3"), new HostSpec(1024, 1024, 1, 2, "10.0.0.3", "28"));
        given.event(event);
        var batch = new Batch(
                given.state().revision(),
                1,
                given.now(),
                new Origin.Genesis("test"),
                1,
                Hash.ZERO,
                List.of(new Entry(event, new Reason.Observed())));

        var due = reconciler.concerns(batch, given.state(), given.state()).toList();
        assertEquals(List.of(Due.of(given.row("web"))), due);

        reconcile(given);
        assertEquals(Map.of("h-1", 1, "h-2", 1, "h-3", 1), hosts(given));
    }

    @Test
    void daemonsAreLookedAtBeforeOthers() {
        var daemon = new Due(false, Given.service("z"));
        var replica = new Due(true, Given.service("a"));

        assertTrue(daemon.compareTo(replica) < 0);
    }

    @Test
    void onlyHostsThatMeetItsConstraintsHaveOneAndATaskLeavesWhenItsHostNoLongerDoes() {
        var document = DAEMON.with(
                "placementConstraints",
                Doc.of(List.of(struct("type", Doc.of("memberOf"), "expression", Doc.of("attribute:role == edge")))));
        var given = new Given()
                .event(new ClusterCreated(Given.DEV, Doc.EMPTY))
                .host(Given.H1, 4096, 8192)
                .host(H2, 4096, 8192)
                .event(new HostAttributed(H2, Map.of("role", "edge")))
                .definition("web", 1, 64)
                .service("web", 0, 0, 100, document);
        reconcile(given);
        assertEquals(Map.of("h-2", 1), hosts(given));

        given.allRunning().event(new HostAttributed(H2, Map.of()));
        given.event(new HostAttributed(Given.H1, Map.of("role", "edge")));
        reconcile(given);

        assertEquals(Map.of("h-1", 1), hosts(given));
    }

    @Test
    void anOlderTaskGoesBeforeTheNewerOneComes() {
        var given = running(0);
        update(given);

        assertEquals(2, stops(reconcile(given)));
        assertEquals(Map.of(), hosts(given), "the old ones are not gone yet");
        given.allStopped();
        reconcile(given);
        assertEquals(Map.of("h-1", 1, "h-2", 1), hosts(given));
        assertTrue(given.wanted().allMatch(task -> task.definition().revision() == 2));
    }

    @Test
    void aMinimumKeepsSomeHostsServedMeanwhile() {
        var given = running(50);
        update(given);

        assertEquals(1, stops(reconcile(given)));
        given.allStopped();
        reconcile(given);
        assertEquals(0, stops(reconcile(given)), "until the new one is healthy");
        given.allRunning().later(Duration.ofSeconds(40));
        assertEquals(1, stops(reconcile(given)));
    }

    @Test
    void anUnhealthyTaskIsReplacedOnItsHost() {
        var given = running(0);
        var sick = given.wanted().findFirst().orElseThrow();
        given.observed(sick, Phase.RUNNING, Health.UNHEALTHY);

        assertEquals(1, stops(reconcile(given)));
        given.allStopped();
        reconcile(given);
        assertEquals(Map.of("h-1", 1, "h-2", 1), hosts(given));
    }

    @Test
    void onADrainingHostTheDaemonLeavesLast() {
        var given = running(0);
        given.service("other", 1, 100, 200);
        reconcile(given, "other");
        var other = given.wanted()
                .filter(task -> task.group().equals("service:other"))
                .findFirst()
                .orElseThrow();
        var host = Objects.requireNonNull(other.host());
        given.allRunning().event(new HostStatusChanged(host, true));

        assertEquals(0, stops(reconcile(given)), "another service's task is still there");
        given.ended(given.task(other.id()), false);
        assertEquals(1, stops(reconcile(given)));
        assertTrue(given.wanted().noneMatch(task -> host.equals(task.host())));
        given.allStopped();
        assertTrue(reconcile(given).entries().stream().noneMatch(e -> e.event() instanceof TaskCreated));
    }

    private Given daemon(int minimum, Doc.Struct document) {
        var given =
                Given.cluster().host(H2, 4096, 8192).definition("web", 1, 64).service("web", 0, minimum, 100, document);
        reconcile(given);
        return given;
    }

    private Given running(int minimum) {
        var given = daemon(minimum, DAEMON);
        given.allRunning().later(Duration.ofSeconds(40));
        reconcile(given);
        return given;
    }

    private static void update(Given given) {
        given.definition("web", 2, 64);
        var change = ServiceChange.NONE.to(new DefinitionRef("us-east-1", "web", 2));
        given.decide(new UpdateService(Given.service("web"), change, Doc.EMPTY));
    }

    private Decision reconcile(Given given) {
        return reconcile(given, "web");
    }

    private Decision reconcile(Given given, String service) {
        var decision = reconciler.reconcile(given.state(), Due.of(given.row(service)), given.inputs());
        given.entries(decision.entries());
        return decision;
    }

    private static long stops(Decision decision) {
        return decision.entries().stream()
                .filter(e -> e.event() instanceof TaskStopRequested)
                .count();
    }

    private static Map<String, Integer> hosts(Given given) {
        var counts = new TreeMap<String, Integer>();
        given.wanted()
                .filter(task -> task.group().equals("service:web"))
                .map(TaskRow::host)
                .forEach(host -> counts.merge(String.valueOf(host), 1, Integer::sum));
        return counts;
    }
}
