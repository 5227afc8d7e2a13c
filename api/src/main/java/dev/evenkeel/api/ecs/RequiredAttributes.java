package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.Connections;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Sharing;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.ValueFrom;
import dev.evenkeel.store.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The abilities that ECS says a host must have for a task definition (`requiresAttributes`).
final class RequiredAttributes {
    private static final String AGENT = "ecs.capability.";
    private static final String LEGACY = "com.amazonaws.ecs.capability.";
    private static final String REMOTE_API = LEGACY + "docker-remote-api.";

    private final Set<String> names = new TreeSet<>();

    private RequiredAttributes() {}

    static Doc of(TaskDefinition definition) {
        var required = new RequiredAttributes();
        required.task(definition);
        definition.containers().forEach(required::container);
        var attributes = new ArrayList<Doc>();
        required.names.forEach(name -> attributes.add(Doc.EMPTY.with("name", Doc.of(name))));
        return Doc.of(attributes);
    }

    private void task(TaskDefinition definition) {
        var document = definition.document();
        need(document.text("taskRoleArn").isPresent(), LEGACY + "task-iam-role", REMOTE_API + "1.17");
        need(document.text("networkMode").filter("awsvpc"::equals).isPresent(), AGENT + "task-eni");
        need(
                definition.pidMode() != Sharing.DEFAULT || definition.ipcMode() != Sharing.DEFAULT,
                AGENT + "pid-ipc-namespace-sharing");
        for (Volume volume : definition.volumes()) {
            switch (volume) {
                case Volume.HostPath _ -> {}
                case Volume.TaskVolume v -> plugin(v.driver());
                case Volume.SharedVolume v -> plugin(v.driver());
            }
        }
    }

    private void plugin(@Nullable String driver) {
        need(driver != null, AGENT + "docker-plugin." + driver);
    }

    private void container(ContainerDefinition container) {
        if (container.logConfiguration() instanceof ContainerDefinition.LogConfiguration log) {
            need(true, LEGACY + "logging-driver." + log.driver(), REMOTE_API + "1.18");
        }
        secrets(container);
        var life = container.life();
        need(!life.dependsOn().isEmpty(), AGENT + "container-ordering");
        need(life.healthCheck() != null, AGENT + "container-health-check", REMOTE_API + "1.24");
        need(life.restartPolicy() != null, AGENT + "container-restart-policy");
        need(container.resources().memoryReservation() != null, REMOTE_API + "1.21");
        var kernel = container.kernel();
        need(kernel.privileged(), LEGACY + "privileged-container");
        need(kernel.init(), REMOTE_API + "1.25");
        need(!kernel.tmpfs().isEmpty() || kernel.sharedMemory() != null, REMOTE_API + "1.22");
        ranges(container.network());
    }

    private void secrets(ContainerDefinition container) {
        for (var value : ValueFrom.of(container.document())) {
            var store = value.source().startsWith("arn:aws:secretsmanager:") ? "asm" : "ssm";
            switch (value.use()) {
                case ENVIRONMENT -> need(true, AGENT + "secrets." + store + ".environment-variables");
                case LOG_OPTION -> need(true, AGENT + "secrets." + store + ".bootstrap.log-driver");
                case REGISTRY -> need(true, AGENT + "private-registry-authentication.secretsmanager");
            }
        }
        need(!container.document().items("environmentFiles").isEmpty(), AGENT + "env-files.s3");
    }

    private void ranges(Connections network) {
        boolean any = network.portMappings().stream().anyMatch(port -> port.range() != null);
        need(any, AGENT + "container-port-range");
    }

    private void need(boolean holds, String... attributes) {
        if (holds) {
            names.addAll(List.of(attributes));
        }
    }
}
