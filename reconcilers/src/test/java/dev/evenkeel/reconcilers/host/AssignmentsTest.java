package dev.evenkeel.reconcilers.host;

import static dev.evenkeel.reconcilers.Given.DEV;
import static dev.evenkeel.reconcilers.Given.H1;
import static dev.evenkeel.reconcilers.Given.struct;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.host.Assignment.LogTarget;
import dev.evenkeel.reconcilers.host.Assignment.RunTask;
import dev.evenkeel.reconcilers.host.Assignment.StopOrder;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.LogsEvent.LogGroupCreated;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionRegistered;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskObserved;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a host hears of a state: all of it at first, then what changes.
final class AssignmentsTest {
    private static final TaskId TASK = new TaskId(DEV, "a".repeat(32));
    private static final TaskDefinitionId DEFINITION = new TaskDefinitionId("us-east-1", "web", 1);
    private static final HostPort PORT = new HostPort("app", 80, 32768, "tcp");

    private final Given given = Given.cluster();
    private @Nullable LocalHostLink link;

    @Test
    void aPlacedTaskIsWantedWithItsPorts() {
        define(Doc.EMPTY);
        place(Doc.EMPTY);

        var run = only();

        assertEquals(TASK, run.task());
        assertEquals(List.of(PORT), run.containers().getFirst().ports());
        assertEquals("web:1", run.containers().getFirst().definition().image());
        assertNull(run.stop());
        assertEquals(Phase.PENDING, run.known().phase());
    }

    @Test
    void aTaskOfAnotherHostIsNotWanted() {
        define(Doc.EMPTY);
        place(Doc.EMPTY);

        assertEquals(List.of(), Assignments.of(given.state(), new HostId("h-2")));
    }

    @Test
    void aTaskThatShallStopIsStillNamedUntilItHas() {
        define(Doc.EMPTY);
        place(Doc.EMPTY);
        given.event(new TaskStopRequested(TASK, StopCode.USER_INITIATED, "enough"));
        assertEquals(new StopOrder(StopCode.USER_INITIATED, "enough"), only().stop());

        given.event(new TaskStopped(TASK, StopCode.USER_INITIATED, "enough", List.of(), false));
        assertEquals(List.of(), Assignments.of(given.state(), H1));
    }

    @Test
    void overridesChangeTheContainersThatTheyName() {
        define(Doc.EMPTY);
        place(overrides(struct(
                "name", Doc.of("app"),
                "command", Doc.of(List.of(Doc.of("run"), Doc.of("fast"))),
                "environment",
                        Doc.of(List.of(
                                struct("name", Doc.of("COLOUR"), "value", Doc.of("red")),
                                struct("name", Doc.of("NEW"), "value", Doc.of("1")))),
                "cpu", Doc.of(512),
                "memory", Doc.of(99),
                "memoryReservation", Doc.of(33))));

        var app = only().containers().getFirst().definition();

        assertEquals(List.of("run", "fast"), app.program().command());
        assertEquals(
                Map.of("COLOUR", "red", "NEW", "1", "KEPT", "yes"),
                app.program().environment());
        assertEquals(512, app.resources().cpu());
        assertEquals(99, app.resources().memory());
        assertEquals(33, app.resources().memoryReservation());
        assertEquals("web:1", app.image());
    }

    @Test
    void overridesOfOtherContainersAndAbsentMembersChangeNothing() {
        define(Doc.EMPTY);
        place(overrides(struct("name", Doc.of("other"), "cpu", Doc.of(512)), struct("name", Doc.of("app"))));

        var app = only().containers().getFirst().definition();

        assertEquals(List.of("serve"), app.program().command());
        assertEquals(Map.of("COLOUR", "green", "KEPT", "yes"), app.program().environment());
        assertEquals(0, app.resources().cpu());
        assertEquals(64, app.resources().memory());
    }

    @Test
    void awslogsNamesAStreamAsTheEcsAgentDoes() {
        define(options("awslogs-group", "/ecs/web", "awslogs-stream-prefix", "s"));
        place(Doc.EMPTY);
        assertEquals(new LogTarget("us-east-1", "/ecs/web", "s/app/" + TASK.value(), false), log());

        given.event(new LogGroupCreated(new LogGroupId("us-east-1", "/ecs/web")));
        assertTrue(log().groupExists());
    }

    @Test
    void awslogsMayNameARegionAndAskForTheGroup() {
        define(options("awslogs-group", "g", "awslogs-region", "eu-west-1", "awslogs-create-group", "true"));
        place(Doc.EMPTY);

        assertEquals(new LogTarget("eu-west-1", "g", "app/" + TASK.value(), true), log());
    }

    @Test
    void aLineBeginsWithEverythingAndGoesOnWithChanges() {
        define(Doc.EMPTY);
        place(Doc.EMPTY);
        open();
        var first = update();
        assertTrue(first.complete());
        assertEquals(given.state().revision(), first.resultsIn());
        assertEquals(1, first.put().size());

        publish(new TaskStopRequested(TASK, StopCode.USER_INITIATED, "enough"));
        var second = update();
        assertFalse(second.complete());
        assertEquals(first.resultsIn(), second.appliesTo());
        assertNotNull(((RunTask) second.put().getFirst()).stop());

        publish(new TaskStopped(TASK, StopCode.USER_INITIATED, "enough", List.of(), false));
        assertEquals(List.of(RunTask.key(TASK)), update().drop());
    }

    @Test
    void whatTheHostItselfToldIsNoNewsToIt() {
        define(Doc.EMPTY);
        place(Doc.EMPTY);
        open();
        update();

        publish(new TaskObserved(TASK, Phase.RUNNING, Health.UNKNOWN, List.of(), null, null));

        assertTrue(link().poll().isEmpty());
    }

    @Test
    void aGroupThatComesToBeIsNewsForTheTasksThatLogToIt() {
        define(options("awslogs-group", "/ecs/web"));
        place(Doc.EMPTY);
        open();
        update();

        publish(new LogGroupCreated(new LogGroupId("us-east-1", "/ecs/web")));

        var run = (RunTask) update().put().getFirst();
        assertTrue(notNull(run.containers().getFirst().log()).groupExists());
    }

    @Test
    void batchesThatTheLineBeganWithArePassedOver() {
        define(Doc.EMPTY);
        var before = given.state();
        place(Doc.EMPTY);
        open();
        update();

        publish(before);

        assertTrue(link().poll().isEmpty());
    }

    @Test
    void aBatchThatWasNotPublishedIsMadeUpFor() {
        define(Doc.EMPTY);
        open();
        update();
        place(Doc.EMPTY);

        publish(new LogGroupCreated(new LogGroupId("us-east-1", "x")));

        assertEquals(RunTask.key(TASK), update().put().getFirst().key());
    }

    @Test
    void everythingCanBeAskedForAgain() {
        define(Doc.EMPTY);
        place(Doc.EMPTY);
        open();
        update();

        link().refresh();

        assertTrue(update().complete());
    }

    @Test
    void aWakeUpComesWithEachUpdateAndNotWithoutOne() {
        define(Doc.EMPTY);
        place(Doc.EMPTY);
        open();
        var wakes = new ArrayList<String>();
        link().onUpdate(() -> wakes.add("wake"));

        publish(new TaskStopRequested(TASK, StopCode.USER_INITIATED, "enough"));
        publish(new LogGroupCreated(new LogGroupId("us-east-1", "x")));

        assertEquals(1, wakes.size());
    }

    private void define(Doc.Struct logging) {
        var container = struct(
                "name", Doc.of("app"),
                "image", Doc.of("web:1"),
                "memory", Doc.of(64),
                "command", Doc.of(List.of(Doc.of("serve"))),
                "environment",
                        Doc.of(List.of(
                                struct("name", Doc.of("COLOUR"), "value", Doc.of("green")),
                                struct("name", Doc.of("KEPT"), "value", Doc.of("yes")))));
        if (!logging.equals(Doc.EMPTY)) {
            container = container.with("logConfiguration", logging);
        }
        given.event(new TaskDefinitionRegistered(
                DEFINITION,
                struct("family", Doc.of("web"), "containerDefinitions", Doc.of(List.of(container))),
                "root"));
    }

    private void place(Doc.Struct request) {
        given.event(
                new TaskCreated(TASK, DEFINITION, "family:web", "", LaunchType.EC2, null, null, request),
                new TaskPlaced(TASK, H1, List.of(PORT, new HostPort("other", 81, 32769, "tcp"))));
    }

    private static Doc.Struct overrides(Doc.Struct... containers) {
        return struct("overrides", struct("containerOverrides", Doc.of(List.of(containers))));
    }

    private static Doc.Struct options(String... pairs) {
        var values = new Object[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            values[i] = i % 2 == 0 ? pairs[i] : Doc.of(pairs[i]);
        }
        return struct("logDriver", Doc.of("awslogs"), "options", struct(values));
    }

    private RunTask only() {
        return (RunTask) Assignments.of(given.state(), H1).getFirst();
    }

    private LogTarget log() {
        return notNull(only().containers().getFirst().log());
    }

    private static <T> T notNull(@Nullable T value) {
        if (value == null) {
            throw new AssertionError("expected something");
        }
        return value;
    }

    private void open() {
        link = new LocalHostLink(H1, given.state(), _ -> CompletableFuture.completedFuture(null));
    }

    private LocalHostLink link() {
        return notNull(link);
    }

    private AssignmentUpdate update() {
        return link().poll().orElseThrow();
    }

    private void publish(Event event) {
        var before = given.state();
        given.event(event);
        link().published(before, given.state(), batch(given.state(), event));
    }

    /// A batch in which nothing happened that a host must hear of.
    private void publish(State before) {
        var event = new LogGroupCreated(new LogGroupId("us-east-1", "x"));
        link().published(before, given.state(), batch(given.state(), event));
    }

    private static Batch batch(State after, Event event) {
        return new Batch(
                after.revision(),
                1,
                Instant.EPOCH,
                new Origin.Genesis("test"),
                0,
                Hash.ZERO,
                List.of(new Entry(event, new Reason.Requested())));
    }
}
