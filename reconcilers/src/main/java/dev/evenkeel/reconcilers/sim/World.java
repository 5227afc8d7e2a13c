package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.Reconcilers;
import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.command.AlarmCommand.PutAlarm;
import dev.evenkeel.reconcilers.command.AlarmCommand.SetState;
import dev.evenkeel.reconcilers.command.ClusterCommand.CreateCluster;
import dev.evenkeel.reconcilers.command.Command;
import dev.evenkeel.reconcilers.command.DefinitionRef;
import dev.evenkeel.reconcilers.command.HookCommand.ContinueDeployment;
import dev.evenkeel.reconcilers.command.InstanceCommand.SetStatus;
import dev.evenkeel.reconcilers.command.RunTasks;
import dev.evenkeel.reconcilers.command.ServiceChange;
import dev.evenkeel.reconcilers.command.ServiceCommand.CreateService;
import dev.evenkeel.reconcilers.command.ServiceCommand.DeleteService;
import dev.evenkeel.reconcilers.command.ServiceCommand.UpdateService;
import dev.evenkeel.reconcilers.command.ServiceDeploymentCommand.StopServiceDeployment;
import dev.evenkeel.reconcilers.command.ServiceWish;
import dev.evenkeel.reconcilers.command.TaskCommand.StopTask;
import dev.evenkeel.reconcilers.command.TaskDefinitionCommand.RegisterTaskDefinition;
import dev.evenkeel.reconcilers.command.TaskSetCommand.CreateTaskSet;
import dev.evenkeel.reconcilers.command.TaskSetCommand.DeleteTaskSet;
import dev.evenkeel.reconcilers.command.TaskSetCommand.MakePrimary;
import dev.evenkeel.reconcilers.command.TaskSetCommand.ScaleTaskSet;
import dev.evenkeel.reconcilers.command.TaskSetWish;
import dev.evenkeel.reconcilers.command.TaskWish;
import dev.evenkeel.reconcilers.hook.HookAnswer;
import dev.evenkeel.reconcilers.hook.HookCall;
import dev.evenkeel.reconcilers.sim.FaultPlan.Fault;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.Scale;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.alarm.AlarmActions;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.model.alarm.Comparison;
import dev.evenkeel.store.model.alarm.MetricStat;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import dev.evenkeel.store.model.balancing.TargetType;
import dev.evenkeel.store.model.deployment.HookAction;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.model.deployment.Traffic;
import dev.evenkeel.store.state.AlarmRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceMessage;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetRow;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/// The simulation with a readable face, for tests: hosts and images first, then what callers do, then time.
///
/// Every promise is checked all along; what is found to be wrong ends the test with the last things that happened.
public final class World {
    private static final String REGION = "us-east-1";
    private static final String CALLER = "tester";
    private static final Duration LONG_ENOUGH = Duration.ofHours(2);
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final Simulation simulation;
    private final ClusterId cluster = new ClusterId(REGION, "dev");
    private final TreeMap<String, Front> fronts = new TreeMap<>();
    private boolean started;

    private World(long seed) {
        simulation = new Simulation(seed, Reconcilers.DEFAULTS);
    }

    /// An empty world: no hosts, no images.
    public static World seed(long seed) {
        return new World(seed);
    }

    // What there is.

    /// One more host; before anything is asked of the cluster.
    ///
    /// @param cpu CPU units
    /// @param memory MiB
    public World host(int cpu, int memory) {
        simulation.addHost(cpu, memory);
        return this;
    }

    /// Containers that are made of this image from now on behave like this.
    public World image(String image, ImagePlan plan) {
        simulation.registry.put(image, plan);
        return this;
    }

    // What callers do.

    /// A service of this many such tasks, with ECS's percentages.
    public World service(String name, int desired, Blueprint tasks) {
        return service(name, desired, tasks, 100, 200);
    }

    /// A service of this many such tasks.
    public World service(String name, int desired, Blueprint tasks, int minimumHealthyPercent, int maximumPercent) {
        var wish = new ServiceWish(
                register(name, tasks),
                desired,
                tasks.fargate() ? CapacityWish.of(LaunchType.FARGATE) : CapacityWish.UNSAID,
                minimumHealthyPercent,
                maximumPercent,
                tasks.ownNetwork() ? network() : Doc.EMPTY);
        call("ecs:CreateService", new CreateService(id(name), wish, CALLER, null, Doc.EMPTY));
        return this;
    }

    /// A service of this many such tasks, deployed as ECS's `deploymentConfiguration` says.
    public World service(String name, int desired, Blueprint tasks, Doc.Struct deployment) {
        var document = Doc.EMPTY.with(ServiceSpec.DEPLOYMENT_CONFIGURATION, deployment);
        var wish = new ServiceWish(register(name, tasks), desired, CapacityWish.UNSAID, 100, 200, document);
        call("ecs:CreateService", new CreateService(id(name), wish, CALLER, null, Doc.EMPTY));
        return this;
    }

    /// The default subnets.
    private Doc.Struct network() {
        start();
        var subnets = state().networks()
                .in(REGION)
                .subnets(REGION)
                .map(row -> Doc.of(row.id().value()))
                .toList();
        var asked = Doc.EMPTY.with("awsvpcConfiguration", Doc.EMPTY.with("subnets", Doc.of(subnets)));
        return Doc.EMPTY.with(NetworkConfiguration.MEMBER, asked);
    }

    /// A service behind a load balancer of its own, with two target groups, whose deployments shift traffic.
    ///
    /// @param configuration ECS's `deploymentConfiguration`
    public World shifting(String name, int desired, Blueprint tasks, Doc.Struct configuration) {
        start();
        new FrontMaker(simulation.server, simulation.client, REGION, name, Front.Kind.HTTP)
                .make(front -> fronts.put(name, front));
        until(() -> fronts.containsKey(name), "the load balancer of " + name + " is there");
        return shifting(name, desired, tasks, configuration, front(name).document());
    }

    /// A service without load balancers whose deployments go through the stages of those that shift traffic.
    public World headless(String name, int desired, Blueprint tasks, Doc.Struct configuration) {
        start();
        return shifting(name, desired, tasks, configuration, Doc.EMPTY);
    }

    private World shifting(String name, int desired, Blueprint tasks, Doc.Struct configuration, Doc.Struct members) {
        var document = members.with(ServiceSpec.DEPLOYMENT_CONFIGURATION, configuration);
        var wish = new ServiceWish(register(name, tasks), desired, CapacityWish.UNSAID, 100, 200, document);
        call("ecs:CreateService", new CreateService(id(name), wish, CALLER, null, Doc.EMPTY));
        return this;
    }

    /// Hooks are answered so from now on.
    public World hooks(Function<HookCall, HookAnswer> how) {
        simulation.hooks.answer(how);
        return this;
    }

    /// Somebody says how a pause of a service's deployment ends.
    public World proceed(String service, HookAction action) {
        var row = deployment(service);
        var pause = row.hooks().stream()
                .filter(hook -> hook.status() == HookStatus.AWAITING_ACTION)
                .findFirst()
                .orElseThrow();
        call("ecs:ContinueServiceDeployment", new ContinueDeployment(row.id(), pause.hook(), action, Doc.EMPTY));
        return this;
    }

    /// Somebody writes the weights of a service's listener rule by hand.
    public World weights(String service, Traffic traffic, int toBlue, int toGreen) {
        call("elasticloadbalancing:ModifyRule", front(service).writing(traffic, toBlue, toGreen));
        return this;
    }

    /// Deletes the listeners of a service's load balancer.
    public World unlisten(String service) {
        for (var traffic : Traffic.values()) {
            call("elasticloadbalancing:DeleteListener", front(service).closing(traffic));
        }
        return this;
    }

    /// A service with one such task on each host.
    public World daemon(String name, Blueprint tasks) {
        var document = Doc.EMPTY.with("schedulingStrategy", Doc.of("DAEMON"));
        var wish = new ServiceWish(register(name, tasks), 0, CapacityWish.UNSAID, 0, 100, document);
        call("ecs:CreateService", new CreateService(id(name), wish, CALLER, null, Doc.EMPTY));
        return this;
    }

    /// A service whose owner deploys it with task sets.
    public World external(String name, int desired) {
        var type = Doc.EMPTY.with("type", Doc.of("EXTERNAL"));
        var document = Doc.EMPTY.with("deploymentController", type);
        var wish = new ServiceWish(null, desired, CapacityWish.UNSAID, 100, 200, document);
        call("ecs:CreateService", new CreateService(id(name), wish, CALLER, null, Doc.EMPTY));
        return this;
    }

    /// A task set of such a service.
    ///
    /// @param percent of the service's desired count
    public TaskSetId taskSet(String service, Blueprint tasks, int percent) {
        var wish = new TaskSetWish(register(service, tasks), CapacityWish.UNSAID, new Scale(percent, 0), Doc.EMPTY);
        return call("ecs:CreateTaskSet", new CreateTaskSet(id(service), wish, null, Doc.EMPTY));
    }

    /// A task set gets another share of its service's desired count.
    public World scale(TaskSetId set, int percent) {
        call("ecs:UpdateTaskSet", new ScaleTaskSet(set, new Scale(percent, 0), Doc.EMPTY));
        return this;
    }

    /// A task set serves production from now on.
    public World primary(TaskSetId set) {
        call("ecs:UpdateServicePrimaryTaskSet", new MakePrimary(set, Doc.EMPTY));
        return this;
    }

    /// A task set is deleted, with force.
    public World delete(TaskSetId set) {
        call("ecs:DeleteTaskSet", new DeleteTaskSet(set, true, Doc.EMPTY));
        return this;
    }

    /// A host takes no new tasks, or takes them again.
    public World draining(HostId host, boolean draining) {
        call("ecs:UpdateContainerInstancesState", new SetStatus(cluster, List.of(host), draining, Doc.EMPTY));
        return this;
    }

    /// A service gets another task definition.
    public World update(String name, Blueprint tasks) {
        var definition = register(name, tasks);
        call("ecs:UpdateService", new UpdateService(id(name), ServiceChange.NONE.to(definition), Doc.EMPTY));
        return this;
    }

    /// A service gets another desired count.
    public World scale(String name, int desired) {
        call("ecs:UpdateService", new UpdateService(id(name), ServiceChange.NONE.desired(desired), Doc.EMPTY));
        return this;
    }

    /// The deployment that a service is in is stopped.
    ///
    /// @param back whether to go back
    public World stopDeployment(String service, boolean back) {
        var id = deployment(service).id();
        call("ecs:StopServiceDeployment", new StopServiceDeployment(id, back, Doc.EMPTY));
        return this;
    }

    /// A service is deleted, with force.
    public World delete(String name) {
        call("ecs:DeleteService", new DeleteService(id(name), true, Doc.EMPTY));
        return this;
    }

    /// Starts one task on its own.
    public TaskId run(String family, Blueprint task) {
        var definition = register(family, task);
        var command = new RunTasks(TaskWish.of(cluster, definition, CALLER), CapacityWish.UNSAID, 1, null, Doc.EMPTY);
        return call("ecs:RunTask", command).tasks().getFirst();
    }

    /// Stops a task.
    public World stop(TaskId task, String reason) {
        call("ecs:StopTask", new StopTask(task, reason, Doc.EMPTY));
        return this;
    }

    /// An alarm is in this state from now on, and is made if there is none of this name: nothing is measured here.
    public World alarm(String name, AlarmState now) {
        var id = alarmId(name);
        if (state().alarms().get(id).isEmpty()) {
            var metric = new MetricStat("World", name, Map.of(), 60, "Sum", null);
            var rule = new AlarmSpec.Rule(1, null, Comparison.ABOVE, 0, null, null);
            var spec = new AlarmSpec(null, AlarmActions.NONE, metric, List.of(), rule);
            call("monitoring:PutMetricAlarm", new PutAlarm(id, spec, Map.of(), Doc.EMPTY));
        }
        call("monitoring:SetAlarmState", new SetState(id, now, "set by " + CALLER, null, Doc.EMPTY));
        return this;
    }

    private static AlarmId alarmId(String name) {
        return new AlarmId(REGION, name);
    }

    DefinitionRef register(String family, Blueprint blueprint) {
        var document = blueprint.document(family, 64, 128);
        var registered = call(
                "ecs:RegisterTaskDefinition", new RegisterTaskDefinition(REGION, family, document, CALLER, document));
        return new DefinitionRef(REGION, registered.family(), registered.revision());
    }

    /// Asks until there is an answer.
    <R> R call(String operation, Command<R> command) {
        start();
        var answer = new ArrayList<R>();
        simulation.client.call(operation, command, answer::add);
        until(() -> !answer.isEmpty(), operation + " is answered");
        return answer.getFirst();
    }

    private void start() {
        if (!started) {
            started = true;
            simulation.start();
            until(this::allConnected, "all hosts have registered");
            call("ecs:CreateCluster", new CreateCluster(cluster, Doc.EMPTY, Doc.EMPTY));
        }
    }

    private boolean allConnected() {
        return simulation.hosts.stream()
                .allMatch(host -> state().hosts().get(host.id).isPresent());
    }

    /// A target group behind the load balancer `front`, whose targets drain for so many seconds at most. What its
    /// listener gets goes to the first containers of services that are [#balanced] by it.
    public World targetGroup(String name, TargetType type, int delay) {
        call("elasticloadbalancing:CreateLoadBalancer", Fronts.balancer());
        var group = call("elasticloadbalancing:CreateTargetGroup", Fronts.group(name, type));
        call("elasticloadbalancing:ModifyTargetGroupAttributes", Fronts.delay(group, delay));
        int port = 80 + state().balancers().listeners().size();
        call("elasticloadbalancing:CreateListener", Fronts.listener(state(), port, group));
        return this;
    }

    /// A service of this many such tasks behind these target groups.
    public World balanced(String name, int desired, Blueprint tasks, String... groups) {
        var document = Fronts.behind(state(), groups);
        if (tasks.ownNetwork()) {
            document = document.with(NetworkConfiguration.MEMBER, network().struct(NetworkConfiguration.MEMBER));
        }
        var wish = new ServiceWish(register(name, tasks), desired, CapacityWish.UNSAID, 100, 200, document);
        call("ecs:CreateService", new CreateService(id(name), wish, CALLER, null, Doc.EMPTY));
        return this;
    }

    /// The targets of a group.
    public List<TargetRow> targets(String group) {
        return state().balancers()
                .targetsOf(Fronts.named(state(), group).orElseThrow())
                .toList();
    }

    /// How many targets of a group get requests because they are healthy.
    public long healthyTargets(String group) {
        return targets(group).stream()
                .filter(row -> !row.draining() && row.health().state() == TargetState.HEALTHY)
                .count();
    }

    // What goes wrong.

    /// Something goes wrong now.
    public World suffers(Fault fault) {
        simulation.inflict(fault);
        return this;
    }

    /// A container is killed on its host.
    public World kill(TaskId task, String container) {
        for (var host : simulation.hosts) {
            for (var there : host.engine.containers()) {
                if (there.key.task().equals(task) && there.key.name().equals(container)) {
                    host.engine.kill(there, false);
                }
            }
        }
        return this;
    }

    /// The proxy that serves all load balancers.
    SimProxy proxy() {
        return simulation.proxy;
    }

    // Time.

    /// Lets this much time pass.
    public World pass(Duration time) {
        simulation.run(time);
        requireNothingFound();
        return this;
    }

    /// Lets time pass until all that is wanted is there.
    public World settle() {
        return until(() -> problems().isEmpty(), "everything is as wanted");
    }

    /// Lets time pass until this task has stopped, then until all that is wanted is there.
    public World settleAfter(TaskId task) {
        return until(() -> !task(task).alive(), "the task stops").settle();
    }

    /// Lets time pass until this holds, two hours at most.
    ///
    /// @param what it says, for people
    public World until(BooleanSupplier holds, String what) {
        boolean held = simulation.runUntil(holds, GLANCE, LONG_ENOUGH);
        requireNothingFound();
        if (!held) {
            throw failure(what + ": it never came to that; " + String.join(", ", problems()));
        }
        return this;
    }

    /// Lets time pass until all is as wanted, and looks at every moment whether this holds.
    public World settleWhile(Predicate<World> always, String what) {
        return until(
                () -> {
                    if (!always.test(this)) {
                        throw failure(what);
                    }
                    return problems().isEmpty();
                },
                "everything is as wanted");
    }

    private List<String> problems() {
        return Settled.problems(state(), simulation.hosts, _ -> true, simulation.agenda.now());
    }

    private void requireNothingFound() {
        simulation.server.checkLog();
        simulation.calls.check();
        if (!simulation.findings.none()) {
            throw failure(String.join("\n", simulation.findings.list()));
        }
    }

    private AssertionError failure(String what) {
        return new AssertionError(what + "\n  " + String.join("\n  ", simulation.trace.tail()));
    }

    // What can be seen.

    /// Everything as it is in the log.
    public State state() {
        return simulation.server.state();
    }

    /// A service.
    public ServiceRow service(String name) {
        return state().services().get(id(name)).orElseThrow();
    }

    /// The load balancer before a service.
    public Front front(String service) {
        return Objects.requireNonNull(fronts.get(service));
    }

    /// How many thousandths of some traffic a target group of a service gets.
    public int permille(String service, Traffic traffic, TargetGroupId group) {
        return front(service).permille(state(), traffic, group);
    }

    /// The newest service deployment of a service.
    public ServiceDeploymentRow deployment(String service) {
        return state().deployments().newest(id(service)).orElseThrow();
    }

    /// All service deployments of a service, oldest first.
    public List<ServiceDeploymentRow> deployments(String service) {
        return state().deployments()
                .of(id(service))
                .sorted(Comparator.comparing(ServiceDeploymentRow::since))
                .toList();
    }

    /// All calls of hooks that ever were, oldest first.
    public List<HookCall> hookCalls() {
        return simulation.hooks.calls();
    }

    /// An alarm.
    public AlarmRow alarm(String name) {
        return state().alarms().get(alarmId(name)).orElseThrow();
    }

    /// A task, also when it has stopped.
    public TaskRow task(TaskId task) {
        return state().tasks().byId().get(task).orElseThrow();
    }

    /// The tasks of a service, those that have stopped too, oldest first.
    public List<TaskRow> tasks(String service) {
        return state().tasks()
                .byId()
                .values()
                .filter(task -> Objects.equals(id(service), task.service()))
                .sorted((a, b) -> a.createdBy().compareTo(b.createdBy()))
                .toList();
    }

    /// The tasks of a service that run and shall.
    public List<TaskRow> running(String service) {
        return tasks(service).stream()
                .filter(task -> task.wanted() && task.phase() == Phase.RUNNING)
                .toList();
    }

    /// The tasks of a task set that run and shall.
    public List<TaskRow> running(TaskSetId set) {
        return running(set.service().name()).stream()
                .filter(task -> set.deployment().equals(task.deployment()))
                .toList();
    }

    /// The lines of a service's `events[]`, oldest first.
    public List<String> messages(String service) {
        return service(service).messages().reversed().stream()
                .map(ServiceMessage::text)
                .toList();
    }

    /// The task definition that the newest deployment of a service runs.
    public TaskDefinitionId definition(String service) {
        return service(service).primary().definition();
    }

    /// How many containers run on all hosts together.
    public long containers() {
        return simulation.hosts.stream()
                .flatMap(host -> host.engine.containers().stream())
                .filter(SimContainer::running)
                .count();
    }

    /// How many containers are there on all hosts together, running or not.
    public long containersLeft() {
        return simulation.hosts.stream()
                .mapToLong(host -> host.engine.containers().size())
                .sum();
    }

    /// How many containers were ever started.
    public int containersStarted() {
        return simulation.containers.count();
    }

    ServiceId id(String service) {
        return new ServiceId(cluster, service);
    }
}
