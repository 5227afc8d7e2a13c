package dev.evenkeel.reconcilers.service;

import static dev.evenkeel.reconcilers.Given.struct;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.command.DefinitionRef;
import dev.evenkeel.reconcilers.command.ServiceChange;
import dev.evenkeel.reconcilers.command.ServiceCommand.UpdateService;
import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.HostEvent.HostStatusChanged;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.TaskProtectionChanged;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What moves tasks and what holds them: hosts that drain, protection, percentages, grace.
class MovingTest {
    private static final HostId H2 = new HostId("h-2");
    private final ServiceReconciler reconciler = new ServiceReconciler(Policy.ECS);

    @Test
    void aTaskThatDoesNotRunYetLeavesADrainingHostAtOnce() {
        var given = Given.cluster().definition("web", 1, 64).service("web", 2, 100, 200);
        reconcile(given);
        given.host(H2, 4096, 8192).event(new HostStatusChanged(Given.H1, true));

        var decision = reconcile(given);

        assertEquals(2, stops(decision));
        assertTrue(given.wanted().allMatch(task -> H2.equals(task.host())));
        assertEquals(2, given.wanted().count());
    }

    @Test
    void aRunningTaskLeavesADrainingHostWhenItsReplacementIsHealthy() {
        var given = steady(2, 100, 200);
        given.host(H2, 4096, 8192).event(new HostStatusChanged(Given.H1, true));

        assertEquals(0, stops(reconcile(given)));
        assertEquals(4, given.wanted().count(), "two beside the two that leave");
        given.allRunning().later(Duration.ofSeconds(40));
        var decision = reconcile(given);

        assertEquals(2, stops(decision));
        assertTrue(decision.entries().stream()
                .filter(e -> e.event() instanceof TaskStopRequested)
                .allMatch(e -> e.reason() instanceof Reason.HostDrains));
        assertTrue(given.wanted().allMatch(task -> H2.equals(task.host())));
    }

    @Test
    void aHostThatIsActiveAgainKeepsItsTasks() {
        var given = steady(2, 100, 200);
        given.event(new HostStatusChanged(Given.H1, true)).event(new HostStatusChanged(Given.H1, false));

        assertEquals(0, stops(reconcile(given)));
        assertEquals(2, given.wanted().count());
    }

    @Test
    void whereNothingMayStartOrStopTheServiceSaysSoOnce() {
        var given = steady(1, 100, 150);
        given.definition("web", 2, 64);
        given.decide(new UpdateService(
                Given.service("web"), ServiceChange.NONE.to(new DefinitionRef("us-east-1", "web", 2)), Doc.EMPTY));

        reconcile(given);
        reconcile(given);

        assertEquals(1, given.wanted().count());
        assertEquals(
                1,
                given.row("web").messages().stream()
                        .filter(m -> m.text()
                                .startsWith("was unable to stop or start tasks during a deployment because of the"
                                        + " service deployment configuration."))
                        .count());

        given.decide(new UpdateService(Given.service("web"), percent(200), Doc.EMPTY));
        reconcile(given);
        assertEquals(2, given.wanted().count(), "with more room it goes on");
    }

    private static ServiceChange percent(int maximum) {
        return new ServiceChange(null, null, null, maximum, null, Doc.EMPTY, false);
    }

    @Test
    void scalingInSparesProtectedTasksUntilTheirTimeIsOver() {
        var given = steady(3, 100, 200);
        var kept = given.wanted().map(TaskRow::id).limit(2).toList();
        kept.forEach(id -> protect(given, id));

        given.decide(new UpdateService(Given.service("web"), ServiceChange.NONE.desired(0), Doc.EMPTY));
        var decision = reconcile(given);

        assertEquals(1, stops(decision));
        assertEquals(kept, given.wanted().map(TaskRow::id).toList());
        assertEquals(Optional.of(given.now().plus(Duration.ofMinutes(10))), decision.revisit());

        given.later(Duration.ofMinutes(10));
        assertEquals(2, stops(reconcile(given)));
    }

    @Test
    void aDeploymentSparesProtectedTasks() {
        var given = steady(2, 100, 200);
        var kept = given.wanted().findFirst().orElseThrow().id();
        protect(given, kept);
        given.definition("web", 2, 64);
        given.decide(new UpdateService(
                Given.service("web"), ServiceChange.NONE.to(new DefinitionRef("us-east-1", "web", 2)), Doc.EMPTY));
        reconcile(given);
        given.allRunning().later(Duration.ofSeconds(40));

        assertEquals(1, stops(reconcile(given)));
        assertTrue(given.task(kept).wanted());
        given.later(Duration.ofMinutes(10));
        assertEquals(1, stops(reconcile(given)));
    }

    @Test
    void aFailedHealthCheckCountsOnlyAfterTheGracePeriod() {
        var document = struct("healthCheckGracePeriodSeconds", Doc.of(60));
        var given = Given.cluster().definition("web", 1, 64).service("web", 1, 100, 200, document);
        reconcile(given);
        given.allRunning();
        var task = given.wanted().findFirst().orElseThrow();
        given.later(Duration.ofSeconds(20)).observed(task, Phase.RUNNING, Health.UNHEALTHY);

        var early = reconcile(given);
        assertEquals(List.of(), early.entries());
        assertEquals(Optional.of(given.now().plus(Duration.ofSeconds(40))), early.revisit());

        given.later(Duration.ofSeconds(40));
        reconcile(given);
        assertEquals(2, given.wanted().count(), "its replacement comes first");
    }

    @Test
    void aTaskIsGivenWhatItsServicePropagates() {
        var tags = Doc.of(List.of(struct("key", Doc.of("team"), "value", Doc.of("red"))));
        var document = struct(
                "tags", tags,
                "propagateTags", Doc.of("SERVICE"),
                "enableECSManagedTags", Doc.of(true),
                "enableExecuteCommand", Doc.of(true));
        var given = Given.cluster().definition("web", 1, 64).service("web", 1, 100, 200, document);
        reconcile(given);

        var request = given.wanted().findFirst().orElseThrow().request();

        assertTrue(request.bool("enableExecuteCommand").orElse(false));
        assertEquals(
                List.of("aws:ecs:clusterName=dev", "aws:ecs:serviceName=web", "team=red"),
                request.structs("tags").stream()
                        .map(tag -> tag.text("key").orElse("") + "="
                                + tag.text("value").orElse(""))
                        .sorted()
                        .toList());
    }

    @Test
    void theReasonOfAMoveNamesTheHostAndItsEvent() {
        var given = steady(1, 0, 100);
        given.host(H2, 4096, 8192).event(new HostStatusChanged(Given.H1, true));
        var since = given.state().hosts().get(Given.H1).orElseThrow().drainingSince();

        var stop = reconcile(given).entries().stream()
                .filter(e -> e.event() instanceof TaskStopRequested)
                .findFirst()
                .orElseThrow();

        var why = assertInstanceOf(Reason.HostDrains.class, stop.reason());
        assertEquals(Given.H1, why.host());
        assertEquals(since, why.evidence().getFirst());
    }

    private void protect(Given given, TaskId task) {
        given.event(new TaskProtectionChanged(task, given.now().plus(Duration.ofMinutes(10))));
    }

    private Given steady(int desired, int minimum, int maximum) {
        var given = Given.cluster().definition("web", 1, 64).service("web", desired, minimum, maximum);
        reconcile(given);
        given.allRunning().later(Duration.ofSeconds(40));
        reconcile(given);
        return given;
    }

    private Decision reconcile(Given given) {
        var decision = reconciler.reconcile(given.state(), Due.of(given.row("web")), given.inputs());
        given.entries(decision.entries());
        return decision;
    }

    private static long stops(Decision decision) {
        return decision.entries().stream()
                .filter(e -> e.event() instanceof TaskStopRequested)
                .count();
    }
}
