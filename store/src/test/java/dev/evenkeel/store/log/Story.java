package dev.evenkeel.store.log;

import dev.evenkeel.store.event.AccountEvent.AccountSettingChanged;
import dev.evenkeel.store.event.AlarmEvent.AlarmPut;
import dev.evenkeel.store.event.AlarmEvent.AlarmStateChanged;
import dev.evenkeel.store.event.AlarmEvent.AlarmTagged;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent.Called;
import dev.evenkeel.store.event.CallEvent.TokenUsed;
import dev.evenkeel.store.event.ClusterEvent.ClusterCreated;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentStarted;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.HostEvent.HostRegistered;
import dev.evenkeel.store.event.HostEvent.HostTagged;
import dev.evenkeel.store.event.LogsEvent.LogGroupCreated;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceEvent.ServiceCreated;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionRegistered;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskObserved;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.log.EventLog.Encoded;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.HostSpec;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.SettingId;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.state.Fold;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A log that tells of a service of one cluster on one host: whose tasks come, run, fail and are replaced.
public final class Story {
    public static final ClusterId CLUSTER = new ClusterId("us-east-1", "dev");
    public static final ServiceId SERVICE = new ServiceId(CLUSTER, "web");
    public static final TaskDefinitionId DEFINITION = new TaskDefinitionId("us-east-1", "web", 1);
    public static final DeploymentId DEPLOYMENT = new DeploymentId("ecs-svc/1234567890123456789");
    public static final AlarmId ALARM = new AlarmId("us-east-1", "errors");
    public static final HostId HOST = new HostId("h-1");
    private static final Instant START = Instant.parse("2026-03-04T05:06:07.008Z");

    private final List<Encoded> batches = new ArrayList<>();
    private State state = State.EMPTY;
    private long reports;

    /// The story up to a service that wants this many tasks and has none.
    public static Story service(int desired) {
        var story = new Story();
        story.tell(new Origin.Genesis("0.1.0"), registered());
        story.call(
                "ecs:CreateCluster",
                new ClusterCreated(CLUSTER, Doc.EMPTY),
                new TokenUsed("CreateCluster", "token-1", Hash.digest("parameters"), List.of("dev")),
                new AccountSettingChanged(SettingId.ofAccount("us-east-1", "containerInsights"), "enabled"),
                new HostTagged(HOST, Map.of("rack", "7")),
                new AlarmPut(ALARM, Samples.full(AlarmSpec.class)),
                new AlarmTagged(ALARM, Map.of("team", "web")),
                new AlarmStateChanged(ALARM, AlarmState.OK, "set", "{}", List.of()));
        story.call("logs:CreateLogGroup", new LogGroupCreated(new LogGroupId("us-east-1", "/web")));
        story.call("ecs:RegisterTaskDefinition", new TaskDefinitionRegistered(DEFINITION, definition(), "root"));
        var spec = new ServiceSpec(DEFINITION, desired, LaunchType.EC2, 100, 200, Doc.EMPTY);
        story.call(
                "ecs:CreateService",
                new ServiceCreated(SERVICE, spec, "root"),
                new DeploymentStarted(SERVICE, DEPLOYMENT, DEFINITION));
        return story;
    }

    private static Event registered() {
        return new HostRegistered(HOST, new HostSpec(8192, 16384, 32768, 60999, "127.0.0.1", "27.0"));
    }

    private static Doc.Struct definition() {
        var container = Doc.EMPTY
                .with("name", Doc.of("app"))
                .with("image", Doc.of("web:1"))
                .with("memory", Doc.of(64));
        return Doc.EMPTY.with("family", Doc.of("web")).with("containerDefinitions", Doc.of(List.of(container)));
    }

    /// A task of the service is created, placed, and runs.
    public TaskId starts(String name, EventRef because) {
        var task = new TaskId(CLUSTER, name);
        var below = new Reason.BelowDesired(1, 0, List.of(because));
        var created = new TaskCreated(
                task, DEFINITION, "service:web", DEPLOYMENT.value(), LaunchType.EC2, SERVICE, DEPLOYMENT, Doc.EMPTY);
        tell(new Origin.Reconcile("service", SERVICE.toString()), new Entry(created, below));
        int port = 32768 + batches.size();
        var placed = new TaskPlaced(task, HOST, List.of(new HostPort("app", 80, port, "tcp")));
        tell(
                new Origin.Reconcile("placement", SERVICE.toString()),
                new Entry(placed, new Reason.BelowDesired(1, 0, List.of(last(0)))));
        report(new TaskObserved(
                task, Phase.RUNNING, Health.UNKNOWN, List.of(container(ContainerPhase.RUNNING, null)), START, START));
        return task;
    }

    /// Its container ends by itself.
    public EventRef fails(TaskId task, int exitCode) {
        report(new TaskStopped(
                task,
                StopCode.ESSENTIAL_CONTAINER_EXITED,
                "Essential container in task exited",
                List.of(container(ContainerPhase.STOPPED, exitCode)),
                false));
        return last(0);
    }

    /// A caller wants it to stop.
    public EventRef stopAsked(TaskId task) {
        call("ecs:StopTask", new TaskStopRequested(task, StopCode.USER_INITIATED, "enough"));
        return last(1);
    }

    private static ContainerStatus container(ContainerPhase phase, @Nullable Integer exitCode) {
        return new ContainerStatus("app", phase, exitCode, null, Health.UNKNOWN, "c0ffee", null);
    }

    /// A call that leads to these events.
    public void call(String operation, Event... events) {
        var entries = new ArrayList<Entry>();
        entries.add(new Entry(new Called(operation, Doc.EMPTY), new Reason.Requested()));
        Arrays.stream(events).forEach(event -> entries.add(new Entry(event, new Reason.Requested())));
        var origin = new Origin.Call("request-" + batches.size(), "arn:aws:iam::123456789012:root", operation);
        tell(origin, entries.toArray(Entry[]::new));
    }

    private void report(Event event) {
        tell(new Origin.HostReport(HOST, ++reports), new Entry(event, new Reason.Observed()));
    }

    private void tell(Origin origin, Event event) {
        tell(origin, new Entry(event, new Reason.Observed()));
    }

    /// One more batch.
    public void tell(Origin origin, Entry... entries) {
        var revision = state.revision().next();
        var batch = new Batch(
                revision,
                1,
                START.plusSeconds(revision.value()),
                origin,
                revision.value(),
                state.head(),
                List.of(entries));
        var encoded = BatchCodec.encode(batch);
        state = Fold.apply(state, batch, encoded.hash());
        batches.add(encoded);
    }

    /// The place of an entry of the last batch.
    public EventRef last(int index) {
        return new EventRef(state.revision(), index);
    }

    /// What was told so far.
    public List<Encoded> batches() {
        return List.copyOf(batches);
    }

    /// What it comes to.
    public State state() {
        return state;
    }

    /// A log that holds it.
    public EventLog log() {
        var log = new MemoryEventLog(new MemoryEventLog.Disk());
        log.append(batches()).toCompletableFuture().join();
        return log;
    }
}
