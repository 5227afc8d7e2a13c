package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.ReleaseConfigCommand.CreateConfig;
import dev.evenkeel.reconcilers.command.ReleaseConfigCommand.DeleteConfig;
import dev.evenkeel.reconcilers.release.Plans;
import dev.evenkeel.store.model.release.ReleaseConfigId;
import dev.evenkeel.store.model.release.ShiftPlan;
import dev.evenkeel.store.state.Releases.Config;
import dev.evenkeel.store.state.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// CodeDeploy's deployment configurations: how traffic goes over.
final class ConfigOperations {
    private static final String ROUTING = "InvalidTrafficRoutingConfigurationException";
    private static final int LONGEST_MINUTES = 2_880;
    private static final int MOST_PERCENT = 99;

    private ConfigOperations() {}

    record Canary(
            @Nullable Integer canaryPercentage, @Nullable Integer canaryInterval) {}

    record Linear(
            @Nullable Integer linearPercentage, @Nullable Integer linearInterval) {}

    record Routing(
            @Nullable String type,
            @Nullable Canary timeBasedCanary,
            @Nullable Linear timeBasedLinear) {}

    record CreateInput(
            String deploymentConfigName,
            @Nullable Routing trafficRoutingConfig,
            @Nullable String computePlatform) {}

    record CreateAnswer(String deploymentConfigId) {}

    record NameInput(String deploymentConfigName) {}

    record ListInput(@Nullable String nextToken) {}

    record ListAnswer(List<String> deploymentConfigsList, Optional<String> nextToken) {}

    record GetAnswer(View deploymentConfigInfo) {}

    record View(
            String deploymentConfigId,
            String deploymentConfigName,
            Optional<Instant> createTime,
            String computePlatform,
            RoutingView trafficRoutingConfig) {}

    record RoutingView(String type, Optional<Canary> timeBasedCanary, Optional<Linear> timeBasedLinear) {
        private static RoutingView of(ShiftPlan plan) {
            int minutes = Math.toIntExact(plan.interval().toMinutes());
            return switch (plan.kind()) {
                case ALL_AT_ONCE -> new RoutingView("AllAtOnce", Optional.empty(), Optional.empty());
                case CANARY ->
                    new RoutingView(
                            "TimeBasedCanary", Optional.of(new Canary(plan.percent(), minutes)), Optional.empty());
                case LINEAR ->
                    new RoutingView(
                            "TimeBasedLinear", Optional.empty(), Optional.of(new Linear(plan.percent(), minutes)));
            };
        }
    }

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateDeploymentConfig",
                        CreateInput.class,
                        CreateAnswer.class,
                        ConfigOperations::create,
                        ConfigOperations::created),
                new Mutation<>(
                        "DeleteDeploymentConfig",
                        NameInput.class,
                        Nothing.class,
                        ConfigOperations::delete,
                        (_, _, _) -> new Nothing()),
                new Query<>("GetDeploymentConfig", NameInput.class, GetAnswer.class, ConfigOperations::get),
                new Query<>("ListDeploymentConfigs", ListInput.class, ListAnswer.class, ConfigOperations::list));
    }

    private static CreateConfig create(Call call, CreateInput input) {
        ApplicationOperations.onlyEcs(input.computePlatform());
        var id = new Names(call.caller().region()).config(input.deploymentConfigName());
        if (id.name().startsWith("CodeDeployDefault.")) {
            throw Errors.of(
                    "InvalidDeploymentConfigNameException", "Names that begin with CodeDeployDefault. are reserved.");
        }
        return new CreateConfig(id, plan(input.trafficRoutingConfig()), call.redacted());
    }

    private static ShiftPlan plan(@Nullable Routing routing) {
        var type = routing == null ? "" : String.valueOf(routing.type());
        if (routing != null && type.equals("TimeBasedCanary") && routing.timeBasedCanary() instanceof Canary canary) {
            return ShiftPlan.canary(
                    percent("canaryPercentage", canary.canaryPercentage()),
                    minutes("canaryInterval", canary.canaryInterval()));
        }
        if (routing != null && type.equals("TimeBasedLinear") && routing.timeBasedLinear() instanceof Linear linear) {
            return ShiftPlan.linear(
                    percent("linearPercentage", linear.linearPercentage()),
                    minutes("linearInterval", linear.linearInterval()));
        }
        if (type.equals("AllAtOnce")) {
            return ShiftPlan.AT_ONCE;
        }
        throw Errors.of(ROUTING, "trafficRoutingConfig needs a type, and timeBasedCanary or timeBasedLinear.");
    }

    private static int percent(String member, @Nullable Integer value) {
        return within(member, value, MOST_PERCENT);
    }

    private static int minutes(String member, @Nullable Integer value) {
        return within(member, value, LONGEST_MINUTES);
    }

    private static int within(String member, @Nullable Integer value, int most) {
        if (value == null || value < 1 || value > most) {
            throw Errors.of(ROUTING, member + " must be between 1 and " + most + ", but was " + value);
        }
        return value;
    }

    private static CreateAnswer created(Caller caller, State state, ReleaseConfigId id) {
        return new CreateAnswer(state.releases().configs().get(id).orElseThrow().uuid());
    }

    private static DeleteConfig delete(Call call, NameInput input) {
        var id = new Names(call.caller().region()).config(input.deploymentConfigName());
        if (Plans.PREDEFINED.containsKey(id.name())) {
            throw Errors.of("InvalidOperationException", "The predefined configuration " + id.name() + " stays.");
        }
        return new DeleteConfig(id, call.redacted());
    }

    private static GetAnswer get(Caller caller, State state, NameInput input) {
        var id = new Names(caller.region()).config(input.deploymentConfigName());
        var plan = Plans.of(state, id).orElseThrow(() -> Errors.noConfig(id.name()));
        var own = state.releases().configs().get(id);
        var uuid = own.map(Config::uuid)
                .orElseGet(() -> UUID.nameUUIDFromBytes(id.name().getBytes(StandardCharsets.UTF_8))
                        .toString());
        return new GetAnswer(new View(uuid, id.name(), own.map(Config::createdAt), "ECS", RoutingView.of(plan)));
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var own = state.releases()
                .configs()
                .values()
                .filter(row -> row.id().region().equals(caller.region()))
                .map(row -> row.id().name());
        var names =
                Stream.concat(Plans.PREDEFINED.keySet().stream(), own).sorted().toList();
        var page = Names.page(names, input.nextToken());
        return new ListAnswer(page.items(), page.nextToken());
    }
}
