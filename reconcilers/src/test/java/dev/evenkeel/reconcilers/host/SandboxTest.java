package dev.evenkeel.reconcilers.host;

import static dev.evenkeel.reconcilers.host.Containers.container;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.host.Assignment.RunTask;
import dev.evenkeel.reconcilers.network.Firewall;
import dev.evenkeel.reconcilers.network.Firewall.Pass;
import dev.evenkeel.store.model.Cidr;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.Ipv4;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.VpcId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The container that holds a task's network: first in, last out, and told of by nobody.
class SandboxTest {
    private static final Firewall CLOSED = new Firewall(List.of(), List.of());
    private static final Firewall OPEN = new Firewall(List.of(new Pass("tcp", 80, 80, "0.0.0.0/0")), List.of());

    private static RunTask task(Firewall firewall) {
        var plain = TestHost.task(container("app"), Containers.sidecar("proxy"));
        var network = new NetworkPlan(
                new VpcId("us-east-1", "vpc-1"),
                Cidr.of("10.0.0.0/16"),
                Ipv4.of("10.0.0.7"),
                "02:00:00:00:00:07",
                "ip-10-0-0-7.ec2.internal",
                null,
                List.of(),
                firewall);
        return new RunTask(
                plain.task(),
                plain.definition(),
                NetworkMode.AWSVPC,
                plain.common(),
                network,
                plain.containers(),
                plain.stop(),
                plain.known());
    }

    private static boolean isCreation(Step step) {
        return step instanceof Step.Create;
    }

    @Test
    void itRunsAndIsSecuredBeforeAnyContainerIsCreated() {
        var host = TestHost.idle()
                .hold(step -> step instanceof Step.Secure)
                .put(task(CLOSED))
                .settle();
        assertTrue(
                host.driver.begun.stream().noneMatch(SandboxTest::isCreation),
                host.steps().toString());

        host.letGo().settle();

        assertEquals(List.of("app RUNNING", "proxy RUNNING", Step.SANDBOX + " RUNNING"), host.driver.names());
        assertEquals(Phase.RUNNING, host.last().phase());
        assertEquals(
                List.of("app", "proxy"),
                host.last().containers().stream().map(ContainerStatus::name).toList());
    }

    @Test
    void itIsToldWhenItsGroupsLetSomethingElseThrough() {
        var host = TestHost.idle().put(task(CLOSED)).settle();
        int before = secured(host);

        host.put(task(OPEN)).settle();

        assertEquals(before + 1, secured(host));
        assertEquals(Phase.RUNNING, host.last().phase());
    }

    private static int secured(TestHost host) {
        return (int)
                host.steps().stream().filter(step -> step.startsWith("Secure")).count();
    }

    @Test
    void itStopsAfterAllOthersAndOnlyThenHasTheTaskStopped() {
        var host = TestHost.idle().put(task(CLOSED)).settle();
        host.hold(step -> step instanceof Step.Stop && !step.container().name().equals(Step.SANDBOX))
                .put(TestHost.stopping(task(CLOSED)))
                .settle();
        assertFalse(host.steps().contains("Stop " + Step.SANDBOX));

        host.letGo().settle();

        assertEquals(
                "Stop " + Step.SANDBOX,
                host.steps().stream()
                        .filter(step -> step.startsWith("Stop"))
                        .toList()
                        .getLast());
        assertEquals(Phase.STOPPED, host.last().phase());
    }

    @Test
    void aTaskWhoseSandboxDiesStops() {
        var host = TestHost.idle().put(task(CLOSED)).settle();

        host.driver.exit(Step.SANDBOX, 137);
        host.settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(StopCode.ESSENTIAL_CONTAINER_EXITED, host.last().stopCode());
        assertTrue(host.driver.names().stream().noneMatch(name -> name.endsWith("RUNNING")));
    }

    @Test
    void aTaskWhoseRulesCannotBeWrittenNeverStarts() {
        var host = TestHost.idle();
        host.driver.fail(step -> step instanceof Step.Secure, "ResourceInitializationError", "no iptables", false);

        host.put(task(CLOSED)).settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(StopCode.TASK_FAILED_TO_START, host.last().stopCode());
        assertEquals("ResourceInitializationError: no iptables", host.last().stopReason());
        assertTrue(host.driver.begun.stream().noneMatch(SandboxTest::isCreation));
    }

    @Test
    void itIsTriedAgainWhereTheEngineCouldNotBeAsked() {
        var host = TestHost.idle();
        host.driver.fail(step -> step instanceof Step.CreateSandbox, "ResourceInitializationError", "away", true);
        host.put(task(CLOSED)).settle();
        host.driver.healAll();

        host.pass(Duration.ofMinutes(1));

        assertEquals(Phase.RUNNING, host.last().phase());
    }

    @Test
    void afterARestartItIsAdoptedAndToldAgainWhatToLetThrough() {
        var task = task(CLOSED);
        var host = TestHost.idle().put(task).settle();
        int before = secured(host);

        host.restart().complete(host.reports.size(), host.known(task)).settle();

        assertEquals(before + 1, secured(host));
        assertEquals(
                1,
                host.steps().stream()
                        .filter(step -> step.startsWith("CreateSandbox"))
                        .count());
        assertEquals(Phase.RUNNING, host.last().phase());
    }

    @Test
    void aTaskWhoseSandboxVanishedWhileNobodyLookedStops() {
        var task = task(CLOSED);
        var host = TestHost.idle().put(task).settle();
        host.driver.vanishUnheard(Step.SANDBOX);

        host.restart().complete(host.reports.size(), host.known(task)).settle();

        assertEquals(Phase.STOPPED, host.last().phase());
        assertEquals(StopCode.ESSENTIAL_CONTAINER_EXITED, host.last().stopCode());
        assertEquals(
                1,
                host.steps().stream()
                        .filter(step -> step.startsWith("CreateSandbox"))
                        .count());
    }
}
