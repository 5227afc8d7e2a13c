package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.Alarm;
import software.amazon.awssdk.services.codedeploy.model.ApplicationAlreadyExistsException;
import software.amazon.awssdk.services.codedeploy.model.ApplicationDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.CodeDeployException;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentConfigResponse;
import software.amazon.awssdk.services.codedeploy.model.DeploymentAlreadyCompletedException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigAlreadyExistsException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigInUseException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentCreator;
import software.amazon.awssdk.services.codedeploy.model.DeploymentDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupAlreadyExistsException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentIsNotInReadyStateException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTargetDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentWaitType;
import software.amazon.awssdk.services.codedeploy.model.EcsServiceMappingLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.InvalidAlarmConfigException;
import software.amazon.awssdk.services.codedeploy.model.InvalidRevisionException;
import software.amazon.awssdk.services.codedeploy.model.InvalidTargetGroupPairException;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Service;

/// Every operation of CodeDeploy that is there, as the AWS SDK for Java speaks it.
final class CodeDeployOverSdkTest {
    private CodeDeployFixture here;
    private CodeDeployClient deploy;

    @BeforeEach
    void start() {
        here = new CodeDeployFixture();
        deploy = here.deploy();
    }

    @AfterEach
    void stop() {
        here.close();
    }

    private Service service() {
        return here.ecs().describeServices(r -> r.services("web")).services().getFirst();
    }

    private void group() {
        deploy.createDeploymentGroup(here.wanted("group").build());
    }

    private String status(String id) {
        return here.info(id).statusAsString();
    }

    private void until(String id, DeploymentStatus status) {
        here.until(() -> status(id).equals(status.toString()));
    }

    @Test
    void applicationsComeAndGo() {
        var made = deploy.createApplication(r -> r.applicationName("other").computePlatform("ECS"));
        var found = deploy.getApplication(r -> r.applicationName("other")).application();
        assertEquals(made.applicationId(), found.applicationId());
        assertEquals("ECS", found.computePlatformAsString());
        assertEquals(List.of("my-app", "other"), deploy.listApplications().applications());
        assertEquals(
                2,
                deploy.batchGetApplications(r -> r.applicationNames("my-app", "other"))
                        .applicationsInfo()
                        .size());
        assertThrows(
                ApplicationAlreadyExistsException.class,
                () -> deploy.createApplication(r -> r.applicationName("other").computePlatform("ECS")));

        deploy.updateApplication(r -> r.applicationName("other").newApplicationName("renamed"));
        assertEquals(
                made.applicationId(),
                deploy.getApplication(r -> r.applicationName("renamed"))
                        .application()
                        .applicationId());
        deploy.deleteApplication(r -> r.applicationName("renamed"));
        var gone = assertThrows(
                ApplicationDoesNotExistException.class, () -> deploy.getApplication(r -> r.applicationName("renamed")));
        assertEquals(
                "No application found for name: renamed", gone.awsErrorDetails().errorMessage());
        deploy.deleteApplication(r -> r.applicationName("renamed"));
    }

    @Test
    void configurationsComeAndGo() {
        assertEquals(
                List.of(
                        "CodeDeployDefault.ECSAllAtOnce",
                        "CodeDeployDefault.ECSCanary10Percent15Minutes",
                        "CodeDeployDefault.ECSCanary10Percent5Minutes",
                        "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
                        "CodeDeployDefault.ECSLinear10PercentEvery3Minutes"),
                deploy.listDeploymentConfigs().deploymentConfigsList());
        var linear = deploy.getDeploymentConfig(
                        r -> r.deploymentConfigName("CodeDeployDefault.ECSLinear10PercentEvery3Minutes"))
                .deploymentConfigInfo()
                .trafficRoutingConfig();
        assertEquals("TimeBasedLinear", linear.typeAsString());
        assertEquals(10, linear.timeBasedLinear().linearPercentage());
        assertEquals(3, linear.timeBasedLinear().linearInterval());

        var id = canary("Canary25").deploymentConfigId();
        var made = deploy.getDeploymentConfig(r -> r.deploymentConfigName("Canary25"))
                .deploymentConfigInfo();
        assertEquals(id, made.deploymentConfigId());
        assertEquals(25, made.trafficRoutingConfig().timeBasedCanary().canaryPercentage());
        assertThrows(DeploymentConfigAlreadyExistsException.class, () -> canary("Canary25"));
        deploy.createDeploymentGroup(
                here.wanted("group").deploymentConfigName("Canary25").build());
        assertThrows(
                DeploymentConfigInUseException.class,
                () -> deploy.deleteDeploymentConfig(r -> r.deploymentConfigName("Canary25")));

        deploy.deleteDeploymentGroup(r -> r.applicationName("my-app").deploymentGroupName("group"));
        deploy.deleteDeploymentConfig(r -> r.deploymentConfigName("Canary25"));
        assertThrows(
                DeploymentConfigDoesNotExistException.class,
                () -> deploy.getDeploymentConfig(r -> r.deploymentConfigName("Canary25")));
    }

    private CreateDeploymentConfigResponse canary(String name) {
        return deploy.createDeploymentConfig(r -> r.deploymentConfigName(name)
                .computePlatform("ECS")
                .trafficRoutingConfig(t -> t.type("TimeBasedCanary")
                        .timeBasedCanary(c -> c.canaryPercentage(25).canaryInterval(1))));
    }

    @Test
    void groupsComeAndGo() {
        var made = deploy.createDeploymentGroup(here.wanted("group").build());
        var found = deploy.getDeploymentGroup(r -> r.applicationName("my-app").deploymentGroupName("group"))
                .deploymentGroupInfo();
        assertEquals(made.deploymentGroupId(), found.deploymentGroupId());
        assertEquals("CodeDeployDefault.ECSAllAtOnce", found.deploymentConfigName());
        assertEquals(here.balancing("blue", "green"), found.loadBalancerInfo());
        assertEquals("web", found.ecsServices().getFirst().serviceName());
        assertEquals(
                "DEPLOYMENT_FAILURE",
                found.autoRollbackConfiguration().eventsAsStrings().getFirst());
        assertEquals("arn:aws:iam::123456789012:role/deploys", found.serviceRoleArn());
        assertThrows(
                DeploymentGroupAlreadyExistsException.class,
                () -> deploy.createDeploymentGroup(here.wanted("group").build()));
        assertThrows(
                EcsServiceMappingLimitExceededException.class,
                () -> deploy.createDeploymentGroup(here.wanted("second").build()));

        deploy.updateDeploymentGroup(r -> r.applicationName("my-app")
                .currentDeploymentGroupName("group")
                .newDeploymentGroupName("renamed")
                .deploymentConfigName("CodeDeployDefault.ECSCanary10Percent5Minutes"));
        assertEquals(
                List.of("renamed"),
                deploy.listDeploymentGroups(r -> r.applicationName("my-app")).deploymentGroups());
        var batch =
                deploy.batchGetDeploymentGroups(r -> r.applicationName("my-app").deploymentGroupNames("renamed"));
        var renamed = batch.deploymentGroupsInfo().getFirst();
        assertEquals(made.deploymentGroupId(), renamed.deploymentGroupId());
        assertEquals("CodeDeployDefault.ECSCanary10Percent5Minutes", renamed.deploymentConfigName());
        assertEquals(found.loadBalancerInfo(), renamed.loadBalancerInfo());

        deploy.deleteDeploymentGroup(r -> r.applicationName("my-app").deploymentGroupName("renamed"));
        assertThrows(
                DeploymentGroupDoesNotExistException.class,
                () -> deploy.getDeploymentGroup(r -> r.applicationName("my-app").deploymentGroupName("renamed")));
    }

    @Test
    void aGroupNeedsTargetGroupsThatAreThere() {
        var wrong = here.wanted("group").loadBalancerInfo(here.balancing("blue", "nowhere"));

        var refused =
                assertThrows(InvalidTargetGroupPairException.class, () -> deploy.createDeploymentGroup(wrong.build()));

        assertTrue(String.valueOf(refused.getMessage()).contains("nowhere"), refused.getMessage());
    }

    @Test
    void aServiceOfCodeDeployHasAPrimaryTaskSetAndIsDeployedOnlyByIt() {
        var set = service().taskSets().getFirst();
        assertEquals(List.of(), service().deployments());
        assertEquals("PRIMARY", set.status());
        assertEquals(2, set.computedDesiredCount());
        assertTrue(service().taskDefinition().endsWith("my-app:1"));
        var refused = assertThrows(
                InvalidParameterException.class,
                () -> here.ecs().updateService(r -> r.service("web").taskDefinition("my-app:2")));
        assertEquals(
                "Unable to update task definition on services with a CODE_DEPLOY deployment controller."
                        + " Use AWS CodeDeploy to trigger a new deployment.",
                refused.awsErrorDetails().errorMessage());
        assertThrows(
                InvalidParameterException.class,
                () -> here.ecs()
                        .deleteTaskSet(r -> r.cluster("default")
                                .service("web")
                                .taskSet(set.id())
                                .force(true)));

        here.ecs().updateService(r -> r.service("web").desiredCount(3));
        assertEquals(3, service().taskSets().getFirst().computedDesiredCount());
    }

    @Test
    void aDeploymentRunsToItsEnd() {
        group();
        var first = service().taskSets().getFirst().id();
        here.until(() -> service().taskSets().getFirst().runningCount() == 2);
        var id = here.start(2);
        assertTrue(id.matches("d-[A-Z0-9]{9}"), id);

        until(id, DeploymentStatus.SUCCEEDED);

        var info = here.info(id);
        assertEquals("my-app", info.applicationName());
        assertEquals("group", info.deploymentGroupName());
        assertEquals("CodeDeployDefault.ECSAllAtOnce", info.deploymentConfigName());
        assertEquals(DeploymentCreator.USER, info.creator());
        assertEquals(CodeDeployFixture.toRevision(2), info.revision());
        assertEquals(1, info.deploymentOverview().succeeded());
        assertTrue(!info.completeTime().isBefore(info.createTime()));
        assertEquals(Map.of("blue", 0, "green", 100), here.weights());
        assertEquals(Map.of("blue", 0, "green", 100), here.testWeights());
        var sets = service().taskSets();
        assertEquals(1, sets.size());
        assertTrue(!sets.getFirst().id().equals(first));
        assertEquals("CODE_DEPLOY", sets.getFirst().startedBy());
        assertEquals(id, sets.getFirst().externalId());
        assertTrue(service().taskDefinition().endsWith("my-app:2"));
        assertEquals(List.of(id), deploy.listDeployments().deployments());
        assertEquals(id, lastOfGroup());
        assertThrows(DeploymentAlreadyCompletedException.class, () -> deploy.stopDeployment(r -> r.deploymentId(id)));
    }

    private String lastOfGroup() {
        return deploy.getDeploymentGroup(r -> r.applicationName("my-app").deploymentGroupName("group"))
                .deploymentGroupInfo()
                .lastSuccessfulDeployment()
                .deploymentId();
    }

    @Test
    void itsTargetTellsOfItsLifecycleAndItsTaskSets() {
        group();
        var id = here.start(2);
        until(id, DeploymentStatus.SUCCEEDED);

        var ids = deploy.listDeploymentTargets(r -> r.deploymentId(id)).targetIds();
        assertEquals(List.of("default:web"), ids);
        var target = deploy.getDeploymentTarget(r -> r.deploymentId(id).targetId("default:web"))
                .deploymentTarget()
                .ecsTarget();
        assertEquals(TargetStatus.SUCCEEDED, target.status());
        assertEquals(service().serviceArn(), target.targetArn());
        assertEquals(
                List.of(
                        "BeforeInstall Skipped",
                        "Install Succeeded",
                        "AfterInstall Skipped",
                        "AllowTestTraffic Succeeded",
                        "AfterAllowTestTraffic Skipped",
                        "BeforeAllowTraffic Skipped",
                        "AllowTraffic Succeeded",
                        "AfterAllowTraffic Skipped"),
                target.lifecycleEvents().stream()
                        .map(event -> event.lifecycleEventName() + " " + event.statusAsString())
                        .toList());
        var green = target.taskSetsInfo().getFirst();
        assertEquals("Green", green.taskSetLabelAsString());
        assertEquals(100.0, green.trafficWeight());
        assertEquals("green", green.targetGroup().name());
        assertEquals(
                1,
                deploy.batchGetDeploymentTargets(r -> r.deploymentId(id).targetIds("default:web"))
                        .deploymentTargets()
                        .size());
        assertThrows(
                DeploymentTargetDoesNotExistException.class,
                () -> deploy.getDeploymentTarget(r -> r.deploymentId(id).targetId("default:other")));
    }

    @Test
    void aDeploymentWaitsAndGoesOnWhenItIsTold() {
        deploy.createDeploymentGroup(here.wanted("group")
                .blueGreenDeploymentConfiguration(CodeDeployFixture.waits(60, "STOP_DEPLOYMENT", 60))
                .build());
        var id = here.start(2);
        assertThrows(
                DeploymentIsNotInReadyStateException.class,
                () -> deploy.continueDeployment(
                        r -> r.deploymentId(id).deploymentWaitType(DeploymentWaitType.READY_WAIT)));
        until(id, DeploymentStatus.READY);
        assertEquals(Map.of("blue", 100, "green", 0), here.weights());
        assertEquals(Map.of("blue", 0, "green", 100), here.testWeights());

        deploy.continueDeployment(r -> r.deploymentId(id).deploymentWaitType(DeploymentWaitType.READY_WAIT));
        here.until(() -> here.info(id).instanceTerminationWaitTimeStarted());
        assertEquals(Map.of("blue", 0, "green", 100), here.weights());
        assertEquals(2, service().taskSets().size());

        here.until(() -> service().taskSets().getFirst().externalId() != null);
        deploy.continueDeployment(r -> r.deploymentId(id).deploymentWaitType(DeploymentWaitType.TERMINATION_WAIT));
        until(id, DeploymentStatus.SUCCEEDED);
        assertEquals(1, service().taskSets().size());
    }

    @Test
    void aStoppedDeploymentIsRolledBackByAnotherOne() {
        deploy.createDeploymentGroup(here.wanted("group")
                .deploymentConfigName("CodeDeployDefault.ECSCanary10Percent5Minutes")
                .build());
        var id = here.start(2);
        here.until(() -> here.weights().equals(Map.of("blue", 90, "green", 10)));

        var stop = deploy.stopDeployment(r -> r.deploymentId(id).autoRollbackEnabled(true));
        assertTrue(List.of("Pending", "Succeeded").contains(stop.statusAsString()));
        until(id, DeploymentStatus.STOPPED);

        var back = here.info(id).rollbackInfo().rollbackDeploymentId();
        until(back, DeploymentStatus.SUCCEEDED);
        assertEquals("MANUAL_STOP", here.info(id).errorInformation().codeAsString());
        assertEquals(DeploymentCreator.CODE_DEPLOY_ROLLBACK, here.info(back).creator());
        assertEquals(id, here.info(back).rollbackInfo().rollbackTriggeringDeploymentId());
        assertEquals(Map.of("blue", 100, "green", 0), here.weights());
        assertTrue(service().taskDefinition().endsWith("my-app:1"));
        assertEquals(1, service().taskSets().size());
        assertEquals(
                List.of(id),
                deploy.listDeployments(r -> r.applicationName("my-app")
                                .deploymentGroupName("group")
                                .includeOnlyStatuses(DeploymentStatus.STOPPED))
                        .deployments());
        assertEquals(
                2,
                deploy.batchGetDeployments(r -> r.deploymentIds(id, back))
                        .deploymentsInfo()
                        .size());
    }

    @Test
    void aGroupHasOneDeploymentAtATime() {
        group();
        var id = here.start(2);

        var refused = assertThrows(DeploymentLimitExceededException.class, () -> here.start(1));

        assertEquals(
                "The Deployment Group 'group' already has an active Deployment '" + id + "'.",
                refused.awsErrorDetails().errorMessage());
    }

    @Test
    void theAppSpecMayBeJsonInTheOlderFormWithItsDigest() throws NoSuchAlgorithmException {
        group();
        var text = "{\"version\":0.0,\"Resources\":[{\"TargetService\":{\"Type\":\"AWS::ECS::Service\",\"Properties\":"
                + "{\"TaskDefinition\":\"my-app:2\",\"LoadBalancerInfo\":{\"ContainerName\":\"app\","
                + "\"ContainerPort\":80}}}}]}";
        var digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        assertThrows(InvalidRevisionException.class, () -> create(old(text, "0".repeat(64))));

        var id = create(old(text, digest));

        until(id, DeploymentStatus.SUCCEEDED);
    }

    private static RevisionLocation old(String text, String digest) {
        return RevisionLocation.builder()
                .revisionType("String")
                .string(c -> c.content(text).sha256(digest))
                .build();
    }

    private String create(RevisionLocation revision) {
        return deploy.createDeployment(r ->
                        r.applicationName("my-app").deploymentGroupName("group").revision(revision))
                .deploymentId();
    }

    @Test
    void whatADeploymentCouldNotDoIsRefusedAtOnce() {
        group();
        var hooks = CodeDeployFixture.toRevision(2).appSpecContent().content()
                + "Hooks:\n  - BeforeInstall: arn:aws:lambda:us-east-1:123456789012:function:check\n";
        assertRefused("--hook arn:aws:lambda:us-east-1:123456789012:function:check=URL", hooks);
        assertRefused("TaskDefinition not found.", text().replace("my-app:2", "my-app:9"));
        assertRefused("The container nothing does not exist", text().replace("app\n", "nothing\n"));
        assertRefused("neither JSON nor YAML", "{");
        assertRefused("version has to be 0.0", text().replace("0.0", "1.0"));
        assertRefused("Type of a TargetService", text().replace("AWS::ECS::Service", "AWS::Lambda::Function"));
        assertRefused(
                "Flavour is not supported", text().replace("TaskDefinition:", "Flavour: x\n        TaskDefinition:"));
        assertThrows(
                InvalidAlarmConfigException.class,
                () -> deploy.createDeployment(r -> r.applicationName("my-app")
                        .deploymentGroupName("group")
                        .revision(CodeDeployFixture.toRevision(2))
                        .overrideAlarmConfiguration(a -> a.enabled(true)
                                .alarms(Alarm.builder().name("nowhere").build()))));
        assertThrows(DeploymentDoesNotExistException.class, () -> here.info("d-NOTTHERE0"));
        assertEquals(List.of(), deploy.listDeployments().deployments());
    }

    private static String text() {
        return CodeDeployFixture.toRevision(2).appSpecContent().content();
    }

    private void assertRefused(String why, String appSpec) {
        CodeDeployException refused =
                assertThrows(InvalidRevisionException.class, () -> create(CodeDeployFixture.appSpec(appSpec)));
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
    }
}
