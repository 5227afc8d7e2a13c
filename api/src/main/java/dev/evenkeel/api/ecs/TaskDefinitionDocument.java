package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.Doc;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The document that a task definition is kept as: what was sent, with ECS's defaults made explicit, so that Describe
/// tells them and the host need not know them.
final class TaskDefinitionDocument {
    private static final int MOST_BYTES = 65_536;
    private static final List<String> CONTAINER_LISTS =
            List.of("environment", "portMappings", "mountPoints", "volumesFrom", "systemControls");

    private TaskDefinitionDocument() {}

    /// @throws dev.evenkeel.api.protocol.ApiException if a rule of ECS is broken
    static Doc.Struct of(Doc.Struct sent, TaskDefinitionInput input) {
        int length = sent.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MOST_BYTES) {
            throw Errors.client("Actual length: '" + length + "'. Max allowed length is '" + MOST_BYTES + "' bytes.");
        }
        TaskDefinitionRules.check(input);
        boolean host = input.network().equals("host") || input.network().equals("awsvpc");
        var document = sent.with(
                "containerDefinitions",
                Doc.of(sent.structs("containerDefinitions").stream()
                        .map(container -> container(container, host))
                        .toList()));
        document = absent(document, "networkMode", Doc.of("bridge"));
        document = absent(document, "volumes", Doc.of(List.of()));
        document = absent(document, "placementConstraints", Doc.of(List.of()));
        document = document.with("compatibilities", compatibilities(input));
        document = size(document, "cpu", Optional.ofNullable(input.cpu()).flatMap(Sizes::cpuUnits));
        return size(document, "memory", Optional.ofNullable(input.memory()).flatMap(Sizes::mebibytes));
    }

    /// What the task definition is fit for, in ECS's order.
    private static Doc compatibilities(TaskDefinitionInput input) {
        var fit = new ArrayList<Doc>();
        if (!input.network().equals("awsvpc")) {
            fit.add(Doc.of("EXTERNAL"));
        }
        fit.add(Doc.of("EC2"));
        if (FargateRules.broken(input).isEmpty()) {
            fit.add(Doc.of("FARGATE"));
        }
        return Doc.of(fit);
    }

    private static Doc.Struct size(Doc.Struct document, String name, Optional<Integer> value) {
        return value.map(n -> document.with(name, Doc.of(Integer.toString(n)))).orElse(document);
    }

    private static Doc.Struct container(Doc.Struct sent, boolean host) {
        var container = absent(sent, "cpu", Doc.of(0));
        container = absent(container, "essential", Doc.of(true));
        for (String list : CONTAINER_LISTS) {
            container = absent(container, list, Doc.of(List.of()));
        }
        container = container.with(
                "portMappings",
                Doc.of(container.structs("portMappings").stream()
                        .map(port -> port(port, host))
                        .toList()));
        if (container.get("restartPolicy").isPresent()) {
            var policy = container.struct("restartPolicy");
            container = container.with("restartPolicy", absent(policy, "restartAttemptPeriod", Doc.of(300)));
        }
        return container.get("healthCheck").isPresent()
                ? container.with("healthCheck", healthCheck(container.struct("healthCheck")))
                : container;
    }

    private static Doc.Struct port(Doc.Struct sent, boolean host) {
        var port = absent(sent, "protocol", Doc.of("tcp"));
        return sent.get("containerPort")
                .map(inside -> absent(port, "hostPort", host ? inside : Doc.of(0)))
                .orElse(port);
    }

    private static Doc.Struct healthCheck(Doc.Struct sent) {
        var check = absent(sent, "interval", Doc.of(30));
        check = absent(check, "timeout", Doc.of(5));
        return absent(check, "retries", Doc.of(3));
    }

    private static Doc.Struct absent(Doc.Struct struct, String name, Doc value) {
        return struct.get(name).isPresent() ? struct : struct.with(name, value);
    }
}
