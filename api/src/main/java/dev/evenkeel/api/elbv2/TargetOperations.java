package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.balancing.TargetStates;
import dev.evenkeel.reconcilers.command.TargetCommand;
import dev.evenkeel.reconcilers.command.TargetCommand.DeregisterTargets;
import dev.evenkeel.reconcilers.command.TargetCommand.RegisterTargets;
import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupSpec;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Targets of groups: registered, deregistered, and how they are.
final class TargetOperations {
    private TargetOperations() {}

    record TargetInput(String Id, @Nullable Integer Port) {
        Target target() {
            return new Target(Id, Port == null ? TargetCommand.NO_PORT : Port);
        }
    }

    record TargetsInput(String TargetGroupArn, List<TargetInput> Targets) {}

    record Nothing() {}

    record HealthAnswer(List<Description> TargetHealthDescriptions) {}

    record Description(TargetView Target, String HealthCheckPort, HealthView TargetHealth) {}

    record TargetView(String Id, int Port) {}

    record HealthView(String State, Optional<String> Reason, Optional<String> Description) {
        static HealthView of(TargetHealth health) {
            return new HealthView(
                    health.state().word(),
                    Optional.ofNullable(health.reason()).map(TargetHealth.HealthCode::word),
                    health.description().isEmpty() ? Optional.empty() : Optional.of(health.description()));
        }
    }

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "RegisterTargets",
                        TargetsInput.class,
                        Nothing.class,
                        (call, input) -> new RegisterTargets(
                                Named.group(input.TargetGroupArn()), targets(input), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "DeregisterTargets",
                        TargetsInput.class,
                        Nothing.class,
                        (call, input) -> new DeregisterTargets(
                                Named.group(input.TargetGroupArn()), targets(input), call.redacted()),
                        (_, _, _) -> new Nothing()),
                new Query<>("DescribeTargetHealth", TargetsInput.class, HealthAnswer.class, TargetOperations::health));
    }

    private static List<Target> targets(TargetsInput input) {
        if (input.Targets().isEmpty()) {
            throw Errors.invalid("At least one target must be specified");
        }
        return input.Targets().stream().map(TargetInput::target).toList();
    }

    private static HealthAnswer health(Caller caller, State state, TargetsInput input) {
        var id = Named.group(input.TargetGroupArn());
        var group = state.balancers().groups().get(id).orElseThrow(Errors::noGroup);
        Stream<Target> asked = input.Targets().isEmpty()
                ? state.balancers().targetsOf(id).map(row -> row.key().target())
                : input.Targets().stream()
                        .map(TargetInput::target)
                        .map(target -> target.port() == TargetCommand.NO_PORT
                                ? new Target(target.id(), group.spec().port())
                                : target);
        return new HealthAnswer(asked.map(target -> new Description(
                        new TargetView(target.id(), target.port()),
                        port(group.spec(), target),
                        HealthView.of(TargetStates.of(state, id, target))))
                .toList());
    }

    private static String port(TargetGroupSpec group, Target target) {
        var port = group.health().port();
        return port.equals(HealthCheckSpec.TRAFFIC_PORT) ? Integer.toString(target.port()) : port;
    }
}
