package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.TargetType;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetGroupRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether a service that runs a task definition can have load balancers, in ECS's words.
public final class BalancedPortRules {
    /// How many target groups a service may have.
    public static final int MOST = 5;

    private final State state;
    private final TaskDefinition definition;

    private BalancedPortRules(State state, TaskDefinition definition) {
        this.state = state;
        this.definition = definition;
    }

    /// What is wrong, as the message of an `InvalidParameterException`; empty if nothing is.
    ///
    /// @param document of the service
    public static Optional<String> problem(State state, TaskDefinition definition, Doc.Struct document) {
        var ports = BalancedPort.of(document);
        var rules = new BalancedPortRules(state, definition);
        return amount(ports)
                .or(() -> ports.stream()
                        .flatMap(port -> rules.problem(port).stream())
                        .findFirst())
                .or(() -> AlternateRules.problem(state, document));
    }

    private static Optional<String> amount(List<BalancedPort> ports) {
        if (ports.size() > MOST) {
            return Optional.of("loadBalancers can have at most " + MOST + " items.");
        }
        return ports.stream().distinct().count() < ports.size()
                ? Optional.of("loadBalancers can not have duplicate items.")
                : Optional.empty();
    }

    private Optional<String> problem(BalancedPort port) {
        var container = definition.container(port.container());
        if (container.isEmpty()) {
            return Optional.of("The container " + port.container() + " does not exist in the task definition.");
        }
        if (!publishes(container.get(), port.port())) {
            return Optional.of("The container " + port.container() + " did not have a container port " + port.port()
                    + " defined.");
        }
        var group = port.group().flatMap(id -> state.balancers().groups().get(id));
        if (group.isEmpty()) {
            return Optional.of("The target group with targetGroupArn " + port.arn() + " does not exist.");
        }
        return mismatch(port, group.get()).or(() -> unused(port, group.get()));
    }

    private static boolean publishes(ContainerDefinition container, int port) {
        return container.network().portMappings().stream()
                .anyMatch(mapping -> mapping.range() == null
                        && mapping.containerPort() == port
                        && mapping.protocol().equals("tcp"));
    }

    private Optional<String> mismatch(BalancedPort port, TargetGroupRow group) {
        var mode = definition.networkMode();
        var fitting = mode == NetworkMode.AWSVPC ? TargetType.IP : TargetType.INSTANCE;
        var type = group.spec().type();
        return type == fitting
                ? Optional.empty()
                : Optional.of("The provided target group " + port.arn() + " has target type " + type.word()
                        + ", which is incompatible with the " + mode.name().toLowerCase(Locale.ROOT)
                        + " network mode specified in the task definition.");
    }

    private Optional<String> unused(BalancedPort port, TargetGroupRow group) {
        return state.balancers().rulesTo(group.id()).findAny().isPresent()
                ? Optional.empty()
                : Optional.of("The target group with targetGroupArn " + port.arn()
                        + " does not have an associated load balancer.");
    }
}
