package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.command.ProxyCommand;
import dev.evenkeel.reconcilers.command.ProxyCommand.JudgeTarget;
import dev.evenkeel.reconcilers.command.ProxyCommand.ReleaseTarget;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.state.TargetRow;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/// Services behind target groups, as AWS's own clients see them.
final class BalancedServicesOverSdkTest {
    private final EcsFixture fixture = new EcsFixture();
    private final EcsClient ecs = fixture.ecs();
    private final Front front = Front.of(fixture.api());

    @BeforeEach
    void start() {
        ecs.createCluster(r -> r.clusterName("default"));
        fixture.register("web");
    }

    @AfterEach
    void stop() {
        front.close();
        fixture.close();
    }

    private static LoadBalancer entry(String group) {
        return LoadBalancer.builder()
                .targetGroupArn(group)
                .containerName("app")
                .containerPort(80)
                .build();
    }

    private static CreateServiceRequest.Builder service(String group) {
        return CreateServiceRequest.builder()
                .serviceName("web")
                .taskDefinition("web")
                .desiredCount(1)
                .loadBalancers(entry(group));
    }

    private Service described() {
        return ecs.describeServices(r -> r.services("web")).services().getFirst();
    }

    private String refusal(CreateServiceRequest.Builder request) {
        return assertThrows(InvalidParameterException.class, () -> ecs.createService(request.build()))
                .awsErrorDetails()
                .errorMessage();
    }

    @Test
    void aServiceIsDescribedWithItsTargetGroupsAndChangingThemDeploys() {
        var blue = front.group("blue", TargetTypeEnum.INSTANCE);
        var other = front.group("other", TargetTypeEnum.INSTANCE);
        front.listener(80, blue);
        front.listener(81, other);

        ecs.createService(service(blue).healthCheckGracePeriodSeconds(30).build());
        assertEquals(List.of(entry(blue)), described().loadBalancers());
        assertEquals(30, described().healthCheckGracePeriodSeconds());
        var first = described().deployments().getFirst().id();

        ecs.updateService(r -> r.service("web").healthCheckGracePeriodSeconds(5));
        assertEquals(first, described().deployments().getFirst().id());
        ecs.updateService(r -> r.service("web").loadBalancers(entry(blue), entry(other)));
        assertEquals(List.of(entry(blue), entry(other)), described().loadBalancers());
        var second = described().deployments().getFirst().id();
        assertNotEquals(first, second);
        ecs.updateService(r -> r.service("web").loadBalancers(List.of()));
        assertEquals(List.of(), described().loadBalancers());
        assertNotEquals(second, described().deployments().getFirst().id());
    }

    @Test
    void aTargetGroupMustFitTheTaskDefinitionAndBelongToALoadBalancer() {
        var unused = front.group("unused", TargetTypeEnum.INSTANCE);
        assertEquals(
                "The target group with targetGroupArn " + unused + " does not have an associated load balancer.",
                refusal(service(unused)));
        var addresses = front.group("addresses", TargetTypeEnum.IP);
        front.listener(80, addresses);
        assertEquals(
                "The provided target group " + addresses + " has target type ip, which is incompatible with the bridge"
                        + " network mode specified in the task definition.",
                refusal(service(addresses)));
        var instances = front.group("instances", TargetTypeEnum.INSTANCE);
        front.listener(81, instances);
        ecs.registerTaskDefinition(r -> r.family("own")
                .networkMode(NetworkMode.AWSVPC)
                .containerDefinitions(ContainerDefinition.builder()
                        .name("app")
                        .image("app:1")
                        .memory(64)
                        .portMappings(PortMapping.builder().containerPort(80).build())
                        .build()));
        assertTrue(refusal(service(instances)
                        .taskDefinition("own")
                        .networkConfiguration(n -> n.awsvpcConfiguration(
                                v -> v.subnets(Defaults.subnets().getFirst()))))
                .contains("has target type instance, which is incompatible with the awsvpc network mode"));
        assertEquals(List.of(), ecs.describeServices(r -> r.services("web")).services());
    }

    @Test
    void aTaskThatDrainsIsDeactivatingUntilItsTargetHasGone() {
        var blue = front.group("blue", TargetTypeEnum.INSTANCE);
        front.listener(80, blue);
        ecs.createService(service(blue).build());
        fixture.report(Phase.RUNNING);
        var row =
                fixture.api().state().balancers().targets().values().findFirst().orElseThrow();
        tell(new JudgeTarget(row.key().group(), row.key().target(), TargetHealth.HEALTHY));
        assertEquals("healthy", health(blue));
        var task = ecs.listTasks().taskArns().getFirst();

        ecs.stopTask(r -> r.task(task));

        assertEquals("DEACTIVATING", lastStatus(task));
        assertEquals("draining", health(blue));
        release(row);
        assertEquals("RUNNING", lastStatus(task));
        assertEquals(
                List.of(),
                front.elb().describeTargetHealth(r -> r.targetGroupArn(blue)).targetHealthDescriptions());
    }

    private void release(TargetRow row) {
        tell(new ReleaseTarget(row.key().group(), row.key().target()));
    }

    private void tell(ProxyCommand command) {
        fixture.api().tell(new Origin.ProxyReport(fixture.host()), command);
    }

    private String lastStatus(String task) {
        return ecs.describeTasks(r -> r.tasks(task)).tasks().getFirst().lastStatus();
    }

    private String health(String group) {
        return front.elb()
                .describeTargetHealth(r -> r.targetGroupArn(group))
                .targetHealthDescriptions()
                .getFirst()
                .targetHealth()
                .stateAsString();
    }
}
