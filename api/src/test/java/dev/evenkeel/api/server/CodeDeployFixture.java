package dev.evenkeel.api.server;

import dev.evenkeel.reconcilers.command.Command;
import dev.evenkeel.reconcilers.command.ProxyCommand.AcknowledgeRoutes;
import dev.evenkeel.reconcilers.command.ProxyCommand.JudgeTarget;
import dev.evenkeel.reconcilers.command.ProxyCommand.ReleaseTarget;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.state.TargetRow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackConfiguration;
import software.amazon.awssdk.services.codedeploy.model.BlueGreenDeploymentConfiguration;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStyle;
import software.amazon.awssdk.services.codedeploy.model.ECSService;
import software.amazon.awssdk.services.codedeploy.model.LoadBalancerInfo;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.codedeploy.model.TargetGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.TargetGroupPairInfo;
import software.amazon.awssdk.services.codedeploy.model.TrafficRoute;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/// A service `web` behind a load balancer with two target groups, which CodeDeploy deploys, and what a host and a proxy
/// would report.
final class CodeDeployFixture implements AutoCloseable {
    private static final int PATIENCE = 60;

    private final EcsFixture fixture = new EcsFixture();
    private final Front front = Front.of(fixture.api());
    private final CodeDeployClient deploy = fixture.api().sdk(CodeDeployClient.builder());
    private final String blue;
    private final String production;
    private final String test;

    CodeDeployFixture() {
        var ecs = fixture.ecs();
        ecs.createCluster(r -> r.clusterName("default"));
        fixture.register("my-app");
        fixture.register("my-app");
        blue = front.group("blue", TargetTypeEnum.INSTANCE);
        front.group("green", TargetTypeEnum.INSTANCE);
        production = front.listener(80, blue);
        test = front.listener(8080, blue);
        ecs.createService(r -> r.serviceName("web")
                .taskDefinition("my-app:1")
                .desiredCount(2)
                .loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(blue)
                        .containerName("app")
                        .containerPort(80)
                        .build())
                .deploymentController(c -> c.type(DeploymentControllerType.CODE_DEPLOY)));
        deploy.createApplication(r -> r.applicationName("my-app").computePlatform("ECS"));
    }

    EcsClient ecs() {
        return fixture.ecs();
    }

    CodeDeployClient deploy() {
        return deploy;
    }

    TestApi api() {
        return fixture.api();
    }

    /// A deployment group that ends the original tasks at once.
    CreateDeploymentGroupRequest.Builder wanted(String name) {
        return CreateDeploymentGroupRequest.builder()
                .applicationName("my-app")
                .deploymentGroupName(name)
                .serviceRoleArn("arn:aws:iam::123456789012:role/deploys")
                .deploymentStyle(DeploymentStyle.builder()
                        .deploymentType("BLUE_GREEN")
                        .deploymentOption("WITH_TRAFFIC_CONTROL")
                        .build())
                .blueGreenDeploymentConfiguration(waits(0, "CONTINUE_DEPLOYMENT", 0))
                .autoRollbackConfiguration(AutoRollbackConfiguration.builder()
                        .enabled(true)
                        .eventsWithStrings("DEPLOYMENT_FAILURE")
                        .build())
                .loadBalancerInfo(balancing("blue", "green"))
                .ecsServices(ECSService.builder()
                        .clusterName("default")
                        .serviceName("web")
                        .build());
    }

    LoadBalancerInfo balancing(String... groups) {
        var pair = TargetGroupPairInfo.builder()
                .targetGroups(List.of(groups).stream()
                        .map(name -> TargetGroupInfo.builder().name(name).build())
                        .toList())
                .prodTrafficRoute(
                        TrafficRoute.builder().listenerArns(production).build())
                .testTrafficRoute(TrafficRoute.builder().listenerArns(test).build())
                .build();
        return LoadBalancerInfo.builder().targetGroupPairInfoList(pair).build();
    }

    static BlueGreenDeploymentConfiguration waits(int end, String onTimeout, int ready) {
        return BlueGreenDeploymentConfiguration.builder()
                .terminateBlueInstancesOnDeploymentSuccess(
                        b -> b.action("TERMINATE").terminationWaitTimeInMinutes(end))
                .deploymentReadyOption(r -> r.actionOnTimeout(onTimeout).waitTimeInMinutes(ready))
                .build();
    }

    /// An AppSpec to a revision of `my-app`.
    static RevisionLocation toRevision(int revision) {
        return appSpec("""
                version: 0.0
                Resources:
                  - TargetService:
                      Type: AWS::ECS::Service
                      Properties:
                        TaskDefinition: my-app:%d
                        LoadBalancerInfo:
                          ContainerName: app
                          ContainerPort: 80
                """.formatted(revision));
    }

    static RevisionLocation appSpec(String text) {
        return RevisionLocation.builder()
                .revisionType(RevisionLocationType.APP_SPEC_CONTENT)
                .appSpecContent(c -> c.content(text))
                .build();
    }

    String start(int revision) {
        return deploy.createDeployment(r ->
                        r.applicationName("my-app").deploymentGroupName("group").revision(toRevision(revision)))
                .deploymentId();
    }

    DeploymentInfo info(String id) {
        return deploy.getDeployment(r -> r.deploymentId(id)).deploymentInfo();
    }

    /// The host and the proxy do what they are told until this holds.
    void until(BooleanSupplier holds) {
        for (int turn = 0; turn < PATIENCE && !holds.getAsBoolean(); turn++) {
            serve();
        }
        if (!holds.getAsBoolean()) {
            throw new AssertionError(
                    api().state().releases().releases().values().toList().toString());
        }
    }

    private void serve() {
        fixture.report(Phase.RUNNING);
        var balancers = api().state().balancers();
        balancers.targets().values().forEach(this::judge);
        tell(new AcknowledgeRoutes(fixture.host(), balancers.changed()));
    }

    private void judge(TargetRow row) {
        var key = row.key();
        tell(
                row.draining()
                        ? new ReleaseTarget(key.group(), key.target())
                        : new JudgeTarget(key.group(), key.target(), TargetHealth.HEALTHY));
    }

    private void tell(Command<Boolean> command) {
        api().tell(new Origin.ProxyReport(fixture.host()), command);
    }

    /// The weights of the listener of production traffic, by target group.
    Map<String, Integer> weights() {
        return weights(production);
    }

    /// The weights of the listener of test traffic.
    Map<String, Integer> testWeights() {
        return weights(test);
    }

    private Map<String, Integer> weights(String listener) {
        var forward = front.elb()
                .describeListeners(r -> r.listenerArns(listener))
                .listeners()
                .getFirst()
                .defaultActions()
                .getFirst()
                .forwardConfig();
        var weights = new TreeMap<String, Integer>();
        forward.targetGroups().forEach(group -> weights.put(name(group.targetGroupArn()), group.weight()));
        return weights;
    }

    /// `blue` of `…:targetgroup/blue/0123456789abcdef`.
    private static String name(String arn) {
        return arn.substring(arn.indexOf('/') + 1, arn.lastIndexOf('/'));
    }

    @Override
    public void close() {
        deploy.close();
        front.close();
        fixture.close();
    }
}
