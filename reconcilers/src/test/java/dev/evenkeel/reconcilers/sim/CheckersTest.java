package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent.Called;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskObserved;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Checkers find what they are there to find: each is shown a log that breaks its promise.
final class CheckersTest extends ShownLog {
    private static final TaskDefinitionId DEFINITION = new TaskDefinitionId("us-east-1", "web", 1);
    private static final TaskId ONE = new TaskId(Given.DEV, "1");
    private static final DeploymentId DEPLOYMENT = new DeploymentId("ecs-svc/1");

    @BeforeEach
    void aClusterWithAHostOfEightGigabytes() {
        state = Given.cluster()
                .definition("web", 1, 4096)
                .service("web", 1, 100, 100)
                .state();
    }

    @Test
    void aStateThatDoesNotKnowItsBatch() {
        hash = Hash.ZERO;
        show(new ChainChecker(findings), CALL, new Reason.Requested(), created(ONE, null));
        found("the state knows the hash of its last batch");
    }

    @Test
    void timeThatGoesBack() {
        now = now.minusSeconds(1);
        show(new ChainChecker(findings), CALL, new Reason.Requested(), created(ONE, null));
        found("time never goes back");
    }

    @Test
    void anInnerDecisionWithoutEvidence() {
        show(evidence(), INNER, new Reason.Requested(), created(ONE, null));
        found("an inner decision names its evidence");
    }

    @Test
    void evidenceThatLiesAhead() {
        var ahead = new EventRef(state.revision().next(), 7);
        show(evidence(), INNER, new Reason.OwnerGone(List.of(ahead)), created(ONE, null));
        found("evidence is an earlier event");
    }

    @Test
    void aPhaseThatGoesBack() {
        var checker = new TaskChecker(findings);
        show(checker, CALL, new Reason.Requested(), created(ONE, null), placed(ONE));
        show(checker, REPORT, new Reason.Observed(), observed(Phase.RUNNING), observed(Phase.PENDING));
        found("phases never go back");
    }

    @Test
    void aTaskThatIsPlacedTwice() {
        show(new TaskChecker(findings), CALL, new Reason.Requested(), created(ONE, null), placed(ONE), placed(ONE));
        found("a task is placed once");
    }

    @Test
    void aTaskThatStopsThoughItsHostDidNotSaySo() {
        var checker = new TaskChecker(findings);
        show(checker, CALL, new Reason.Requested(), created(ONE, null), placed(ONE));
        var stopped = new TaskStopped(ONE, StopCode.USER_INITIATED, "", List.of(), false);
        show(checker, INNER, new Reason.Requested(), stopped);
        found("a task stops for a reason");
    }

    @Test
    void aReportTakenTwice() {
        var checker = new HostChecker(findings);
        show(checker, REPORT, new Reason.Observed(), created(ONE, null));
        show(checker, REPORT, new Reason.Observed(), placed(ONE));
        found("a report is taken once and in order");
    }

    @Test
    void aHostThatIsOverCommitted() {
        for (int i = 0; i < 3; i++) {
            var task = new TaskId(Given.DEV, "t" + i);
            show(new HostChecker(findings), CALL, new Reason.Requested(), created(task, null), placed(task));
        }
        found("a host is not over-committed");
    }

    @Test
    void moreTasksThanTheMaximum() {
        var two = new TaskId(Given.DEV, "2");
        var web = Given.service("web");
        show(new ServiceChecker(findings), INNER, new Reason.Requested(), created(ONE, web), created(two, web));
        found("tasks never exceed maximumPercent", "tasks never exceed maximumPercent");
    }

    @Test
    void aDeploymentThatStopsWhatStillServes() {
        var checker = new ServiceChecker(findings);
        show(checker, INNER, new Reason.Requested(), created(ONE, Given.service("web")), placed(ONE));
        show(checker, REPORT, new Reason.Observed(), observed(Phase.RUNNING));
        var stop = new TaskStopRequested(ONE, StopCode.SERVICE_SCHEDULER_INITIATED, "");
        show(checker, INNER, new Reason.Superseded(DEPLOYMENT, List.of()), stop);
        found("a deployment leaves minimumHealthyPercent running");
    }

    @Test
    void anAnswerThatTheLogDoesNotHave() {
        var checker = new CallChecker(findings);
        show(checker, CALL, new Reason.Requested(), new Called("ecs:RunTask", Doc.EMPTY));
        checker.answered("r-1", state.revision());
        checker.answered("r-2", new Revision(99));
        checker.check();
        found("an acknowledged call is in the log");
    }

    @Test
    void aTokenWithTwoAnswersAndTwoEffects() {
        var checker = new CallChecker(findings);
        checker.answered("token", 1, List.of(ONE));
        checker.answered("token", 1, List.of(new TaskId(Given.DEV, "2")));
        found("the same token gets the same answer");
    }

    @Test
    void aContainerThatIsStartedTwice() {
        var checker = new ContainerChecker(findings);
        checker.started("h-1", new ContainerKey(ONE, "app"), "c1");
        checker.started("h-1", new ContainerKey(ONE, "app"), "c2");
        found("a container of a task is started at most once");
    }

    private EvidenceChecker evidence() {
        var checker = new EvidenceChecker(findings);
        for (long r = 1; r <= state.revision().value(); r++) {
            var batch = new Batch(
                    new Revision(r),
                    1,
                    now,
                    CALL,
                    1,
                    Hash.ZERO,
                    List.of(entry(new Reason.Requested(), created(ONE, null))));
            checker.durable(batch, state, state);
        }
        return checker;
    }

    private static Entry entry(Reason reason, Event event) {
        return new Entry(event, reason);
    }

    private static Event created(TaskId task, @Nullable ServiceId service) {
        var deployment = service == null ? null : DEPLOYMENT;
        return new TaskCreated(task, DEFINITION, "g", "s", LaunchType.EC2, service, deployment, Doc.EMPTY);
    }

    private static Event placed(TaskId task) {
        return new TaskPlaced(task, Given.H1, List.of());
    }

    private static Event observed(Phase phase) {
        return new TaskObserved(ONE, phase, Health.UNKNOWN, List.of(), null, null);
    }
}
