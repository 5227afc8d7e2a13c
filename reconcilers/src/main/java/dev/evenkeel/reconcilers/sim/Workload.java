package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.command.ClusterCommand.CreateCluster;
import dev.evenkeel.reconcilers.command.DefinitionRef;
import dev.evenkeel.reconcilers.command.InstanceCommand.SetStatus;
import dev.evenkeel.reconcilers.command.RunTasks;
import dev.evenkeel.reconcilers.command.SecretCommand.CreateSecret;
import dev.evenkeel.reconcilers.command.SecretCommand.DeleteSecret;
import dev.evenkeel.reconcilers.command.SecretCommand.PutValue;
import dev.evenkeel.reconcilers.command.SecretCommand.Value;
import dev.evenkeel.reconcilers.command.ServiceChange;
import dev.evenkeel.reconcilers.command.ServiceCommand.CreateService;
import dev.evenkeel.reconcilers.command.ServiceCommand.DeleteService;
import dev.evenkeel.reconcilers.command.ServiceCommand.UpdateService;
import dev.evenkeel.reconcilers.command.ServiceDeploymentCommand.StopServiceDeployment;
import dev.evenkeel.reconcilers.command.ServiceWish;
import dev.evenkeel.reconcilers.command.TargetCommand.DeregisterTargets;
import dev.evenkeel.reconcilers.command.TaskCommand.StopTask;
import dev.evenkeel.reconcilers.command.TaskDefinitionCommand.RegisterTaskDefinition;
import dev.evenkeel.reconcilers.command.TaskWish;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.Sealed;
import dev.evenkeel.store.model.SecretId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.balancing.TargetType;
import dev.evenkeel.store.state.SecretRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetRow;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.util.List;

/// Callers that do what callers do, by the dice.
final class Workload {
    private static final String REGION = "us-east-1";
    private static final String CALLER = "sim";
    private static final int SERVICES = 4;
    private static final int LARGEST = 5;
    private static final String ADDRESSES = "addresses";
    private static final List<String> FRONTS = List.of("instant", "patient", ADDRESSES);

    private final Agenda agenda;
    private final Dice dice;
    private final SimServer server;
    private final SimClient client;
    private final CallChecker checker;
    private final ClusterId cluster = new ClusterId(REGION, "dev");
    private final ShiftingLoad shifting;
    private final RollingLoad rolling;
    private final ReleaseLoad releases;
    private final AlarmLoad alarms;
    /// How many of a hundred calls are about services whose deployments shift traffic.
    private final int shifts;
    /// How many are about services that get good and bad releases by rolling deployments.
    private final int rolls;
    /// How many are about task sets and CodeDeploy, whose services are there only where there are any.
    private final int sets;

    Workload(Agenda agenda, Dice dice, SimServer server, SimClient client, CallChecker checker) {
        this.agenda = agenda;
        this.dice = dice;
        this.server = server;
        this.client = client;
        this.checker = checker;
        this.shifting = new ShiftingLoad(dice, server, client, cluster);
        this.rolling = new RollingLoad(dice, server, client, cluster);
        this.releases = new ReleaseLoad(dice, server, client, cluster);
        this.alarms = new AlarmLoad(agenda, dice, server, client, REGION);
        int focus = dice.below(5);
        this.shifts = focus == 1 || focus == 2 ? 60 : 15;
        this.rolls = focus == 3 ? 60 : 15;
        this.sets = focus == 4 ? 50 : 0;
    }

    /// Sets up a cluster and task definitions, then makes this many calls at random times.
    void begin(int calls, Duration within) {
        client.call("ecs:CreateCluster", new CreateCluster(cluster, Doc.EMPTY, Doc.EMPTY), _ -> {});
        createSecret(Catalogue.KEPT_SECRET);
        Catalogue.ALL.forEach(this::register);
        client.call("elasticloadbalancing:CreateLoadBalancer", Fronts.balancer(), _ -> front(0));
        shifting.begin();
        alarms.begin(within);
        if (sets > 0) {
            releases.begin();
        }
        for (int i = 0; i < calls; i++) {
            agenda.after(Duration.ofMillis(1000L + dice.below((int) within.toMillis())), this::act);
        }
    }

    /// The target groups one after another, each with its listener and its delay.
    private void front(int number) {
        if (number == FRONTS.size()) {
            return;
        }
        var name = FRONTS.get(number);
        var type = name.equals(ADDRESSES) ? TargetType.IP : TargetType.INSTANCE;
        client.call("elasticloadbalancing:CreateTargetGroup", Fronts.group(name, type), group -> {
            var listener = Fronts.listener(server.state(), 80 + number, group);
            client.call("elasticloadbalancing:CreateListener", listener, _ -> {});
            client.call("elasticloadbalancing:ModifyTargetGroupAttributes", Fronts.delay(group, 4 * number), _ -> {});
            front(number + 1);
        });
    }

    /// Somebody takes a target out by hand.
    private void deregister() {
        var targets = server.state()
                .balancers()
                .targets()
                .values()
                .map(TargetRow::key)
                .toList();
        if (!targets.isEmpty()) {
            var key = targets.get(dice.below(targets.size()));
            var command = new DeregisterTargets(key.group(), List.of(key.target()), Doc.EMPTY);
            client.call("elasticloadbalancing:DeregisterTargets", command, _ -> {});
        }
    }

    /// What of a service's document puts it behind load balancers, if anything does.
    private Doc.Struct balanced(Catalogue kind) {
        if (dice.chance(50)) {
            return Doc.EMPTY;
        }
        if (kind.blueprint().ownNetwork()) {
            return Fronts.behind(server.state(), ADDRESSES);
        }
        return dice.chance(50)
                ? Fronts.behind(server.state(), FRONTS.getFirst())
                : Fronts.behind(server.state(), FRONTS.getFirst(), FRONTS.get(1));
    }

    private void act() {
        int kind = dice.below(100);
        if (kind < shifts) {
            shifting.act();
            return;
        } else if (kind < shifts + rolls) {
            rolling.act();
            return;
        } else if (kind < shifts + rolls + sets) {
            releases.act();
            return;
        }
        int roll = dice.below(100);
        if (roll < 35) {
            createService();
        } else if (roll < 50) {
            scale();
        } else if (roll < 60) {
            roll();
        } else if (roll < 62) {
            stopDeployment();
        } else if (roll < 70) {
            client.call("ecs:DeleteService", new DeleteService(service(), dice.chance(80), Doc.EMPTY), _ -> {});
        } else if (roll < 75) {
            register(family());
        } else if (roll < 78) {
            drain();
        } else if (roll < 80) {
            deregister();
        } else if (roll < 83) {
            touchSecret();
        } else if (roll < 90) {
            runTasks();
        } else {
            stopTask();
        }
    }

    private void register(Catalogue kind) {
        var document = kind.blueprint().document(kind.family(), 64, 128);
        client.call(
                "ecs:RegisterTaskDefinition",
                new RegisterTaskDefinition(REGION, kind.family(), document, CALLER, document),
                _ -> {});
    }

    private void touchSecret() {
        if (dice.chance(60)) {
            var kept = secret(Catalogue.KEPT_SECRET);
            var put = new PutValue(kept, dice.hex32(), value(), List.of(SecretRow.CURRENT), Doc.EMPTY);
            client.call("secretsmanager:PutSecretValue", put, _ -> {});
        } else if (dice.chance(50)) {
            createSecret(Catalogue.LOST_SECRET);
        } else {
            var delete = new DeleteSecret(secret(Catalogue.LOST_SECRET), null, Doc.EMPTY);
            client.call("secretsmanager:DeleteSecret", delete, _ -> {});
        }
    }

    private void createSecret(String name) {
        var create = new CreateSecret(secret(name), Doc.EMPTY, dice.hex32(), value(), Doc.EMPTY);
        client.call("secretsmanager:CreateSecret", create, _ -> {});
    }

    private static SecretId secret(String name) {
        return new SecretId(REGION, name);
    }

    /// A value as the ledger sees it: sealed. Nobody here opens it.
    private Value value() {
        return new Value(false, new Sealed("key", dice.hex32(), dice.hex32()));
    }

    private void createService() {
        if (dice.chance(20)) {
            createDaemon();
            return;
        }
        int minimum = dice.chance(50) ? 100 : 50;
        int maximum = dice.chance(70) ? 200 : 150;
        var kind = family();
        var balanced = balanced(kind);
        boolean fargate = kind.blueprint().fargate();
        var network = kind.blueprint().ownNetwork() ? balanced.with(network(fargate)) : balanced;
        var document = deployed(fargate ? network : placed(network));
        var capacity = fargate ? CapacityWish.of(LaunchType.FARGATE) : CapacityWish.UNSAID;
        var wish = new ServiceWish(newest(kind), dice.below(LARGEST), capacity, minimum, maximum, document);
        var command = new CreateService(service(), wish, CALLER, dice.hex32(), Doc.EMPTY);
        client.call("ecs:CreateService", command, _ -> {});
    }

    private void createDaemon() {
        var kind = family();
        if (kind.blueprint().ownNetwork()) {
            return;
        }
        var document = Doc.EMPTY.with("schedulingStrategy", Doc.of("DAEMON"));
        if (dice.chance(30)) {
            document = document.with("placementConstraints", Doc.of(List.of(memberOf("attribute:rack == r0"))));
        }
        var wish = new ServiceWish(newest(kind), 0, CapacityWish.UNSAID, dice.chance(50) ? 0 : 50, 100, document);
        client.call("ecs:CreateService", new CreateService(service(), wish, CALLER, dice.hex32(), Doc.EMPTY), _ -> {});
    }

    /// Now and then with a circuit breaker, or content with less than all.
    private Doc.Struct deployed(Doc.Struct document) {
        var on = Doc.EMPTY.with("enable", Doc.of(true));
        var deployment = switch (dice.below(6)) {
            case 0, 1 -> Doc.EMPTY.with("deploymentCircuitBreaker", on.with("rollback", Doc.of(true)));
            case 2 -> Doc.EMPTY.with("deploymentCircuitBreaker", on.with("rollback", Doc.of(false)));
            case 3 ->
                Doc.EMPTY.with(
                        "earlySuccessCriteria",
                        on.with("healthyPercent", Doc.of(100))
                                .with(
                                        "sourceServiceRevisionCleanup",
                                        Doc.of(dice.chance(50) ? "BLOCKING" : "DEFERRED")));
            default -> Doc.EMPTY;
        };
        return deployment.members().isEmpty()
                ? document
                : document.with(ServiceSpec.DEPLOYMENT_CONFIGURATION, deployment);
    }

    /// Stops what is under way, or tries to.
    private void stopDeployment() {
        server.state()
                .deployments()
                .newest(service())
                .ifPresent(row -> client.call(
                        "ecs:StopServiceDeployment",
                        new StopServiceDeployment(row.id(), dice.chance(70), Doc.EMPTY),
                        _ -> {}));
    }

    /// Now and then with a wish where its tasks shall be.
    private Doc.Struct placed(Doc.Struct document) {
        return switch (dice.below(6)) {
            case 0 -> document.with("placementConstraints", Doc.of(List.of(typed("distinctInstance"))));
            case 1 ->
                document.with(
                        "placementConstraints",
                        Doc.of(List.of(memberOf("attribute:ecs.availability-zone == us-east-1a"))));
            case 2 ->
                document.with(
                        "placementStrategy",
                        Doc.of(List.of(typed("binpack").with("field", Doc.of("memory")), typed("random"))));
            default -> document;
        };
    }

    private static Doc.Struct typed(String type) {
        return Doc.EMPTY.with("type", Doc.of(type));
    }

    private static Doc.Struct memberOf(String expression) {
        return typed("memberOf").with("expression", Doc.of(expression));
    }

    /// A host takes no new tasks, or takes them again.
    private void drain() {
        var hosts = server.state().hosts().values().toList();
        if (!hosts.isEmpty()) {
            var host = hosts.get(dice.below(hosts.size()));
            var command = new SetStatus(cluster, List.of(host.id()), !host.draining(), Doc.EMPTY);
            client.call("ecs:UpdateContainerInstancesState", command, _ -> {});
        }
    }

    private void scale() {
        var command = new UpdateService(service(), ServiceChange.NONE.desired(dice.below(LARGEST)), Doc.EMPTY);
        client.call("ecs:UpdateService", command, _ -> {});
    }

    private void roll() {
        var definition = dice.chance(50) ? newest(family()) : null;
        var command =
                new UpdateService(service(), ServiceChange.NONE.to(definition).forced(definition == null), Doc.EMPTY);
        client.call("ecs:UpdateService", command, _ -> {});
    }

    /// Now and then the same call twice, as a caller does that lost the answer.
    private void runTasks() {
        int count = 1 + dice.below(3);
        var token = "token-" + dice.hex32();
        var command = new RunTasks(wish(family(), token), CapacityWish.UNSAID, count, token, Doc.EMPTY);
        client.call("ecs:RunTask", command, started -> checker.answered(token, count, started.tasks()));
        if (dice.chance(30)) {
            agenda.after(
                    Duration.ofMillis(dice.below(20_000)),
                    () -> client.call(
                            "ecs:RunTask", command, started -> checker.answered(token, count, started.tasks())));
        }
    }

    private TaskWish wish(Catalogue kind, String startedBy) {
        if (!kind.blueprint().ownNetwork()) {
            return TaskWish.of(cluster, newest(kind), startedBy);
        }
        var network = NetworkConfiguration.of(REGION, network(false)).orElseThrow();
        return new TaskWish(cluster, newest(kind), null, startedBy, Doc.EMPTY, network, false, false);
    }

    private void stopTask() {
        var tasks = server.state().tasks().byId().values().map(TaskRow::id).toList();
        if (!tasks.isEmpty()) {
            var task = tasks.get(dice.below(tasks.size()));
            client.call("ecs:StopTask", new StopTask(task, "because", Doc.EMPTY), _ -> {});
        }
    }

    private ServiceId service() {
        return new ServiceId(cluster, "s" + dice.below(SERVICES));
    }

    private Catalogue family() {
        return Catalogue.ALL.get(dice.below(Catalogue.ALL.size()));
    }

    private static DefinitionRef newest(Catalogue kind) {
        return new DefinitionRef(REGION, kind.family(), null);
    }

    private Doc.Struct network(boolean fargate) {
        return network(server.state(), fargate && dice.chance(50));
    }

    /// The members of a service whose tasks have interfaces in the default subnets.
    static Doc.Struct network(State state, boolean publicly) {
        var subnets = state.networks()
                .in(REGION)
                .subnets(REGION)
                .map(row -> Doc.of(row.id().value()))
                .toList();
        var asked = Doc.EMPTY
                .with("subnets", Doc.of(subnets))
                .with("assignPublicIp", Doc.of(publicly ? "ENABLED" : "DISABLED"));
        return Doc.EMPTY.with(NetworkConfiguration.MEMBER, Doc.EMPTY.with("awsvpcConfiguration", asked));
    }
}
