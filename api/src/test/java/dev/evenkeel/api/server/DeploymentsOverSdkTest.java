package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentNotFoundException;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;

/// Every operation over service deployments and revisions, as the AWS SDK for Java speaks it.
final class DeploymentsOverSdkTest {
    private EcsFixture fixture;
    private EcsClient ecs;

    @BeforeEach
    void start() {
        fixture = new EcsFixture();
        ecs = fixture.ecs();
        ecs.createCluster(r -> r.clusterName("default"));
        fixture.register("web");
        var deployment = DeploymentConfiguration.builder()
                .deploymentCircuitBreaker(b -> b.enable(true).rollback(true))
                .alarms(a -> a.alarmNames("errors").enable(true).rollback(true))
                .build();
        ecs.createService(
                r -> r.serviceName("web").taskDefinition("web").desiredCount(8).deploymentConfiguration(deployment));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Service service() {
        return service("web");
    }

    private Service service(String name) {
        return ecs.describeServices(r -> r.services(name)).services().getFirst();
    }

    private ServiceDeployment deployment(String arn) {
        return ecs.describeServiceDeployments(r -> r.serviceDeploymentArns(arn))
                .serviceDeployments()
                .getFirst();
    }

    @Test
    void aDeploymentIsDescribedWithWhatItsBreakerAndAlarmsSee() {
        var service = service();
        var seen = deployment(service.currentServiceDeployment());

        assertEquals(ServiceDeploymentStatus.IN_PROGRESS, seen.status());
        assertEquals(service.serviceArn(), seen.serviceArn());
        assertTrue(seen.sourceServiceRevisions().isEmpty());
        assertEquals(8, seen.targetServiceRevision().requestedTaskCount());
        assertEquals(
                ServiceDeploymentRollbackMonitorsStatus.MONITORING,
                seen.deploymentCircuitBreaker().status());
        assertEquals(0, seen.deploymentCircuitBreaker().failureCount());
        assertEquals(4, seen.deploymentCircuitBreaker().threshold());
        assertEquals(List.of("errors"), seen.alarms().alarmNames());
        assertTrue(seen.deploymentConfiguration().deploymentCircuitBreaker().rollback());
        assertNull(seen.rollback());
        assertEquals(
                seen.targetServiceRevision().arn(),
                service.currentServiceRevisions().getFirst().arn());
        assertTrue(seen.targetServiceRevision()
                .arn()
                .endsWith(service.deployments().getFirst().id().replace("ecs-svc/", "/")));
    }

    /// An alarm on what a service does can only be made after it.
    @Test
    void alarmsThatAreNotThereYetMayBeNamed() {
        assertEquals(
                List.of("errors"), service().deploymentConfiguration().alarms().alarmNames());

        ecs.updateService(r -> r.service("web")
                .deploymentConfiguration(
                        c -> c.alarms(a -> a.alarmNames("later").enable(true).rollback(true))));

        assertEquals(
                List.of("later"), service().deploymentConfiguration().alarms().alarmNames());
    }

    @Test
    void deploymentsAreListedNewestFirstPageByPage() {
        var first = service().currentServiceDeployment();
        ecs.updateService(r -> r.service("web").forceNewDeployment(true));
        var second = service().currentServiceDeployment();

        var page = ecs.listServiceDeployments(r -> r.service("web").maxResults(1));
        var rest = ecs.listServiceDeployments(r -> r.service("web").nextToken(page.nextToken()));

        assertEquals(second, page.serviceDeployments().getFirst().serviceDeploymentArn());
        assertEquals(first, rest.serviceDeployments().getFirst().serviceDeploymentArn());
        assertEquals(
                "A newer service deployment began.",
                rest.serviceDeployments().getFirst().statusReason());
        assertNull(rest.nextToken());
        var stopped = ecs.listServiceDeployments(r -> r.service("web").status(ServiceDeploymentStatus.STOPPED));
        assertEquals(1, stopped.serviceDeployments().size());
        var at = page.serviceDeployments().getFirst().createdAt();
        var later =
                ecs.listServiceDeployments(r -> r.service("web").createdAt(c -> c.after(at.plus(Duration.ofHours(1)))));
        assertTrue(later.serviceDeployments().isEmpty());
        var earlier = ecs.listServiceDeployments(
                r -> r.service("web").createdAt(c -> c.before(at.plus(Duration.ofHours(1)))));
        assertEquals(2, earlier.serviceDeployments().size());
        assertThrows(ServiceNotFoundException.class, () -> ecs.listServiceDeployments(r -> r.service("none")));
    }

    @Test
    void aRevisionIsDescribedWithWhatItRuns() {
        var arn = service().currentServiceRevisions().getFirst().arn();

        var answer = ecs.describeServiceRevisions(r ->
                r.serviceRevisionArns(arn, arn.substring(0, arn.length() - 19) + "0".repeat(19)));

        var seen = answer.serviceRevisions().getFirst();
        assertEquals(arn, seen.serviceRevisionArn());
        assertTrue(seen.taskDefinition().endsWith(":task-definition/web:1"));
        assertEquals("app", seen.containerImages().getFirst().containerName());
        assertNull(seen.containerImages().getFirst().imageDigest());
        assertFalse(seen.guardDutyEnabled());
        assertEquals("MISSING", answer.failures().getFirst().reason());
    }

    @Test
    void aDeploymentThatIsStoppedGoesBack() {
        ecs.createService(r -> r.serviceName("idle").taskDefinition("web").desiredCount(0));
        ecs.updateService(r -> r.service("idle").desiredCount(2).forceNewDeployment(true));
        var arn = service("idle").currentServiceDeployment();

        assertEquals(
                arn, ecs.stopServiceDeployment(r -> r.serviceDeploymentArn(arn)).serviceDeploymentArn());

        var back = deployment(arn);
        assertEquals(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS, back.status());
        assertEquals(
                back.sourceServiceRevisions().getFirst().arn(), back.rollback().serviceRevisionArn());
        var deployments = service("idle").deployments();
        assertEquals(DeploymentRolloutState.IN_PROGRESS, deployments.getFirst().rolloutState());
        assertEquals(
                "ECS deployment: rolling back to deploymentId "
                        + deployments.getFirst().id() + ".",
                deployments.getFirst().rolloutStateReason());
        assertEquals(DeploymentRolloutState.FAILED, deployments.getLast().rolloutState());
        assertThrows(ConflictException.class, () -> ecs.stopServiceDeployment(r -> r.serviceDeploymentArn(arn)));
    }

    @Test
    void anAbortedDeploymentStaysAsItIs() {
        var arn = service().currentServiceDeployment();

        ecs.stopServiceDeployment(r -> r.serviceDeploymentArn(arn).stopType(StopServiceDeploymentStopType.ABORT));

        assertEquals(ServiceDeploymentStatus.STOPPED, deployment(arn).status());
        assertEquals(
                DeploymentRolloutState.FAILED,
                service().deployments().getFirst().rolloutState());
        var gone = arn.substring(0, arn.length() - 19) + "0".repeat(19);
        assertThrows(
                ServiceDeploymentNotFoundException.class,
                () -> ecs.stopServiceDeployment(r -> r.serviceDeploymentArn(gone)));
        assertEquals(
                "MISSING",
                ecs.describeServiceDeployments(r -> r.serviceDeploymentArns(gone))
                        .failures()
                        .getFirst()
                        .reason());
        assertThrows(
                InvalidParameterException.class,
                () -> ecs.describeServiceDeployments(r -> r.serviceDeploymentArns("web")));
    }

    @Test
    void anUpdateOfTheConfigurationKeepsWhatItDoesNotSay() {
        ecs.updateService(r -> r.service("web").deploymentConfiguration(c -> c.bakeTimeInMinutes(7)));

        var kept = service().deploymentConfiguration();
        assertEquals(7, kept.bakeTimeInMinutes());
        assertTrue(kept.deploymentCircuitBreaker().enable());
        assertEquals(List.of("errors"), kept.alarms().alarmNames());
        assertEquals(200, kept.maximumPercent());
        assertEquals(1, service().deployments().size());
    }
}
