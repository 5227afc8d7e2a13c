package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.Groups;
import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.command.ApplicationCommand.CreateApplication;
import dev.evenkeel.reconcilers.command.CreateRelease;
import dev.evenkeel.reconcilers.command.ListenerCommand.CreateListener;
import dev.evenkeel.reconcilers.command.ListenerCommand.ModifyListener;
import dev.evenkeel.reconcilers.command.LoadBalancerCommand.CreateLoadBalancer;
import dev.evenkeel.reconcilers.command.ReleaseCommand.ContinueRelease;
import dev.evenkeel.reconcilers.command.ReleaseCommand.StopRelease;
import dev.evenkeel.reconcilers.command.ReleaseGroupCommand.CreateGroup;
import dev.evenkeel.reconcilers.command.ReleaseHookCommand.Conclude;
import dev.evenkeel.reconcilers.command.ReleaseWish;
import dev.evenkeel.reconcilers.command.ServiceCommand.CreateService;
import dev.evenkeel.reconcilers.command.ServiceWish;
import dev.evenkeel.reconcilers.command.TargetGroupCommand.CreateTargetGroup;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.balancing.AddressRange;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.ListenerSpec;
import dev.evenkeel.store.model.balancing.LoadBalancerSpec;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetType;
import dev.evenkeel.store.model.release.ApplicationId;
import dev.evenkeel.store.model.release.ReleaseGroupId;
import dev.evenkeel.store.model.release.ReleaseGroupSpec;
import dev.evenkeel.store.model.release.ReleaseId;
import dev.evenkeel.store.model.release.ReleaseSpec;
import dev.evenkeel.store.model.release.ReleaseStage;
import dev.evenkeel.store.model.release.ReleaseStatus;
import dev.evenkeel.store.model.release.ReleaseWait;
import dev.evenkeel.store.state.ReleaseRow;
import dev.evenkeel.store.state.TaskSetRow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A world with a service `web` of two tasks behind a load balancer, which CodeDeploy deploys.
final class ReleaseWorld {
    static final String REGION = "us-east-1";
    private static final String ACCOUNT = "123456789012";

    final World world = World.seed(31)
            .host(2048, 8192)
            .host(2048, 8192)
            .image("web:1", ImagePlan.forever())
            .image("web:2", ImagePlan.forever());
    final SimProxy proxy = world.proxy();
    final TargetGroupId blue = group("blue");
    final TargetGroupId green = group("green");
    final ListenerId production;
    final ListenerId test;
    private final ReleaseGroupId group = new ReleaseGroupId(new ApplicationId(REGION, "my-app"), "my-group");

    /// @param waits for the owner before production traffic goes over; absent where it does not
    ReleaseWorld(String config, @Nullable Integer waits, boolean rollsBack, String... alarms) {
        var spec = new LoadBalancerSpec("internal", "", Fronts.subnets(REGION), List.of(), "", Map.of(), Map.of());
        var addresses = AddressRange.DEFAULT;
        var balancer = world.call(
                "elasticloadbalancing:CreateLoadBalancer",
                new CreateLoadBalancer(REGION, BalancerKind.APPLICATION, "front", spec, addresses, Doc.EMPTY));
        production = world.call(
                "elasticloadbalancing:CreateListener",
                new CreateListener(balancer, listener(80), RuleAction.forward(blue), Doc.EMPTY));
        test = world.call(
                "elasticloadbalancing:CreateListener",
                new CreateListener(balancer, listener(8080), RuleAction.forward(blue), Doc.EMPTY));
        service();
        world.call("codedeploy:CreateApplication", new CreateApplication(group.application(), Doc.EMPTY));
        var document = document(config, waits, rollsBack, alarms);
        world.call(
                "codedeploy:CreateDeploymentGroup",
                new CreateGroup(group, new ReleaseGroupSpec(world.id("web"), document), Doc.EMPTY));
        world.until(() -> primary().steady(), "the first task set is steady");
    }

    private static ListenerSpec listener(int port) {
        return new ListenerSpec(BalancerProtocol.HTTP, port, "", List.of(), Map.of());
    }

    private TargetGroupId group(String name) {
        var spec = Groups.draining(TargetType.INSTANCE, Fronts.vpc(REGION));
        return world.call(
                "elasticloadbalancing:CreateTargetGroup", new CreateTargetGroup(REGION, name, spec, Doc.EMPTY));
    }

    private void service() {
        var port = new BalancedPort(BalancingArns.of(ACCOUNT, blue), "app", 80);
        var document = Doc.EMPTY
                .with("deploymentController", Doc.EMPTY.with("type", Doc.of("CODE_DEPLOY")))
                .with(BalancedPort.MEMBER, Doc.of(List.of(port.document())));
        var definition = world.register("web", Blueprint.image("web:1"));
        var wish = new ServiceWish(definition, 2, CapacityWish.UNSAID, 100, 200, document);
        world.call("ecs:CreateService", new CreateService(world.id("web"), wish, "tester", null, Doc.EMPTY));
    }

    private Doc.Struct document(String config, @Nullable Integer waits, boolean rollsBack, String... alarms) {
        var ready = waits == null
                ? Doc.EMPTY.with("actionOnTimeout", Doc.of("CONTINUE_DEPLOYMENT"))
                : Doc.EMPTY.with("actionOnTimeout", Doc.of("STOP_DEPLOYMENT")).with("waitTimeInMinutes", Doc.of(waits));
        var end = Doc.EMPTY.with("action", Doc.of("TERMINATE")).with("terminationWaitTimeInMinutes", Doc.of(5));
        var events = Doc.of(List.of(Doc.of("DEPLOYMENT_FAILURE"), Doc.of("DEPLOYMENT_STOP_ON_ALARM")));
        var names = Doc.of(Arrays.stream(alarms)
                .map(name -> Doc.EMPTY.with("name", Doc.of(name)))
                .toList());
        return Doc.EMPTY
                .with("deploymentConfigName", Doc.of(config))
                .with(
                        "alarmConfiguration",
                        Doc.EMPTY.with("enabled", Doc.of(alarms.length > 0)).with("alarms", names))
                .with(
                        "autoRollbackConfiguration",
                        Doc.EMPTY.with("enabled", Doc.of(rollsBack)).with("events", events))
                .with(
                        "blueGreenDeploymentConfiguration",
                        Doc.EMPTY
                                .with("deploymentReadyOption", ready)
                                .with("terminateBlueInstancesOnDeploymentSuccess", end))
                .with("loadBalancerInfo", Doc.EMPTY.with("targetGroupPairInfoList", Doc.of(List.of(pair()))));
    }

    private Doc.Struct pair() {
        var names = Doc.of(List.of(Doc.EMPTY.with("name", Doc.of("blue")), Doc.EMPTY.with("name", Doc.of("green"))));
        return Doc.EMPTY
                .with("targetGroups", names)
                .with("prodTrafficRoute", route(production))
                .with("testTrafficRoute", route(test));
    }

    private static Doc.Struct route(ListenerId listener) {
        return Doc.EMPTY.with("listenerArns", Doc.of(List.of(Doc.of(BalancingArns.of(ACCOUNT, listener)))));
    }

    /// A deployment to tasks of this image.
    ReleaseId deploy(String image) {
        return deploy(image, Doc.EMPTY);
    }

    /// The same, which calls a function `check` in a lifecycle event.
    ReleaseId deploy(String image, ReleaseStage hooked) {
        return deploy(image, Doc.EMPTY.with(hooked.word(), Doc.of("check")));
    }

    private ReleaseId deploy(String image, Doc.Struct hooks) {
        var document = Doc.EMPTY.with(ReleaseSpec.HOOKS, hooks);
        var definition = world.register("web", Blueprint.image(image));
        var wish = new ReleaseWish(definition, "app", 80, null, Doc.EMPTY, null, null, null, document);
        return world.call("codedeploy:CreateDeployment", new CreateRelease(group, wish, Doc.EMPTY));
    }

    /// What a function says of its validation by the operation for that.
    ReleaseWorld puts(ReleaseId release, String hook, boolean succeeded) {
        world.call(
                "codedeploy:PutLifecycleEventHookExecutionStatus", new Conclude(release, hook, succeeded, Doc.EMPTY));
        return this;
    }

    ReleaseWorld continues(ReleaseId release, ReleaseWait wait) {
        world.call("codedeploy:ContinueDeployment", new ContinueRelease(release, wait, Doc.EMPTY));
        return this;
    }

    ReleaseWorld stop(ReleaseId release, boolean back) {
        world.call("codedeploy:StopDeployment", new StopRelease(release, back, Doc.EMPTY));
        return this;
    }

    /// Somebody writes the rule of production traffic.
    ReleaseWorld meddle() {
        var action = RuleAction.forward(blue);
        world.call(
                "elasticloadbalancing:ModifyListener",
                new ModifyListener(production, null, null, null, null, action, Doc.EMPTY));
        return this;
    }

    ReleaseRow release(ReleaseId id) {
        return world.state().releases().releases().get(id).orElseThrow();
    }

    ReleaseWorld until(ReleaseId id, ReleaseStatus status) {
        world.until(() -> release(id).status() == status, id + " is " + status);
        return this;
    }

    /// The percentage of a listener's requests that a group gets.
    int share(ListenerId listener, TargetGroupId of) {
        var groups = world.state()
                .balancers()
                .defaultRuleOf(listener)
                .orElseThrow()
                .spec()
                .action()
                .groups();
        return Front.permille(groups, of) / 10;
    }

    TaskSetRow primary() {
        return world.state()
                .taskSetsOf(world.id("web"))
                .filter(set -> set.status() == TaskSetRow.Status.PRIMARY)
                .findFirst()
                .orElseThrow();
    }

    Optional<TaskSetRow> set(TaskSetId id) {
        return world.state().taskSets().get(id);
    }
}
