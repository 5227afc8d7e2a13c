package dev.evenkeel.api.server;

import dev.evenkeel.reconcilers.command.HostCommand.TakeReport;
import dev.evenkeel.reconcilers.host.Report;
import dev.evenkeel.reconcilers.host.TaskReport;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.ContainerStatus;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.state.TaskRow;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/// An API with a host, AWS's own client of ECS, and what a host would report.
final class EcsFixture implements AutoCloseable {
    private final TestApi api;
    private final HostId host;
    private final EcsClient ecs;
    private long sequence;

    EcsFixture() {
        this(new TestApi());
    }

    EcsFixture(TestApi api) {
        this.api = api;
        host = api.host();
        ecs = client(Region.US_EAST_1);
    }

    TestApi api() {
        return api;
    }

    HostId host() {
        return host;
    }

    EcsClient ecs() {
        return ecs;
    }

    EcsClient client(Region region) {
        return api.sdk(EcsClient.builder(), region.id());
    }

    /// Registers a definition of one container of 64 MiB.
    TaskDefinition register(String family) {
        var container = ContainerDefinition.builder()
                .name("app")
                .image("app:1")
                .memory(64)
                .portMappings(PortMapping.builder().containerPort(80).build())
                .build();
        return ecs.registerTaskDefinition(r -> r.family(family).containerDefinitions(container))
                .taskDefinition();
    }

    /// The host says that every task it shall run is in this phase, and that every other one has stopped.
    void report(Phase phase) {
        var reports = api.state()
                .tasks()
                .on(host)
                .map(row -> seen(row, row.wanted() ? phase : Phase.STOPPED))
                .toList();
        sequence++;
        api.tell(
                new Origin.HostReport(host, sequence),
                new TakeReport(new Report(host, sequence, new Revision(0), reports)));
    }

    private static TaskReport seen(TaskRow row, Phase phase) {
        var stopped = phase == Phase.STOPPED;
        var containers = row.containers().stream()
                .map(c -> new ContainerStatus(
                        c.name(),
                        stopped ? ContainerPhase.STOPPED : ContainerPhase.RUNNING,
                        stopped ? 0 : null,
                        null,
                        Health.UNKNOWN,
                        "c0ffee",
                        null))
                .toList();
        return new TaskReport(row.id(), phase, Health.UNKNOWN, containers, null, null, null, null);
    }

    @Override
    public void close() {
        ecs.close();
        api.close();
    }
}
