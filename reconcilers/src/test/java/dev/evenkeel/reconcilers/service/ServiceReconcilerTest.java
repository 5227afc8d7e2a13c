package dev.evenkeel.reconcilers.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.command.DefinitionRef;
import dev.evenkeel.reconcilers.command.ServiceChange;
import dev.evenkeel.reconcilers.command.ServiceCommand.DeleteService;
import dev.evenkeel.reconcilers.command.ServiceCommand.UpdateService;
import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.ServiceEvent.PlacementRefused;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionRegistered;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.ServiceMessage;
import dev.evenkeel.store.state.ServiceRow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One service, one state, one decision.
class ServiceReconcilerTest {
    private final ServiceReconciler reconciler = new ServiceReconciler(Policy.ECS);

    @Test
    void aNewServiceGetsItsTasksPlacedAtOnce() {
        var given = Given.cluster().definition("web", 1, 64, 0).service("web", 3, 100, 200);

        reconcile(given);

        assertEquals(3, given.wanted().count());
        assertTrue(given.wanted().allMatch(task -> Given.H1.equals(task.host())));
        assertEquals(
                3,
                given.wanted()
                        .map(task -> task.ports().getFirst().hostPort())
                        .distinct()
                        .count());
        assertTrue(given.row("web").messages().getFirst().text().startsWith("has started 3 tasks: (task "));
    }

    @Test
    void lookingAgainChangesNothing() {
        var given = Given.cluster().definition("web", 1, 64).service("web", 3, 100, 200);
        reconcile(given);

        assertTrue(reconcile(given).entries().isEmpty());
    }

    @Test
    void steadyOnlyOnceEveryTaskRanForFortySeconds() {
        var given = Given.cluster().definition("web", 1, 64).service("web", 2, 100, 200);
        reconcile(given);
        given.allRunning();

        var early = reconcile(given);
        assertFalse(given.row("web").primary().completed());
        assertEquals(given.now().plusSeconds(40), early.revisit().orElseThrow());

        given.later(Duration.ofSeconds(40));
        reconcile(given);
        assertTrue(given.row("web").primary().completed());
        assertTrue(given.row("web").steady());
        assertEquals(1, messages(given, "has reached a steady state."));
        assertTrue(reconcile(given).entries().isEmpty());
    }

    @Test
    void aTaskThatEndsIsReplacedInTheSameLook() {
        var given = steady(3);

        given.ended(given.wanted().findFirst().orElseThrow(), false);
        var decision = reconcile(given);

        assertEquals(3, given.wanted().count());
        assertEquals(
                given.row("web").lastStop(),
                decision.entries().getFirst().reason().evidence().getFirst());
        given.allRunning();
        reconcile(given);
        assertTrue(given.row("web").steady(), "a heal needs no new forty seconds");
    }

    @Test
    void twoFailedStartsAreAnsweredAtOnceThenItWaitsAndSaysSoOnce() {
        var given = Given.cluster().definition("web", 1, 64).service("web", 1, 100, 200);
        for (int failures = 1; failures <= 2; failures++) {
            reconcile(given);
            given.ended(given.wanted().findFirst().orElseThrow(), true);
        }
        reconcile(given);
        assertEquals(1, given.wanted().count());

        given.ended(given.wanted().findFirst().orElseThrow(), true);
        var waiting = reconcile(given);
        assertEquals(0, given.wanted().count());
        assertTrue(waiting.revisit().orElseThrow().isAfter(given.now().plusSeconds(9)));

        given.later(Duration.ofSeconds(11));
        reconcile(given);
        given.ended(given.wanted().findFirst().orElseThrow(), true);
        reconcile(given);
        assertEquals(1, messages(given, "is unable to consistently start tasks successfully."));
        assertEquals(4, given.row("web").primary().failedTasks());
    }

    @Test
    void tasksThatFailTogetherAreOneFailedAttempt() {
        var given = Given.cluster().definition("web", 1, 64).service("web", 5, 100, 200);
        reconcile(given);
        given.later(Duration.ofSeconds(1));

        given.wanted().forEach(task -> given.ended(task, true));
        reconcile(given);

        assertEquals(1, given.row("web").starts().failed());
        assertEquals(5, given.wanted().count(), "the second attempt comes at once");
        assertEquals(5, given.row("web").primary().failedTasks());
    }

    @Test
    void anUpdateEndsTheWaiting() {
        var given = Given.cluster().definition("web", 1, 64).service("web", 1, 100, 200);
        for (int i = 0; i < 3; i++) {
            reconcile(given);
            given.ended(given.wanted().findFirst().orElseThrow(), true);
        }
        reconcile(given);
        assertEquals(0, given.wanted().count());

        given.decide(update(null, true));
        reconcile(given);
        assertEquals(1, given.wanted().count());
    }

    @Test
    void noRoomIsToldOnceAndTriedAgainWhenThereIs() {
        var given = Given.cluster().definition("web", 1, 5000).service("web", 2, 100, 200);

        var decision = reconcile(given);
        assertEquals(1, given.wanted().count());
        assertTrue(decision.entries().stream().anyMatch(e -> e.event() instanceof PlacementRefused));
        assertTrue(reconcile(given).entries().isEmpty());
        assertEquals(
                1,
                given.row("web").messages().stream()
                        .filter(m -> m.text().contains("(container-instance h-1) has insufficient memory available."))
                        .count());

        given.host(new HostId("h-2"), 4096, 8192);
        reconcile(given);
        assertEquals(2, given.wanted().count());
        assertTrue(given.row("web").refusals().isEmpty());
    }

    @Test
    void scalingDownStopsTheYoungestAndSaysWho() {
        var given = steady(4);

        given.decide(update(1, false));
        var decision = reconcile(given);

        assertEquals(
                3,
                decision.entries().stream()
                        .filter(e -> e.event() instanceof TaskStopRequested)
                        .count());
        assertEquals(1, given.wanted().count());
        assertTrue(given.row("web").messages().getFirst().text().startsWith("has stopped 3 running tasks: "));
        assertTrue(given.state()
                .tasks()
                .byId()
                .values()
                .filter(task -> !task.wanted())
                .allMatch(task -> "Scaling activity initiated by (deployment ecs-svc/1)".equals(task.stoppedReason())));
    }

    @Test
    void rollingStartsBeforeItStopsAndNeverGoesBelowTheMinimum() {
        var given = steady(2);
        given.definition("web", 2, 64);
        given.decide(toSecond());

        reconcile(given);
        assertEquals(4, given.wanted().count(), "two new ones beside the two old");

        given.allRunning();
        assertEquals(0, stops(reconcile(given)), "the new ones are not healthy yet");

        given.later(Duration.ofSeconds(40));
        assertEquals(2, stops(reconcile(given)));
        assertTrue(given.wanted().allMatch(task -> task.definition().revision() == 2));

        given.allStopped();
        reconcile(given);
        reconcile(given);
        assertEquals(1, given.row("web").deployments().size());
        assertTrue(given.row("web").primary().completed());
    }

    @Test
    void anUpdateSoonAfterAnotherLeavesWhatRunsUntilItIsReplaced() {
        var given = Given.cluster().definition("web", 1, 64).service("web", 2, 100, 200);
        reconcile(given);
        given.allRunning().later(Duration.ofSeconds(5)).definition("web", 2, 64);
        given.decide(toSecond());

        assertEquals(0, stops(reconcile(given)), "they run, though not yet for forty seconds");

        given.allRunning().later(Duration.ofSeconds(40));
        assertEquals(2, stops(reconcile(given)));
    }

    @Test
    void whatIsOutgoingGoesOnceWhatIsWantedIsHealthyThoughItNeverWasItself() {
        var given = Given.cluster().definition("web", 1, 64).service("web", 1, 100, 300);
        reconcile(given);
        given.allRunning().later(Duration.ofSeconds(40));
        reconcile(given);
        given.event(checked(2)).definition("web", 3, 64);
        given.decide(to(2));
        reconcile(given);
        given.allRunning().decide(to(3));
        reconcile(given);
        given.allRunning().later(Duration.ofSeconds(39));
        assertEquals(0, stops(reconcile(given)), "the newest has not run for long enough");

        given.later(Duration.ofSeconds(1));

        assertEquals(2, stops(reconcile(given)), "the oldest, and the one whose check never said anything");
        assertTrue(given.wanted().allMatch(task -> task.definition().revision() == 3));
    }

    /// A definition with a health check.
    private static TaskDefinitionRegistered checked(int revision) {
        var check = Given.struct("command", Doc.of(List.of(Doc.of("CMD"), Doc.of("true"))));
        var container = Given.struct(
                "name", Doc.of("app"), "image", Doc.of("web:2"), "memory", Doc.of(64), "healthCheck", check);
        return new TaskDefinitionRegistered(
                new TaskDefinitionId("us-east-1", "web", revision),
                Given.struct("family", Doc.of("web"), "containerDefinitions", Doc.of(List.of(container))),
                "root");
    }

    @Test
    void anUnhealthyTaskGetsItsReplacementFirst() {
        var given = steady(1);
        var sick = given.wanted().findFirst().orElseThrow();
        given.observed(sick, Phase.RUNNING, Health.UNHEALTHY);

        assertEquals(0, stops(reconcile(given)));
        assertEquals(2, given.wanted().count());

        given.allRunning().later(Duration.ofSeconds(40));
        assertEquals(1, stops(reconcile(given)));
        assertEquals(
                "Task failed container health checks", given.task(sick.id()).stoppedReason());
    }

    @Test
    void withoutRoomForAReplacementTheUnhealthyTaskGoesFirst() {
        var given = Given.cluster().definition("web", 1, 64).service("web", 1, 0, 100);
        reconcile(given);
        given.allRunning().later(Duration.ofSeconds(40));
        reconcile(given);
        given.observed(given.wanted().findFirst().orElseThrow(), Phase.RUNNING, Health.UNHEALTHY);

        assertEquals(1, stops(reconcile(given)));
        assertEquals(0, given.wanted().count());
    }

    @Test
    void aDeletedServiceStopsItsTasksAndIsThenInactive() {
        var given = steady(2);

        given.decide(new DeleteService(Given.service("web"), true, Doc.EMPTY));
        assertEquals(2, stops(reconcile(given)));
        assertEquals(ServiceRow.Status.DRAINING, given.row("web").status());

        given.allStopped();
        reconcile(given);
        assertEquals(ServiceRow.Status.INACTIVE, given.row("web").status());
    }

    @Test
    void aTaskNeverGetsAnIdTwice() {
        var given = Given.cluster().definition("web", 1, 1).service("web", 100, 100, 200);

        var ids = reconcile(given).entries().stream()
                .filter(e -> e.event() instanceof TaskCreated)
                .map(e -> ((TaskCreated) e.event()).task())
                .distinct()
                .count();

        assertEquals(100, ids);
    }

    private Given steady(int desired) {
        var given = Given.cluster().definition("web", 1, 64).service("web", desired, 100, 200);
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

    private static UpdateService update(@Nullable Integer desired, boolean force) {
        var change = ServiceChange.NONE.forced(force);
        return new UpdateService(Given.service("web"), desired == null ? change : change.desired(desired), Doc.EMPTY);
    }

    private static UpdateService toSecond() {
        return to(2);
    }

    private static UpdateService to(int revision) {
        var definition = new DefinitionRef("us-east-1", "web", revision);
        return new UpdateService(Given.service("web"), ServiceChange.NONE.to(definition), Doc.EMPTY);
    }

    private static long stops(Decision decision) {
        return decision.entries().stream()
                .filter(e -> e.event() instanceof TaskStopRequested)
                .count();
    }

    private static long messages(Given given, String text) {
        return given.row("web").messages().stream()
                .map(ServiceMessage::text)
                .filter(text::equals)
                .count();
    }
}
