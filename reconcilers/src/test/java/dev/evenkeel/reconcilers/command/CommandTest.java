package dev.evenkeel.reconcilers.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.command.ClusterCommand.CreateCluster;
import dev.evenkeel.reconcilers.command.ClusterCommand.DeleteCluster;
import dev.evenkeel.reconcilers.command.HostCommand.TakeReport;
import dev.evenkeel.reconcilers.command.ServiceCommand.CreateService;
import dev.evenkeel.reconcilers.command.ServiceCommand.PutService;
import dev.evenkeel.reconcilers.command.TaskCommand.Started;
import dev.evenkeel.reconcilers.command.TaskCommand.StopTask;
import dev.evenkeel.reconcilers.command.TaskCommand.Unplaced;
import dev.evenkeel.reconcilers.command.TaskDefinitionCommand.PutTaskDefinition;
import dev.evenkeel.reconcilers.command.TaskDefinitionCommand.RegisterTaskDefinition;
import dev.evenkeel.reconcilers.host.Report;
import dev.evenkeel.reconcilers.host.TaskReport;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionDeregistered;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Commands decide on a state; what they answer and leave is all there is to see.
class CommandTest {
    private static final DefinitionRef WEB = new DefinitionRef("us-east-1", "web", null);

    private final Given given = Given.cluster().definition("web", 1, 1000);

    @Test
    void creatingAClusterTwiceAnswersTheSameAndChangesNothing() {
        var again = given.decide(new CreateCluster(Given.DEV, Doc.EMPTY, Doc.EMPTY));

        assertEquals(List.of(), entries(again));
    }

    @Test
    void aClusterWithServicesOrTasksIsNotDeleted() {
        given.service("web", 1, 100, 200);
        assertRefused("ClusterContainsServicesException", given.decide(new DeleteCluster(Given.DEV, Doc.EMPTY)));

        var other = Given.cluster().definition("web", 1, 10);
        other.decide(run(1, null));
        assertRefused("ClusterContainsTasksException", other.decide(new DeleteCluster(Given.DEV, Doc.EMPTY)));
    }

    @Test
    void aDeletedClusterIsNotFoundAndCanBeMadeAgain() {
        given.decide(new DeleteCluster(Given.DEV, Doc.EMPTY));

        assertRefused("ClusterNotFoundException", given.decide(run(1, null)));
        given.decide(new CreateCluster(Given.DEV, Doc.EMPTY, Doc.EMPTY));
        assertEquals(1, started(given.decide(run(1, null))).tasks().size());
    }

    @Test
    void revisionNumbersAreNeverGivenOutTwice() {
        given.event(new TaskDefinitionDeregistered(new TaskDefinitionId("us-east-1", "web", 1)));
        assertRefused("ClientException", given.decide(run(1, null)));

        var next = given.decide(new RegisterTaskDefinition("us-east-1", "web", Doc.EMPTY, "root", Doc.EMPTY));

        assertEquals(2, ((Outcome.Accepted<TaskDefinitionId>) next).response().revision());
    }

    @Test
    void tasksThatDoNotFitAreFailuresBesideThoseThatDo() {
        var started = started(given.decide(run(10, null)));

        assertEquals(8, started.tasks().size(), "eight times 1000 MiB in 8192");
        assertEquals(List.of(new Unplaced(Given.H1, "RESOURCE:MEMORY")), started.failures());
    }

    @Test
    void theSameTokenGivesTheSameTasksAndAnotherRequestConflicts() {
        var first = started(given.decide(run(2, "token")));
        var again = given.decide(run(2, "token"));

        assertEquals(first.tasks(), started(again).tasks());
        assertEquals(List.of(), entries(again));
        assertEquals(2, given.wanted().count());
        assertRefused("ConflictException", given.decide(run(3, "token")));
    }

    @Test
    void aServiceIsCreatedOnce() {
        assertTrue(given.decide(create("web")) instanceof Outcome.Accepted<?>);
        assertRefused("InvalidParameterException", given.decide(create("web")));
        assertRefused(
                "ClusterNotFoundException",
                given.decide(new RunTasks(
                        TaskWish.of(new ClusterId("eu-west-1", "dev"), WEB, ""),
                        CapacityWish.UNSAID,
                        1,
                        null,
                        Doc.EMPTY)));
    }

    @Test
    void aReportIsTakenOnceAndPhasesNeverGoBack() {
        var task = started(given.decide(run(1, null))).tasks().getFirst();

        assertTrue(
                news(given, 1, new TaskReport(task, Phase.RUNNING, Health.UNKNOWN, List.of(), null, null, null, null)));
        assertFalse(
                news(given, 2, new TaskReport(task, Phase.RUNNING, Health.UNKNOWN, List.of(), null, null, null, null)));
        assertFalse(
                news(given, 3, new TaskReport(task, Phase.PENDING, Health.UNKNOWN, List.of(), null, null, null, null)));
        assertEquals(Phase.RUNNING, given.task(task).phase());
    }

    @Test
    void aTaskThatEndsWithinTenSecondsDidNotStart() {
        var quick = started(given.decide(run(1, null))).tasks().getFirst();
        given.observed(given.task(quick), Phase.RUNNING).later(Duration.ofSeconds(9));
        assertTrue(failedStart(given, 1, quick));

        var lasting = started(given.decide(run(1, null))).tasks().getFirst();
        given.observed(given.task(lasting), Phase.RUNNING).later(Duration.ofSeconds(10));
        assertFalse(failedStart(given, 2, lasting));
    }

    @Test
    void whoAskedForTheStopIsWhatTheTaskStoppedFor() {
        var task = started(given.decide(run(1, null))).tasks().getFirst();
        given.decide(new StopTask(task, "enough", Doc.EMPTY));

        assertTrue(news(given, 1, ended(task)));

        assertEquals(StopCode.USER_INITIATED, given.task(task).stopCode());
        assertEquals("enough", given.task(task).stoppedReason());
        assertEquals(List.of(), entries(given.decide(new StopTask(task, "again", Doc.EMPTY))));
    }

    @Test
    void applyIsAllOrNothingAndLaterCommandsSeeEarlierOnes() {
        var fresh = new Given();
        var document = given.state()
                .definitions()
                .get(new TaskDefinitionId("us-east-1", "web", 1))
                .orElseThrow();
        var manifests = new Apply(
                List.of(
                        new CreateCluster(Given.DEV, Doc.EMPTY, Doc.EMPTY),
                        new PutTaskDefinition(
                                "us-east-1", "web", document.definition().document(), "root", Doc.EMPTY),
                        new PutService(Given.service("web"), wish(), "root", Doc.EMPTY)),
                Doc.EMPTY);

        var first = assertInstanceOf(Outcome.Accepted.class, fresh.decide(manifests));
        assertEquals(5, first.entries().size());
        assertEquals(List.of(), entries(fresh.decide(manifests)), "applying again changes nothing");

        var empty = new Given();
        var broken = new Apply(
                List.of(
                        new CreateCluster(Given.DEV, Doc.EMPTY, Doc.EMPTY),
                        new PutService(Given.service("web"), wish(), "root", Doc.EMPTY)),
                Doc.EMPTY);
        assertRefused("ClientException", empty.decide(broken));
        assertEquals(State.EMPTY, empty.state());
    }

    private static RunTasks run(int count, @Nullable String token) {
        var input = Given.struct("count", Doc.of(count), "clientToken", Doc.of(String.valueOf(token)));
        return new RunTasks(TaskWish.of(Given.DEV, WEB, ""), CapacityWish.UNSAID, count, token, input);
    }

    private static CreateService create(String name) {
        return new CreateService(Given.service(name), wish(), "root", null, Doc.EMPTY);
    }

    private static ServiceWish wish() {
        return new ServiceWish(WEB, 1, CapacityWish.UNSAID, 100, 200, Doc.EMPTY);
    }

    private static TaskReport ended(TaskId task) {
        return new TaskReport(task, Phase.STOPPED, Health.UNKNOWN, List.of(), null, null, null, null);
    }

    private static boolean news(Given given, long sequence, TaskReport seen) {
        var report = new Report(Given.H1, sequence, given.state().revision(), List.of(seen));
        return ((Outcome.Accepted<Boolean>) given.decide(new TakeReport(report))).response();
    }

    private static boolean failedStart(Given given, long sequence, TaskId task) {
        var report = new Report(Given.H1, sequence, given.state().revision(), List.of(ended(task)));
        var accepted = (Outcome.Accepted<Boolean>) given.decide(new TakeReport(report));
        return ((TaskStopped) accepted.entries().getFirst().event()).failedStart();
    }

    private static Started started(Outcome<Started> outcome) {
        return ((Outcome.Accepted<Started>) outcome).response();
    }

    private static List<?> entries(Outcome<?> outcome) {
        return ((Outcome.Accepted<?>) outcome).entries();
    }

    private static void assertRefused(String code, Outcome<?> outcome) {
        assertEquals(code, assertInstanceOf(Outcome.Refused.class, outcome).code());
    }
}
