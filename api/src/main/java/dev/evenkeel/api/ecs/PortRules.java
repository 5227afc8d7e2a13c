package dev.evenkeel.api.ecs;

import static dev.evenkeel.api.ecs.Settings.must;
import static dev.evenkeel.api.ecs.Settings.within;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Port;
import dev.evenkeel.store.model.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What ECS asks of the ports that containers publish.
final class PortRules {
    private static final int LAST_PORT = 65_535;
    private static final int MOST_RANGES = 100;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_][a-z0-9_-]{0,63}");

    private final Container container;
    private final TaskDefinitionInput task;
    private final List<Taken> taken = new ArrayList<>();

    private record Taken(PortRange ports, String protocol) {
        boolean overlaps(PortRange other, String transport) {
            return protocol.equals(transport) && ports.first() <= other.last() && other.first() <= ports.last();
        }
    }

    private PortRules(Container container, TaskDefinitionInput task) {
        this.container = container;
        this.task = task;
    }

    static void check(Container container, TaskDefinitionInput task) {
        var rules = new PortRules(container, task);
        if (!container.portMappings().isEmpty() && task.network().equals("none")) {
            throw Errors.client("When networkMode=none, port mappings are not allowed.");
        }
        container.portMappings().forEach(rules::port);
        long ranges = container.portMappings().stream()
                .filter(port -> port.containerPortRange() != null)
                .count();
        must(ranges <= MOST_RANGES, container, "containerPortRange");
    }

    /// What the containers of a task must not have in common: host ports and names of ports.
    static void among(List<Container> containers) {
        Set<String> hostPorts = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        for (Container container : containers) {
            for (Port port : container.portMappings()) {
                boolean fixed = port.hostPort() instanceof Integer host && host != 0;
                if (fixed && !hostPorts.add(port.hostPort() + "/" + port.transport())) {
                    throw Errors.client("Host port " + port.hostPort() + " is used more than once.");
                }
                if (port.name() instanceof String name && !names.add(name)) {
                    throw Errors.client("Port mapping name '" + name + "' is used more than once.");
                }
            }
        }
    }

    private void port(Port port) {
        if (port.name() instanceof String name) {
            must(NAME.matcher(name).matches(), container, "portMappings.name");
        }
        if (port.appProtocol() != null && port.name() == null) {
            throw Errors.client("A port mapping with an appProtocol must have a name.");
        }
        if (port.containerPortRange() instanceof String text) {
            range(port, text);
            return;
        }
        if (!(port.containerPort() instanceof Integer inside)) {
            throw Settings.invalid(container, "containerPort");
        }
        within(container, "containerPort", inside, 1, LAST_PORT);
        within(container, "hostPort", port.hostPort(), 0, LAST_PORT);
        matching(port, inside);
        take(new PortRange(inside, inside), port, "containerPort");
    }

    private void matching(Port port, int inside) {
        var mode = task.network();
        boolean shared = mode.equals("host") || mode.equals("awsvpc");
        if (shared && port.hostPort() instanceof Integer host && host != inside) {
            throw Errors.client(
                    "When networkMode=" + mode + ", the host ports and container ports in port mappings must match.");
        }
    }

    private void range(Port port, String text) {
        var parts = RANGE.matcher(text);
        must(parts.matches(), container, "containerPortRange");
        var range = PortRange.of(text);
        must(
                range.first() >= 1 && range.first() < range.last() && range.last() <= LAST_PORT,
                container,
                "containerPortRange");
        if (port.containerPort() != null || port.hostPort() != null) {
            throw Errors.client("A port mapping with a containerPortRange must not have a containerPort or hostPort.");
        }
        if (task.network().equals("host")) {
            throw Errors.client("containerPortRange is only supported when networkMode is bridge or awsvpc.");
        }
        take(range, port, "containerPortRange");
    }

    /// Single ports may be published twice; what is in a range may not.
    private void take(PortRange range, Port port, String setting) {
        boolean clash = taken.stream()
                .filter(t -> t.ports.count() > 1 || range.count() > 1)
                .anyMatch(t -> t.overlaps(range, port.transport()));
        must(!clash, container, setting);
        taken.add(new Taken(range, port.transport()));
    }
}
