package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.Given;
import dev.evenkeel.store.event.AlarmEvent.AlarmPut;
import dev.evenkeel.store.event.AlarmEvent.AlarmStateChanged;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentFailed;
import dev.evenkeel.store.event.DeploymentEvent.FailuresReset;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent.AlarmsFired;
import dev.evenkeel.store.event.ServiceDeploymentEvent.AlarmsIgnored;
import dev.evenkeel.store.event.ServiceDeploymentEvent.BreakerTripped;
import dev.evenkeel.store.event.ServiceDeploymentEvent.RollbackStarted;
import dev.evenkeel.store.event.ServiceDeploymentEvent.ServiceDeploymentMoved;
import dev.evenkeel.store.event.ServiceDeploymentEvent.ServiceDeploymentStarted;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetCreated;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetDraining;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetPrimaryChanged;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.Scale;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.TaskSetSpec;
import dev.evenkeel.store.model.alarm.AlarmActions;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.model.alarm.Comparison;
import dev.evenkeel.store.model.alarm.MetricStat;
import dev.evenkeel.store.model.deployment.ServiceDeploymentId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The checkers of breakers, alarms and releases find what they are there to find.
final class DeploymentCheckersTest extends ShownLog {
    private static final String TRIP = "a breaker trips at its threshold";
    private static final String WATCHED = "a deployment fails for the alarms that it watches";
    private static final TaskDefinitionId DEFINITION = new TaskDefinitionId("us-east-1", "web", 1);
    private static final DeploymentId TARGET = new DeploymentId("ecs-svc/1");
    private static final ServiceDeploymentId ID = new ServiceDeploymentId(Given.service("web"), "d1");
    private static final AlarmId ALARM = new AlarmId("us-east-1", "errors");
    private static final Reason ALARMED = new Reason.Alarmed(List.of("errors"), List.of());
    private static final Reason SEEN = new Reason.Observed();
    private static final Reason ASKED = new Reason.Requested();

    private final BreakerChecker breaker = new BreakerChecker(findings);
    private final AlarmChecker alarm = new AlarmChecker(findings);

    @BeforeEach
    void aServiceWithABreakerAndAnAlarm() {
        var configuration = Deploying.alarms(true, 1, "errors").with(Deploying.BREAKER);
        state = Given.cluster()
                .definition("web", 1, 64)
                .service("web", 2, 100, 200, Doc.EMPTY.with(ServiceSpec.DEPLOYMENT_CONFIGURATION, configuration))
                .state();
        show(breaker, CALL, ASKED, new ServiceDeploymentStarted(ID, List.of(), TARGET));
    }

    // The breaker.

    @Test
    void aBreakerThatTripsAtItsThreshold() {
        begin(breaker);
        fail(3);
        show(breaker, INNER, ASKED, new BreakerTripped(ID, 3, 3));
        found();
    }

    @Test
    void aBreakerThatTripsTooEarly() {
        begin(breaker);
        fail(2);
        show(breaker, INNER, ASKED, new BreakerTripped(ID, 2, 2));
        found(TRIP);
    }

    @Test
    void aBreakerThatDoesNotTrip() {
        begin(breaker);
        fail(3);
        now = now.plus(Duration.ofMinutes(3));
        show(breaker, CALL, ASKED, created(new TaskId(Given.DEV, "later")));
        found(TRIP);
    }

    @Test
    void aFailureThatIsNotCounted() {
        begin(breaker);
        var task = new TaskId(Given.DEV, "0");
        show(breaker, CALL, ASKED, created(task));
        show(breaker, REPORT, SEEN, new TaskStopped(task, StopCode.TASK_FAILED_TO_START, "", List.of(), false));
        found("failures are counted as tasks fail");
    }

    @Test
    void countingThatBeginsAgainForATaskThatDoesNotRun() {
        begin(breaker);
        var task = new TaskId(Given.DEV, "other");
        fail(1);
        show(breaker, CALL, ASKED, created(task));
        show(breaker, INNER, ASKED, new FailuresReset(Given.service("web"), TARGET, task));
        found("only a healthy task makes counting begin again");
    }

    // Alarms.

    @Test
    void anAlarmThatEndsADeploymentAsItShould() {
        alarm(AlarmState.OK);
        begin(alarm);
        alarm(AlarmState.ALARM);
        show(
                alarm,
                INNER,
                ALARMED,
                new AlarmsFired(ID, List.of("errors")),
                new DeploymentFailed(Given.service("web"), TARGET, "alarm errors went to ALARM."),
                new RollbackStarted(ID, null, "alarm errors"));
        found();
    }

    @Test
    void anAlarmThatIsPassedOver() {
        alarm(AlarmState.OK);
        begin(alarm);
        alarm(AlarmState.ALARM);
        moved(ServiceDeploymentStatus.SUCCESSFUL);
        found(WATCHED);
    }

    @Test
    void anAlarmThatIsSilentAndEndsADeployment() {
        alarm(AlarmState.OK);
        begin(alarm);
        show(
                alarm,
                INNER,
                ALARMED,
                new AlarmsFired(ID, List.of("errors")),
                new DeploymentFailed(Given.service("web"), TARGET, "alarm errors went to ALARM."),
                new RollbackStarted(ID, null, "alarm errors"));
        found(WATCHED);
    }

    @Test
    void anAlarmThatEndsADeploymentWhichDoesNotGoBackAndDoesNotSayWhy() {
        alarm(AlarmState.OK);
        begin(alarm);
        alarm(AlarmState.ALARM);
        show(
                alarm,
                INNER,
                ALARMED,
                new AlarmsFired(ID, List.of("errors")),
                new DeploymentFailed(Given.service("web"), TARGET, "something"));
        found(
                "a deployment that an alarm ends says which",
                "a deployment that an alarm ends goes back where that is wanted");
    }

    @Test
    void aDeploymentThatFailsForNoAlarm() {
        show(alarm, INNER, ALARMED, new DeploymentFailed(Given.service("web"), TARGET, "alarm"));
        found("only an alarm fails a deployment for one");
    }

    @Test
    void anAlarmThatRangBeforeAndIsWatched() {
        alarm(AlarmState.ALARM);
        begin(alarm);
        found("alarms that rang before a deployment began are not watched");
    }

    @Test
    void anAlarmThatRangBeforeAndIsNotWatched() {
        alarm(AlarmState.ALARM);
        show(
                alarm,
                INNER,
                ALARMED,
                new AlarmsIgnored(ID, List.of("errors")),
                new ServiceDeploymentMoved(ID, ServiceDeploymentStatus.IN_PROGRESS, ""));
        moved(ServiceDeploymentStatus.SUCCESSFUL);
        found();
    }

    // Releases.

    @Test
    void aThirdTaskSetOfCodeDeploy() {
        var controller = Doc.EMPTY.with("deploymentController", Doc.EMPTY.with("type", Doc.of("CODE_DEPLOY")));
        state = Given.cluster()
                .definition("web", 1, 64)
                .service("web", 2, 100, 200, controller)
                .state();
        var spec = new TaskSetSpec(DEFINITION, LaunchType.EC2, Scale.FULL, Doc.EMPTY);
        for (int i = 0; i < 3; i++) {
            show(new ReleaseChecker(findings), INNER, ASKED, new TaskSetCreated(set(i), spec));
        }
        found("two task sets live at most");
    }

    @Test
    void aPrimaryTaskSetThatIsTakenAway() {
        var checker = new ReleaseChecker(findings);
        var spec = new TaskSetSpec(DEFINITION, LaunchType.EC2, Scale.FULL, Doc.EMPTY);
        show(checker, CALL, ASKED, new TaskSetCreated(set(1), spec), new TaskSetPrimaryChanged(set(1)));
        show(checker, INNER, ASKED, new TaskSetDraining(set(1)));
        found("a primary task set stays");
    }

    private static TaskSetId set(int number) {
        return new TaskSetId(Given.service("web"), new DeploymentId("ecs-svc/" + number));
    }

    private void alarm(AlarmState now) {
        var metric = new MetricStat("World", "errors", Map.of(), 60, "Sum", null);
        var rule = new AlarmSpec.Rule(1, null, Comparison.ABOVE, 0, null, null);
        var spec = new AlarmSpec(null, AlarmActions.NONE, metric, List.of(), rule);
        show(alarm, CALL, ASKED, new AlarmPut(ALARM, spec), new AlarmStateChanged(ALARM, now, "", null, List.of()));
    }

    private void begin(Checker checker) {
        show(checker, INNER, ASKED, new ServiceDeploymentMoved(ID, ServiceDeploymentStatus.IN_PROGRESS, ""));
    }

    private void moved(ServiceDeploymentStatus status) {
        show(alarm, INNER, ASKED, new ServiceDeploymentMoved(ID, status, ""));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            var task = new TaskId(Given.DEV, "f" + i);
            show(breaker, CALL, ASKED, created(task));
            show(breaker, REPORT, SEEN, new TaskStopped(task, StopCode.TASK_FAILED_TO_START, "", List.of(), true));
        }
    }

    private static Event created(TaskId task) {
        return new TaskCreated(task, DEFINITION, "g", "s", LaunchType.EC2, Given.service("web"), TARGET, Doc.EMPTY);
    }
}
