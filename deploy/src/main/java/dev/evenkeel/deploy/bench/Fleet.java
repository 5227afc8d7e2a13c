package dev.evenkeel.deploy.bench;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.ClusterEvent.ClusterCreated;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentStarted;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.HostEvent.HostRegistered;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceEvent.ServiceCreated;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionRegistered;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskObserved;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.log.BatchCodec;
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
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.Fold;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The log of a large installation: services of a hundred running tasks, a hundred tasks on each host. Each task is
/// created, placed, and seen pulling and running: four events.
final class Fleet {
    private static final int TASKS_OF_A_SERVICE = 100;
    private static final int SERVICES_OF_A_CLUSTER = 200;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Consumer<Encoded> sink;
    private final Dice dice = new Dice(1);
    private State state = State.EMPTY;
    private long folding;
    private long events;

    /// @param sink gets each batch once it is folded
    Fleet(Consumer<Encoded> sink) {
        this.sink = sink;
    }

    State state() {
        return state;
    }

    long events() {
        return events;
    }

    /// Events folded in a second.
    double foldRate() {
        return events / (folding / 1e9);
    }

    /// As many services as it takes for this many tasks.
    void grow(int tasks) {
        for (int service = 0; service < tasks / TASKS_OF_A_SERVICE; service++) {
            var cluster = new ClusterId("us-east-1", "cluster-" + service / SERVICES_OF_A_CLUSTER);
            if (service % SERVICES_OF_A_CLUSTER == 0) {
                call("CreateCluster", new ClusterCreated(cluster, Doc.EMPTY));
            }
            service(new ServiceId(cluster, "service-" + service), service);
        }
    }

    private void service(ServiceId service, int number) {
        var definition = new TaskDefinitionId("us-east-1", service.name(), 1);
        var deployment = new DeploymentId("ecs-svc/" + dice.digits19());
        var host = new HostId("host-" + number);
        var container = Doc.EMPTY
                .with("name", Doc.of("app"))
                .with("image", Doc.of("web:1"))
                .with("memory", Doc.of(64));
        var document = Doc.EMPTY.with("containerDefinitions", Doc.of(List.of(container)));
        var spec = new ServiceSpec(definition, TASKS_OF_A_SERVICE, LaunchType.EC2, 100, 200, Doc.EMPTY);
        tell(
                new Origin.Lease(host),
                new Reason.Observed(),
                List.of(new HostRegistered(host, new HostSpec(65_536, 65_536, 32_768, 60_999, "10.0.0.1", "27"))));
        call("RegisterTaskDefinition", new TaskDefinitionRegistered(definition, document, "root"));
        call(
                "CreateService",
                new ServiceCreated(service, spec, "root"),
                new DeploymentStarted(service, deployment, definition));
        tasks(service, definition, deployment, host);
    }

    private void tasks(ServiceId service, TaskDefinitionId definition, DeploymentId deployment, HostId host) {
        var created = new ArrayList<Event>();
        var placed = new ArrayList<Event>();
        var seen = new ArrayList<Event>();
        for (int i = 0; i < TASKS_OF_A_SERVICE; i++) {
            var task = new TaskId(service.cluster(), dice.hex32());
            created.add(new TaskCreated(
                    task,
                    definition,
                    "service:" + service.name(),
                    deployment.value(),
                    LaunchType.EC2,
                    service,
                    deployment,
                    Doc.EMPTY));
            placed.add(new TaskPlaced(task, host, List.of(new HostPort("app", 80, 32_768 + i, "tcp"))));
            seen.add(new TaskObserved(task, Phase.ACTIVATING, Health.UNKNOWN, List.of(), START, null));
            var running = new ContainerStatus(
                    "app", ContainerPhase.RUNNING, null, null, Health.UNKNOWN, dice.hex32() + dice.hex32(), null);
            seen.add(new TaskObserved(task, Phase.RUNNING, Health.UNKNOWN, List.of(running), START, START));
        }
        var why = new Reason.BelowDesired(TASKS_OF_A_SERVICE, 0, List.of(new EventRef(state.revision(), 0)));
        var name = service.toString();
        tell(new Origin.Reconcile("service", name), why, created);
        tell(new Origin.Reconcile("placement", name), why, placed);
        for (int i = 0; i < seen.size(); i += 4) {
            tell(new Origin.HostReport(host, i / 4 + 1), new Reason.Observed(), seen.subList(i, i + 4));
        }
    }

    private void call(String operation, Event... decided) {
        tell(new Origin.Call(dice.hex32(), "root", "ecs:" + operation), new Reason.Requested(), List.of(decided));
    }

    private void tell(Origin origin, Reason reason, List<Event> told) {
        var revision = state.revision().next();
        var entries = told.stream().map(event -> new Entry(event, reason)).toList();
        var at = START.plusMillis(revision.value());
        var encoded = BatchCodec.encode(new Batch(revision, 1, at, origin, dice.next(), state.head(), entries));
        // As in a replay: ids come out of the bytes.
        var batch = BatchCodec.decode(encoded.bytes());
        long start = System.nanoTime();
        state = Fold.apply(state, batch, encoded.hash());
        folding += System.nanoTime() - start;
        events += entries.size();
        sink.accept(encoded);
    }
}
