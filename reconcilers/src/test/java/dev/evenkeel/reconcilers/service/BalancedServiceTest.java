package dev.evenkeel.reconcilers.service;

import static dev.evenkeel.reconcilers.service.Balanced.BLUE;
import static dev.evenkeel.reconcilers.service.Balanced.BROKEN;
import static dev.evenkeel.reconcilers.service.Balanced.OTHER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.Groups;
import dev.evenkeel.reconcilers.balancing.Draining;
import dev.evenkeel.reconcilers.command.ServiceChange;
import dev.evenkeel.reconcilers.command.ServiceCommand.UpdateService;
import dev.evenkeel.reconcilers.command.TaskCommand.StopTask;
import dev.evenkeel.reconcilers.host.Assignment.RunTask;
import dev.evenkeel.reconcilers.host.Assignments;
import dev.evenkeel.reconcilers.loop.Decision;
import dev.evenkeel.store.event.BalancingEvent.ListenerDeleted;
import dev.evenkeel.store.event.BalancingEvent.RoutesServed;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupCreated;
import dev.evenkeel.store.event.BalancingEvent.TargetGroupDeleted;
import dev.evenkeel.store.event.BalancingEvent.TargetsDeregistered;
import dev.evenkeel.store.event.BalancingEvent.TargetsGone;
import dev.evenkeel.store.event.BalancingEvent.TargetsRegistered;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TargetType;
import dev.evenkeel.store.state.ServiceMessage;
import dev.evenkeel.store.state.TargetRow;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A service behind target groups: registration, health, replacement, and how its tasks go.
class BalancedServiceTest {
    private final ServiceReconciler reconciler = new ServiceReconciler(Policy.ECS);

    private Decision reconcile(Given given) {
        var decision = reconciler.reconcile(given.state(), Due.of(given.row("web")), given.inputs());
        given.entries(decision.entries());
        return decision;
    }

    /// A service behind BLUE whose tasks run and are registered.
    private Given running(int desired, Doc.Struct document) {
        var given = Balanced.given().service("web", desired, 100, 200, document);
        reconcile(given);
        given.allRunning();
        Balanced.register(given);
        return given;
    }

    private Given healthy(int desired) {
        var given = running(desired, Balanced.behind(BLUE));
        given.wanted().forEach(task -> Balanced.judge(given, task, TargetHealth.HEALTHY));
        reconcile(given);
        return given;
    }

    private static TaskRow only(Given given) {
        return given.wanted().findFirst().orElseThrow();
    }

    private static long stops(Decision decision) {
        return decision.entries().stream()
                .filter(entry -> entry.event() instanceof TaskStopRequested)
                .count();
    }

    private static List<String> messages(Given given) {
        return given.row("web").messages().stream().map(ServiceMessage::text).toList();
    }

    private static RunTask assigned(Given given, TaskRow task) {
        return Assignments.of(given.state(), Given.H1).stream()
                .map(RunTask.class::cast)
                .filter(run -> run.task().equals(task.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTaskIsATargetOnceItRunsAtItsInstanceAndHostPort() {
        var given = Balanced.given().service("web", 2, 100, 200, Balanced.behind(BLUE));
        reconcile(given);
        assertEquals(Decision.NOTHING, Balanced.register(given), "nothing runs yet");
        given.allRunning();

        var decision = Balanced.register(given);

        assertEquals(1, decision.entries().size(), "one event for all that come");
        given.wanted().forEach(task -> {
            var row = Balanced.targets(given, task).getFirst();
            assertEquals(Given.H1.instance(), row.key().target().id());
            assertEquals(task.ports().getFirst().hostPort(), row.key().target().port());
        });
        assertEquals(
                "registered 2 targets in (target-group " + Balanced.arn(BLUE) + ")",
                messages(given).getFirst());
        assertEquals(Decision.NOTHING, Balanced.register(given));
    }

    @Test
    void aTaskIsHealthyOnlyWhereAllOfItsGroupsSaySo() {
        var given = Balanced.given()
                .event(new TargetGroupCreated(OTHER, Groups.draining(TargetType.INSTANCE, "vpc-1")))
                .event(Balanced.rule("3", 1, OTHER))
                .service("web", 1, 100, 200, Balanced.behind(BLUE, OTHER));
        reconcile(given);
        given.allRunning();
        Balanced.register(given);
        Balanced.judge(given, only(given), TargetHealth.HEALTHY, BLUE);
        given.later(Duration.ofMinutes(10));
        reconcile(given);
        assertFalse(given.row("web").steady(), "one of two groups is not enough, however long it runs");

        Balanced.judge(given, only(given), TargetHealth.HEALTHY, OTHER);
        reconcile(given);
        assertTrue(given.row("web").steady());
    }

    @Test
    void aGroupWithoutListenerMakesNobodyHealthyAndFailsNobody() {
        var given = healthy(1);
        Balanced.judge(given, only(given), BROKEN);
        given.event(new ListenerDeleted(Balanced.LISTENER));

        reconcile(given);

        assertEquals(1, given.wanted().count(), "no replacement");
        given.event(new TaskStopRequested(only(given).id(), StopCode.USER_INITIATED, ""));
        assertEquals(0, given.wanted().count());
    }

    @Test
    void anUnhealthyTargetIsReplacedStartFirstWithItsGroupInTheReason() {
        var given = healthy(1);
        var broken = only(given);
        Balanced.judge(given, broken, BROKEN);
        assertEquals(0, stops(reconcile(given)), "its replacement comes first");
        assertEquals(2, given.wanted().count());
        given.allRunning();
        Balanced.register(given);
        given.wanted()
                .filter(task -> !task.id().equals(broken.id()))
                .forEach(task -> Balanced.judge(given, task, TargetHealth.HEALTHY));

        var decision = reconcile(given);

        var stop = decision.entries().getFirst();
        assertEquals(
                "Task failed ELB health checks in (target-group " + Balanced.arn(BLUE) + ")",
                assertInstanceOf(TaskStopRequested.class, stop.event()).reason());
        var why = assertInstanceOf(Reason.UnhealthyTarget.class, stop.reason());
        assertEquals(List.of(Balanced.targets(given, broken).getFirst().healthSince()), why.evidence());
        var port = broken.ports().getFirst().hostPort();
        assertTrue(messages(given)
                .contains("(task " + broken.id().value() + ") (port " + port + ") is unhealthy in (target-group "
                        + Balanced.arn(BLUE) + ") due to (reason Health checks failed with these codes: [500])"));
    }

    @Test
    void anUnhealthyTargetIsToleratedDuringTheGracePeriod() {
        var document = Balanced.behind(BLUE).with("healthCheckGracePeriodSeconds", Doc.of(60));
        var given = running(1, document);
        Balanced.judge(given, only(given), BROKEN);

        var early = reconcile(given);
        assertEquals(List.of(), early.entries());
        assertEquals(Optional.of(given.now().plus(Duration.ofSeconds(60))), early.revisit());

        given.later(Duration.ofSeconds(60));
        reconcile(given);
        assertEquals(2, given.wanted().count());
    }

    @Test
    void scalingInTakesTheTaskWhoseTargetIsUnhealthyFirst() {
        var given = running(3, Balanced.behind(BLUE).with("healthCheckGracePeriodSeconds", Doc.of(60)));
        var tasks = given.wanted().toList();
        tasks.forEach(task -> Balanced.judge(given, task, TargetHealth.HEALTHY));
        Balanced.judge(given, tasks.get(1), BROKEN);
        given.decide(new UpdateService(Given.service("web"), ServiceChange.NONE.desired(2), Doc.EMPTY));

        assertEquals(1, stops(reconcile(given)));
        assertFalse(given.task(tasks.get(1).id()).wanted());
    }

    @Test
    void aTaskThatIsAskedToStopRunsOnUntilItsTargetsHaveDrained() {
        var given = healthy(1);
        var task = only(given);
        given.decide(new StopTask(task.id(), "enough", Doc.EMPTY));
        assertNull(assigned(given, task).stop(), "held although nothing was deregistered yet");

        assertInstanceOf(
                TargetsDeregistered.class,
                Balanced.register(given).entries().getFirst().event());
        given.decide(new StopTask(task.id(), "once more", Doc.EMPTY));
        Balanced.drain(given);
        assertNull(assigned(given, task).stop());
        assertTrue(Draining.holds(given.state(), given.task(task.id())));
        assertEquals(
                List.of(
                        "deregistered 1 targets in (target-group " + Balanced.arn(BLUE) + ")",
                        "has begun draining connections on 1 tasks."),
                messages(given).subList(0, 2));

        given.later(Duration.ofSeconds(30));
        Balanced.drain(given);
        assertNotNull(assigned(given, task).stop());
        assertEquals(Decision.NOTHING, Balanced.register(given));
    }

    @Test
    void evenWithoutDelayATaskRunsOnUntilTheProxyKnowsOrHasBeenSilentForLong() {
        var given = healthy(2);
        var spec = Groups.draining(TargetType.INSTANCE, "vpc-1")
                .withAttributes(Map.of("deregistration_delay.timeout_seconds", "0"));
        given.event(new TargetGroupChanged(BLUE, spec));
        given.event(new RoutesServed(Given.H1, given.state().revision()));
        var tasks = given.wanted().toList();
        given.decide(new StopTask(tasks.get(0).id(), "", Doc.EMPTY));
        Balanced.register(given);
        given.later(Duration.ofSeconds(1));
        assertEquals(List.of(), Balanced.drain(given).entries());
        given.event(new RoutesServed(Given.H1, given.state().revision()));
        assertInstanceOf(
                TargetsGone.class, Balanced.drain(given).entries().getFirst().event());

        given.decide(new StopTask(tasks.get(1).id(), "", Doc.EMPTY));
        Balanced.register(given);
        assertEquals(List.of(), Balanced.drain(given).entries());
        given.later(Duration.ofSeconds(30));
        assertInstanceOf(
                TargetsGone.class, Balanced.drain(given).entries().getFirst().event());
    }

    @Test
    void aGroupThatIsDeletedMeanwhileHoldsNobody() {
        var given = healthy(1);
        var task = only(given);
        given.decide(new StopTask(task.id(), "", Doc.EMPTY));
        Balanced.register(given);
        given.event(new ListenerDeleted(Balanced.LISTENER)).event(new TargetGroupDeleted(BLUE));
        assertNotNull(assigned(given, task).stop());
        assertEquals(Decision.NOTHING, Balanced.register(given));
    }

    @Test
    void aTaskThatStopsByItselfIsNoTargetAnyMore() {
        var given = healthy(1);
        var task = only(given);
        var before = given.state().balancers().changed();
        given.ended(task, false);
        assertEquals(0, given.state().balancers().targets().size());
        assertTrue(given.state().balancers().changed().compareTo(before) > 0, "proxies have to hear of it");
        assertTrue(messages(given).contains("deregistered 1 targets in (target-group " + Balanced.arn(BLUE) + ")"));
    }

    @Test
    void whatACallerRegisteredByHandStaysWhatItIs() {
        var given = healthy(1);
        var byHand = new Target(Given.H1.instance(), 9);
        given.event(new TargetsRegistered(BLUE, List.of(byHand)));
        given.ended(only(given), false);
        assertEquals(
                List.of(byHand),
                given.state()
                        .balancers()
                        .targetsOf(BLUE)
                        .map(TargetRow::key)
                        .map(TargetRow.Key::target)
                        .toList());
    }

    @Test
    void aTargetThatACallerDeregisteredComesBackOnceItHasDrained() {
        var given = healthy(1);
        var task = only(given);
        var key = Balanced.targets(given, task).getFirst().key();
        given.event(new TargetsDeregistered(BLUE, List.of(key.target())));
        assertEquals(Decision.NOTHING, Balanced.register(given));
        given.later(Duration.ofSeconds(30));
        Balanced.drain(given);
        Balanced.register(given);
        assertFalse(Balanced.targets(given, task).getFirst().draining());
        assertEquals(Optional.empty(), Optional.ofNullable(given.task(task.id()).stopRequestedBy()));
    }
}
