package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.deployment.HookStatus;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AdvancedConfiguration;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/// Deployments that shift traffic, as AWS's own clients ask for them.
final class ShiftingOverSdkTest {
    private final EcsFixture fixture = new EcsFixture();
    private final EcsClient ecs = fixture.ecs();
    private final Front front = Front.of(fixture.api());
    private String blue = "";
    private String green = "";
    private String production = "";
    private String test = "";

    @BeforeEach
    void start() {
        ecs.createCluster(r -> r.clusterName("default"));
        fixture.register("web");
        blue = front.group("blue", TargetTypeEnum.INSTANCE);
        green = front.group("green", TargetTypeEnum.INSTANCE);
        production = front.rule(80, blue);
        test = front.rule(81, blue);
    }

    @AfterEach
    void stop() {
        front.close();
        fixture.close();
    }

    private LoadBalancer entry(Consumer<AdvancedConfiguration.Builder> change) {
        var advanced = AdvancedConfiguration.builder()
                .alternateTargetGroupArn(green)
                .productionListenerRule(production)
                .testListenerRule(test)
                .roleArn("arn:aws:iam::123456789012:role/elb");
        change.accept(advanced);
        return LoadBalancer.builder()
                .targetGroupArn(blue)
                .containerName("app")
                .containerPort(80)
                .advancedConfiguration(advanced.build())
                .build();
    }

    private CreateServiceRequest.Builder service(DeploymentConfiguration rollout, LoadBalancer entry) {
        return CreateServiceRequest.builder()
                .serviceName("web")
                .taskDefinition("web")
                .desiredCount(1)
                .deploymentConfiguration(rollout)
                .loadBalancers(entry);
    }

    private static DeploymentConfiguration blueGreen() {
        return DeploymentConfiguration.builder()
                .strategy(DeploymentStrategy.BLUE_GREEN)
                .bakeTimeInMinutes(0)
                .build();
    }

    private String refusal(CreateServiceRequest.Builder request) {
        return assertThrows(InvalidParameterException.class, () -> ecs.createService(request.build()))
                .awsErrorDetails()
                .errorMessage();
    }

    @Test
    void aServiceIsDescribedAsItWasAskedFor() {
        var entry = entry(_ -> {});
        ecs.createService(service(blueGreen(), entry).build());

        var described = ecs.describeServices(r -> r.services("web")).services().getFirst();

        assertEquals(List.of(entry), described.loadBalancers());
        assertEquals("BLUE_GREEN", described.deploymentConfiguration().strategyAsString());
        assertEquals(0, described.deploymentConfiguration().bakeTimeInMinutes());
    }

    @Test
    void bothRulesKnowOfBothGroupsOnceTasksStart() {
        ecs.createService(service(blueGreen(), entry(_ -> {})).build());
        fixture.report(Phase.RUNNING);

        var forward = front.elb()
                .describeRules(r -> r.ruleArns(production))
                .rules()
                .getFirst()
                .actions()
                .getFirst()
                .forwardConfig();

        assertEquals(
                List.of(blue + " 100", green + " 0"),
                forward.targetGroups().stream()
                        .map(group -> group.targetGroupArn() + " " + group.weight())
                        .sorted()
                        .toList());
    }

    @Test
    void whatTrafficIsShiftedBetweenHasToBeThereAndFit() {
        var missing = green.substring(0, green.length() - 4) + "0000";
        assertTrue(refusal(service(blueGreen(), entry(a -> a.alternateTargetGroupArn(missing))))
                .contains(missing + " does not exist"));
        assertTrue(refusal(service(blueGreen(), entry(a -> a.alternateTargetGroupArn(blue))))
                .contains("must be different target groups"));
        assertTrue(refusal(service(blueGreen(), entry(a -> a.productionListenerRule(null))))
                .contains("productionListenerRule must be specified"));
        assertTrue(refusal(service(blueGreen(), entry(a -> a.testListenerRule(production))))
                .contains("must be different"));
        var elsewhere = front.rule(82, front.group("elsewhere", TargetTypeEnum.INSTANCE));
        assertTrue(refusal(service(blueGreen(), entry(a -> a.productionListenerRule(elsewhere))))
                .contains("must forward to targetGroupArn or alternateTargetGroupArn"));
        var addresses = front.group("addresses", TargetTypeEnum.IP);
        assertTrue(refusal(service(blueGreen(), entry(a -> a.alternateTargetGroupArn(addresses))))
                .contains("same target type"));
        var plain = entry(_ -> {}).toBuilder()
                .advancedConfiguration((AdvancedConfiguration) null)
                .build();
        assertTrue(refusal(service(blueGreen(), plain)).contains("advancedConfiguration must be specified"));
        assertEquals(List.of(), ecs.describeServices(r -> r.services("web")).services());
    }

    @Test
    void aPauseIsEndedByAnyoneWhoKnowsItsId() {
        paused();
        var row = newest();
        var pause = row.hooks().getFirst().hook();

        var reply = proceed(arn(row), pause, "CONTINUE");

        assertEquals(200, reply.status());
        assertEquals(arn(row), reply.json().get("serviceDeploymentArn").asText());
        assertEquals(HookStatus.SUCCEEDED, newest().hooks().getFirst().status());
        assertEquals(400, proceed(arn(row), pause, "CONTINUE").status());
    }

    @Test
    void aPauseThatIsNotThereCannotBeEnded() {
        paused();
        var row = newest();

        assertTrue(proceed(arn(row), "ecs-pause-x", "ROLLBACK").text().contains("ecs-pause-x is not a lifecycle hook"));
        var other = arn(row).replace(row.id().value(), "0000000000000000000");
        assertTrue(proceed(other, "ecs-pause-x", "CONTINUE").text().contains("ServiceDeploymentNotFoundException"));
        assertTrue(proceed("web", "ecs-pause-x", "CONTINUE").text().contains("Invalid service-deployment ARN: web"));
    }

    /// The SDK does not know of pauses yet.
    private void paused() {
        var reply = fixture.api().call("ecs", "CreateService", """
                        {"serviceName":"web","taskDefinition":"web","desiredCount":1,"deploymentConfiguration":
                        {"strategy":"BLUE_GREEN","bakeTimeInMinutes":0,"lifecycleHooks":[{"targetType":"PAUSE",
                        "lifecycleStages":["PRE_SCALE_UP"]}]}}""");
        assertEquals(200, reply.status(), reply.text());
    }

    private TestApi.Reply proceed(String deployment, String hook, String action) {
        return fixture.api()
                .call(
                        "ecs",
                        "ContinueServiceDeployment",
                        "{\"serviceDeploymentArn\":\"" + deployment + "\",\"hookId\":\"" + hook + "\",\"action\":\""
                                + action + "\"}");
    }

    private ServiceDeploymentRow newest() {
        return fixture.api().state().deployments().byId().values().findFirst().orElseThrow();
    }

    private static String arn(ServiceDeploymentRow row) {
        return "arn:aws:ecs:us-east-1:123456789012:service-deployment/default/web/"
                + row.id().value();
    }
}
