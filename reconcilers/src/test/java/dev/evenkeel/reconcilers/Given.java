package dev.evenkeel.reconcilers;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.ClusterEvent.ClusterCreated;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentStarted;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.HostEvent.HostRegistered;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceEvent.ServiceCreated;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionRegistered;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskObserved;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.ledger.Transaction;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.Fold;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/// A state made of events, for tests of one decision.
public final class Given {
    public static final ClusterId DEV = new ClusterId("us-east-1", "dev");
    public static final HostId H1 = new HostId("h-1");
    public static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private State state = State.EMPTY;
    private Instant now = START;
    private long seed = 7;

    /// A cluster `dev` and a host of 4 vCPU and 8 GiB.
    public static Given cluster() {
        return new Given().event(new ClusterCreated(DEV, Doc.EMPTY)).host(H1, 4096, 8192);
    }

    public Given host(HostId host, int cpu, int memory) {
        return event(new HostRegistered(host, new HostSpec(cpu, memory, 32768, 33767, "127.0.0.1", "28.0")));
    }

    /// Appends these events as one batch, all requested.
    public Given event(Event... events) {
        var entries = Arrays.stream(events)
                .map(e -> new Entry(e, new Reason.Requested()))
                .toList();
        return entries(entries);
    }

    public Given entries(List<Entry> entries) {
        if (!entries.isEmpty()) {
            var batch =
                    new Batch(state.revision().next(), 1, now, new Origin.Genesis("test"), seed, state.head(), entries);
            state = Fold.apply(state, batch, new Hash(1, 2, 3, batch.revision().value()));
        }
        return this;
    }

    /// A task definition `web:revision` of one container with this memory and these host ports.
    public Given definition(String family, int revision, int memory, int... hostPorts) {
        var container = struct(
                "name", Doc.of("app"),
                "image", Doc.of("web:" + revision),
                "memory", Doc.of(memory),
                "portMappings",
                        Doc.of(Arrays.stream(hostPorts)
                                .mapToObj(p -> struct("containerPort", Doc.of(80), "hostPort", Doc.of(p)))
                                .toList()));
        return event(new TaskDefinitionRegistered(
                new TaskDefinitionId("us-east-1", family, revision),
                struct("family", Doc.of(family), "containerDefinitions", Doc.of(List.of(container))),
                "root"));
    }

    public Given service(String name, int desired, int minimum, int maximum) {
        return service(name, desired, minimum, maximum, Doc.EMPTY);
    }

    /// A service with further members of CreateService.
    public Given service(String name, int desired, int minimum, int maximum, Doc.Struct document) {
        var definition = new TaskDefinitionId("us-east-1", "web", 1);
        var spec = new ServiceSpec(definition, desired, LaunchType.EC2, minimum, maximum, document);
        return event(
                new ServiceCreated(service(name), spec, "root"),
                new DeploymentStarted(service(name), new DeploymentId("ecs-svc/1"), definition));
    }

    /// A task of a service comes to be.
    public Event serviceTask(String service, TaskId task) {
        var deployment = row(service).primary();
        return new TaskCreated(
                task,
                deployment.definition(),
                "service:" + service,
                deployment.id().value(),
                LaunchType.EC2,
                service(service),
                deployment.id(),
                Doc.EMPTY);
    }

    /// Every task that shall run is seen running, from now.
    public Given allRunning() {
        wanted().filter(task -> task.phase() != Phase.RUNNING).forEach(task -> observed(task, Phase.RUNNING));
        return this;
    }

    public Given observed(TaskRow task, Phase phase) {
        return observed(task, phase, Health.UNKNOWN);
    }

    public Given observed(TaskRow task, Phase phase, Health health) {
        var containers = List.of(new ContainerStatus("app", ContainerPhase.RUNNING, null, null, health, "c1", null));
        return event(new TaskObserved(task.id(), phase, health, containers, null, null));
    }

    /// The task ended by itself.
    public Given ended(TaskRow task, boolean failedStart) {
        return event(new TaskStopped(
                task.id(),
                StopCode.ESSENTIAL_CONTAINER_EXITED,
                "Essential container in task exited",
                task.containers(),
                failedStart));
    }

    /// Every task that was asked to stop has.
    public Given allStopped() {
        state.tasks()
                .byId()
                .values()
                .filter(t -> t.alive() && !t.wanted())
                .toList()
                .forEach(task ->
                        event(new TaskStopped(task.id(), StopCode.SERVICE_SCHEDULER_INITIATED, "", List.of(), false)));
        return this;
    }

    public Given later(Duration time) {
        now = now.plus(time);
        return this;
    }

    public <R> Outcome<R> decide(Transaction<R> transaction) {
        var outcome = transaction.decide(state, inputs());
        if (outcome instanceof Outcome.Accepted<R> yes) {
            entries(yes.entries());
        }
        return outcome;
    }

    public Inputs inputs() {
        return new Inputs(now, seed++, state.revision().next());
    }

    public State state() {
        return state;
    }

    public Instant now() {
        return now;
    }

    public ServiceRow row(String service) {
        return state.services().get(service(service)).orElseThrow();
    }

    public Stream<TaskRow> wanted() {
        return state.tasks().byId().values().filter(TaskRow::wanted).toList().stream();
    }

    public TaskRow task(TaskId id) {
        return state.tasks().byId().get(id).orElseThrow();
    }

    public static ServiceId service(String name) {
        return new ServiceId(DEV, name);
    }

    public static Doc.Struct struct(Object... pairs) {
        var members = new LinkedHashMap<String, Doc>();
        for (int i = 0; i < pairs.length; i += 2) {
            members.put((String) pairs[i], (Doc) pairs[i + 1]);
        }
        return new Doc.Struct(members);
    }
}
