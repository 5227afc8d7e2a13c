package dev.evenkeel.reconcilers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.command.ListenerCommand.CreateListener;
import dev.evenkeel.reconcilers.command.LoadBalancerCommand.CreateLoadBalancer;
import dev.evenkeel.reconcilers.command.ServiceCommand.CreateService;
import dev.evenkeel.reconcilers.command.ServiceWish;
import dev.evenkeel.reconcilers.command.TargetGroupCommand.CreateTargetGroup;
import dev.evenkeel.reconcilers.deployment.Lane;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.balancing.AddressRange;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.ListenerSpec;
import dev.evenkeel.store.model.balancing.LoadBalancerSpec;
import dev.evenkeel.store.model.balancing.ProtocolVersion;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetGroupSpec;
import dev.evenkeel.store.model.balancing.TargetType;
import dev.evenkeel.store.model.deployment.HookAction;
import dev.evenkeel.store.model.deployment.LifecycleStage;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Deployments that shift the traffic of the listeners of a network load balancer, which has no rules.
final class NetworkShiftingWorldTest {
    private static final String REGION = "us-east-1";
    private static final String ACCOUNT = "123456789012";
    private static final Blueprint NEW = Blueprint.image("web:2");

    private final World world = ShiftingWorldTest.world();
    private final TargetGroupId blue = group("blue");
    private final TargetGroupId green = group("green");
    private final ListenerId production;
    private final ListenerId test;

    NetworkShiftingWorldTest() {
        var spec = new LoadBalancerSpec("internal", "", Fronts.subnets(REGION), List.of(), "", Map.of(), Map.of());
        var addresses = AddressRange.DEFAULT;
        var balancer = world.call(
                "elasticloadbalancing:CreateLoadBalancer",
                new CreateLoadBalancer(REGION, BalancerKind.NETWORK, "net", spec, addresses, Doc.EMPTY));
        production = world.call(
                "elasticloadbalancing:CreateListener",
                new CreateListener(balancer, listener(5432), RuleAction.forward(blue), Doc.EMPTY));
        test = world.call(
                "elasticloadbalancing:CreateListener",
                new CreateListener(balancer, listener(5433), RuleAction.forward(blue), Doc.EMPTY));
    }

    private static ListenerSpec listener(int port) {
        return new ListenerSpec(BalancerProtocol.TCP, port, "", List.of(), Map.of());
    }

    private TargetGroupId group(String name) {
        var check = new HealthCheckSpec(
                BalancerProtocol.TCP,
                HealthCheckSpec.TRAFFIC_PORT,
                "",
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                5,
                2,
                "");
        var spec = new TargetGroupSpec(
                BalancerProtocol.TCP,
                ProtocolVersion.HTTP1,
                5432,
                TargetType.INSTANCE,
                Fronts.vpc(REGION),
                check,
                Map.of(),
                Map.of());
        return world.call(
                "elasticloadbalancing:CreateTargetGroup", new CreateTargetGroup(REGION, name, spec, Doc.EMPTY));
    }

    private void service(Doc.Struct rollout) {
        var advanced = Doc.EMPTY
                .with(Lane.ALTERNATE, Doc.of(BalancingArns.of(ACCOUNT, green)))
                .with(Lane.PRODUCTION, Doc.of(BalancingArns.of(ACCOUNT, production)))
                .with(Lane.TEST, Doc.of(BalancingArns.of(ACCOUNT, test)));
        var port = new BalancedPort(BalancingArns.of(ACCOUNT, blue), "app", 80)
                .document()
                .with(Lane.ADVANCED, advanced);
        var document = Doc.EMPTY
                .with(BalancedPort.MEMBER, Doc.of(List.of(port)))
                .with(ServiceSpec.DEPLOYMENT_CONFIGURATION, rollout);
        var definition = world.register("web", Blueprint.image("web:1"));
        var wish = new ServiceWish(definition, 2, CapacityWish.UNSAID, 100, 200, document);
        world.call("ecs:CreateService", new CreateService(world.id("web"), wish, "tester", null, Doc.EMPTY));
    }

    /// Thousandths of a listener's connections that green gets.
    private int toGreen(ListenerId listener) {
        var groups = world.state()
                .balancers()
                .defaultRuleOf(listener)
                .orElseThrow()
                .spec()
                .action()
                .groups();
        return Front.permille(groups, green);
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.reconcilers.sim.Rollouts#all")
    void connectionsGoOver(Doc.Struct rollout) {
        service(rollout);
        ShiftingWorldTest.ended(world).settle();
        assertEquals(0, toGreen(production));

        ShiftingWorldTest.ended(world.update("web", NEW)).settle();

        assertEquals(ServiceDeploymentStatus.SUCCESSFUL, world.deployment("web").status());
        assertEquals(1000, toGreen(production));
        assertEquals(1000, toGreen(test));
        assertEquals(List.of("web:2"), ShiftingWorldTest.images(world));
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.reconcilers.sim.Rollouts#all")
    void andBack(Doc.Struct rollout) {
        var pause = Rollouts.pause(LifecycleStage.POST_PRODUCTION_TRAFFIC_SHIFT, "CONTINUE");
        service(Rollouts.with(rollout, pause));
        ShiftingWorldTest.ended(world).settle();
        world.update("web", NEW).until(() -> ShiftingWorldTest.paused(world), "all has gone over");
        assertEquals(1000, toGreen(production));

        world.proceed("web", HookAction.ROLLBACK);

        ShiftingWorldTest.ended(world).settle();
        assertEquals(
                ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL,
                world.deployment("web").status());
        assertEquals(0, toGreen(production));
        assertEquals(0, toGreen(test));
        assertEquals(List.of("web:1"), ShiftingWorldTest.images(world));
    }
}
