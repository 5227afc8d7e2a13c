package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.command.ApplicationCommand.CreateApplication;
import dev.evenkeel.reconcilers.command.CreateRelease;
import dev.evenkeel.reconcilers.command.DefinitionRef;
import dev.evenkeel.reconcilers.command.ReleaseCommand.ContinueRelease;
import dev.evenkeel.reconcilers.command.ReleaseCommand.StopRelease;
import dev.evenkeel.reconcilers.command.ReleaseGroupCommand.CreateGroup;
import dev.evenkeel.reconcilers.command.ReleaseWish;
import dev.evenkeel.reconcilers.command.ServiceChange;
import dev.evenkeel.reconcilers.command.ServiceCommand.CreateService;
import dev.evenkeel.reconcilers.command.ServiceCommand.UpdateService;
import dev.evenkeel.reconcilers.command.ServiceWish;
import dev.evenkeel.reconcilers.command.TaskSetCommand.CreateTaskSet;
import dev.evenkeel.reconcilers.command.TaskSetCommand.DeleteTaskSet;
import dev.evenkeel.reconcilers.command.TaskSetCommand.MakePrimary;
import dev.evenkeel.reconcilers.command.TaskSetCommand.ScaleTaskSet;
import dev.evenkeel.reconcilers.command.TaskSetWish;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Scale;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.deployment.Traffic;
import dev.evenkeel.store.model.release.ApplicationId;
import dev.evenkeel.store.model.release.ReleaseGroupId;
import dev.evenkeel.store.model.release.ReleaseGroupSpec;
import dev.evenkeel.store.model.release.ReleaseSpec;
import dev.evenkeel.store.model.release.ReleaseStage;
import dev.evenkeel.store.model.release.ReleaseWait;
import dev.evenkeel.store.state.TaskSetRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A service that CodeDeploy deploys, and one whose owner deploys it with task sets, by the dice.
final class ReleaseLoad {
    private static final String NAME = "deploy";
    private static final int LARGEST = 3;
    private static final List<String> FAMILIES = List.of("web", "checked", "late", "pair", "web", "sick", "missing");
    private static final List<String> PLANS = List.of(
            "CodeDeployDefault.ECSAllAtOnce",
            "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
            "CodeDeployDefault.ECSCanary10Percent5Minutes");
    private static final List<ReleaseStage> HOOKED = List.of(
            ReleaseStage.BEFORE_INSTALL,
            ReleaseStage.AFTER_INSTALL,
            ReleaseStage.AFTER_ALLOW_TEST_TRAFFIC,
            ReleaseStage.BEFORE_ALLOW_TRAFFIC,
            ReleaseStage.AFTER_ALLOW_TRAFFIC);

    private final Dice dice;
    private final SimServer server;
    private final SimClient client;
    private final ClusterId cluster;
    private final ServiceId released;
    private final ServiceId external;
    private final ReleaseGroupId group;

    ReleaseLoad(Dice dice, SimServer server, SimClient client, ClusterId cluster) {
        this.dice = dice;
        this.server = server;
        this.client = client;
        this.cluster = cluster;
        this.released = new ServiceId(cluster, NAME);
        this.external = new ServiceId(cluster, "sets");
        this.group = new ReleaseGroupId(new ApplicationId(cluster.region(), "app"), "group");
    }

    /// Sets up the services, and what CodeDeploy has to know of the one that it deploys.
    void begin() {
        create(external, "EXTERNAL", null, Doc.EMPTY);
        new FrontMaker(server, client, cluster.region(), NAME, Front.Kind.HTTP).make(front -> {
            var port = front.document().structs(BalancedPort.MEMBER).getFirst();
            var members = Doc.EMPTY.with(BalancedPort.MEMBER, Doc.of(List.of(port.without("advancedConfiguration"))));
            create(released, "CODE_DEPLOY", new DefinitionRef(cluster.region(), "web", null), members);
            client.call(
                    "codedeploy:CreateApplication",
                    new CreateApplication(group.application(), Doc.EMPTY),
                    _ -> client.call(
                            "codedeploy:CreateDeploymentGroup",
                            new CreateGroup(group, new ReleaseGroupSpec(released, document(front)), Doc.EMPTY),
                            _ -> {}));
        });
    }

    private void create(ServiceId service, String controller, @Nullable DefinitionRef definition, Doc.Struct members) {
        var document = members.with("deploymentController", Doc.EMPTY.with("type", Doc.of(controller)));
        var wish = new ServiceWish(definition, 1 + dice.below(LARGEST), CapacityWish.UNSAID, 100, 200, document);
        client.call("ecs:CreateService", new CreateService(service, wish, "sim", null, Doc.EMPTY), _ -> {});
    }

    private Doc.Struct document(Front front) {
        var ready = dice.chance(60)
                ? Doc.EMPTY.with("actionOnTimeout", Doc.of("CONTINUE_DEPLOYMENT"))
                : Doc.EMPTY
                        .with("actionOnTimeout", Doc.of("STOP_DEPLOYMENT"))
                        .with("waitTimeInMinutes", Doc.of(1 + dice.below(3)));
        var end = Doc.EMPTY
                .with("action", Doc.of("TERMINATE"))
                .with("terminationWaitTimeInMinutes", Doc.of(dice.below(3)));
        var causes = Doc.of(List.of(Doc.of("DEPLOYMENT_FAILURE"), Doc.of("DEPLOYMENT_STOP_ON_ALARM")));
        var names = Doc.of(List.of(
                Doc.EMPTY.with("name", Doc.of(NAME + "-blue")), Doc.EMPTY.with("name", Doc.of(NAME + "-green"))));
        var pair = Doc.EMPTY
                .with("targetGroups", names)
                .with("prodTrafficRoute", front.route(Traffic.PRODUCTION))
                .with("testTrafficRoute", front.route(Traffic.TEST));
        return Doc.EMPTY
                .with("deploymentConfigName", Doc.of(PLANS.get(dice.below(PLANS.size()))))
                .with(
                        "autoRollbackConfiguration",
                        Doc.EMPTY.with("enabled", Doc.of(dice.chance(70))).with("events", causes))
                .with(
                        "blueGreenDeploymentConfiguration",
                        Doc.EMPTY
                                .with("deploymentReadyOption", ready)
                                .with("terminateBlueInstancesOnDeploymentSuccess", end))
                .with("loadBalancerInfo", Doc.EMPTY.with("targetGroupPairInfoList", Doc.of(List.of(pair))));
    }

    /// One call about one of the services.
    void act() {
        int roll = dice.below(100);
        if (roll < 40) {
            deploy();
        } else if (roll < 50) {
            var wait = dice.chance(50) ? ReleaseWait.READY_WAIT : ReleaseWait.TERMINATION_WAIT;
            server.state()
                    .releases()
                    .openOf(released)
                    .toList()
                    .forEach(row -> client.call(
                            "codedeploy:ContinueDeployment", new ContinueRelease(row.id(), wait, Doc.EMPTY), _ -> {}));
        } else if (roll < 58) {
            boolean back = dice.chance(70);
            server.state()
                    .releases()
                    .openOf(released)
                    .toList()
                    .forEach(row -> client.call(
                            "codedeploy:StopDeployment", new StopRelease(row.id(), back, Doc.EMPTY), _ -> {}));
        } else if (roll < 63) {
            var change = ServiceChange.NONE.desired(dice.below(LARGEST));
            var service = dice.chance(50) ? released : external;
            client.call("ecs:UpdateService", new UpdateService(service, change, Doc.EMPTY), _ -> {});
        } else {
            taskSet();
        }
    }

    private void deploy() {
        var hooks = dice.chance(60)
                ? Doc.EMPTY
                : Doc.EMPTY.with(HOOKED.get(dice.below(HOOKED.size())).word(), Doc.of("check"));
        var wish = new ReleaseWish(
                definition(),
                Blueprint.SERVING,
                80,
                null,
                Doc.EMPTY,
                null,
                null,
                null,
                Doc.EMPTY.with(ReleaseSpec.HOOKS, hooks));
        client.call("codedeploy:CreateDeployment", new CreateRelease(group, wish, Doc.EMPTY), _ -> {});
    }

    private void taskSet() {
        var sets = server.state().taskSetsOf(external).map(TaskSetRow::id).toList();
        if (sets.isEmpty() || dice.chance(30)) {
            var wish = new TaskSetWish(definition(), CapacityWish.UNSAID, scale(), Doc.EMPTY);
            client.call("ecs:CreateTaskSet", new CreateTaskSet(external, wish, dice.hex32(), Doc.EMPTY), _ -> {});
            return;
        }
        change(sets.get(dice.below(sets.size())));
    }

    private void change(TaskSetId set) {
        switch (dice.below(3)) {
            case 0 -> client.call("ecs:UpdateTaskSet", new ScaleTaskSet(set, scale(), Doc.EMPTY), _ -> {});
            case 1 -> client.call("ecs:UpdateServicePrimaryTaskSet", new MakePrimary(set, Doc.EMPTY), _ -> {});
            default -> client.call("ecs:DeleteTaskSet", new DeleteTaskSet(set, dice.chance(70), Doc.EMPTY), _ -> {});
        }
    }

    private Scale scale() {
        return new Scale(25L * dice.below(5), 0);
    }

    private DefinitionRef definition() {
        return new DefinitionRef(cluster.region(), FAMILIES.get(dice.below(FAMILIES.size())), null);
    }
}
