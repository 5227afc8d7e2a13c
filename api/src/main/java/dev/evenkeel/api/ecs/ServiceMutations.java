package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.ServiceCommand.CreateService;
import dev.evenkeel.reconcilers.command.ServiceCommand.DeleteService;
import dev.evenkeel.reconcilers.command.ServiceCommand.UpdateService;
import dev.evenkeel.reconcilers.command.ServiceCommand.Wish;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is done to services.
final class ServiceMutations {
    private static final int MOST_TASKS = 5_000;
    private static final int DEFAULT_MINIMUM = 100;
    private static final int DEFAULT_MAXIMUM = 200;

    private ServiceMutations() {}

    record CreateInput(
            @Nullable String cluster,
            String serviceName,
            @Nullable String taskDefinition,
            @Nullable Integer desiredCount,
            @Nullable String launchType,
            @Nullable String clientToken,
            @Nullable Rollout deploymentConfiguration,
            @Nullable String schedulingStrategy,
            @Nullable Controller deploymentController,
            @Nullable String propagateTags,
            @Nullable String availabilityZoneRebalancing,
            @Nullable NetworkInput networkConfiguration,
            List<Tag> tags) {}

    record Rollout(
            @Nullable Integer minimumHealthyPercent,
            @Nullable Integer maximumPercent,
            @Nullable String strategy) {
        static final Rollout UNSAID = new Rollout(null, null, null);

        Rollout orDefaults() {
            return new Rollout(
                    minimumHealthyPercent == null ? DEFAULT_MINIMUM : minimumHealthyPercent,
                    maximumPercent == null ? DEFAULT_MAXIMUM : maximumPercent,
                    strategy);
        }
    }

    record Controller(String type) {}

    record UpdateInput(
            @Nullable String cluster,
            String service,
            @Nullable Integer desiredCount,
            @Nullable String taskDefinition,
            boolean forceNewDeployment,
            @Nullable Rollout deploymentConfiguration,
            @Nullable Controller deploymentController,
            @Nullable String propagateTags,
            @Nullable String availabilityZoneRebalancing,
            @Nullable NetworkInput networkConfiguration) {}

    record DeleteInput(@Nullable String cluster, String service, boolean force) {}

    record Answer(ServiceView service) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateService",
                        CreateInput.class,
                        Answer.class,
                        ServiceMutations::create,
                        ServiceMutations::answer),
                new Mutation<>(
                        "UpdateService",
                        UpdateInput.class,
                        Answer.class,
                        ServiceMutations::update,
                        ServiceMutations::answer),
                new Mutation<>(
                        "DeleteService",
                        DeleteInput.class,
                        Answer.class,
                        ServiceMutations::delete,
                        ServiceMutations::answer));
    }

    private static CreateService create(Call call, CreateInput input) {
        TaskMutations.token(input.clientToken());
        var caller = call.caller();
        var service =
                new ServiceId(new Names(caller).cluster(input.cluster()), Names.name("Service", input.serviceName()));
        return new CreateService(service, wish(call, input), caller.principal(), input.clientToken(), call.redacted());
    }

    /// What the input of CreateService wants.
    static Wish wish(Call call, CreateInput input) {
        if (input.taskDefinition() == null || input.taskDefinition().isBlank()) {
            throw Errors.invalid("TaskDefinition can not be blank.");
        }
        Capacity.onlyValue("schedulingStrategy", input.schedulingStrategy(), "REPLICA");
        supported(input.deploymentController(), input.propagateTags(), input.availabilityZoneRebalancing());
        Tag.check(input.tags());
        var asked = input.deploymentConfiguration() == null ? Rollout.UNSAID : input.deploymentConfiguration();
        var rollout = checked(asked.orDefaults());
        return new Wish(
                new Names(call.caller()).definition(input.taskDefinition()),
                desired(input.desiredCount() == null ? 1 : input.desiredCount()),
                launchType(input.launchType()),
                Objects.requireNonNull(rollout.minimumHealthyPercent()),
                Objects.requireNonNull(rollout.maximumPercent()),
                document(call, input));
    }

    private static Doc.Struct document(Call call, CreateInput input) {
        var document = Doc.EMPTY.with("tags", new Doc.Items(call.document().items("tags")));
        var network = network(call, input.networkConfiguration());
        return network == null ? document : document.with(NetworkConfiguration.MEMBER, network);
    }

    /// A network configuration as it was sent, once it was checked; null where there is none.
    private static @Nullable Doc network(Call call, @Nullable NetworkInput asked) {
        return NetworkInput.checked(call.caller().region(), asked) == null
                ? null
                : call.document().struct(NetworkConfiguration.MEMBER);
    }

    private static LaunchType launchType(@Nullable String word) {
        var type = Capacity.launchType(word);
        if (type == LaunchType.FARGATE) {
            throw Errors.invalid("launchType FARGATE is not supported yet.");
        }
        return type == null ? LaunchType.EC2 : type;
    }

    private static void supported(
            @Nullable Controller controller, @Nullable String propagateTags, @Nullable String rebalancing) {
        Capacity.onlyValue("deploymentController", controller == null ? null : controller.type(), "ECS");
        Capacity.noPropagation(propagateTags);
        Capacity.onlyValue("availabilityZoneRebalancing", rebalancing, "DISABLED");
    }

    private static int desired(int count) {
        if (count < 0 || count > MOST_TASKS) {
            throw Errors.invalid("desiredCount must be between 0 and " + MOST_TASKS + ", but was " + count);
        }
        return count;
    }

    private static Rollout checked(Rollout rollout) {
        Capacity.onlyValue("deploymentConfiguration.strategy", rollout.strategy(), "ROLLING");
        if (rollout.minimumHealthyPercent() instanceof Integer least && (least < 0 || least > 100)) {
            throw Errors.invalid("minimumHealthyPercent must be between 0 and 100, but was " + least);
        }
        if (rollout.maximumPercent() instanceof Integer most && (most < 100 || most > 10_000)) {
            throw Errors.invalid("maximumPercent must be at least 100, but was " + most);
        }
        if (Integer.valueOf(100).equals(rollout.maximumPercent())
                && Integer.valueOf(100).equals(rollout.minimumHealthyPercent())) {
            throw Errors.invalid(
                    "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block" + " deployments.");
        }
        return rollout;
    }

    private static UpdateService update(Call call, UpdateInput input) {
        var names = new Names(call.caller());
        var asked = input.deploymentConfiguration();
        var rollout = checked(asked == null ? Rollout.UNSAID : asked);
        supported(input.deploymentController(), input.propagateTags(), input.availabilityZoneRebalancing());
        return new UpdateService(
                names.service(names.cluster(input.cluster()), input.service()),
                input.desiredCount() == null ? null : desired(input.desiredCount()),
                input.taskDefinition() == null ? null : names.definition(input.taskDefinition()),
                rollout.minimumHealthyPercent(),
                rollout.maximumPercent(),
                input.forceNewDeployment(),
                network(call, input.networkConfiguration()),
                call.redacted());
    }

    private static DeleteService delete(Call call, DeleteInput input) {
        var names = new Names(call.caller());
        return new DeleteService(
                names.service(names.cluster(input.cluster()), input.service()), input.force(), call.redacted());
    }

    private static Answer answer(Caller caller, State state, ServiceId id) {
        var row = state.services().get(id).orElseThrow();
        return new Answer(ServiceView.of(new Arns(caller.account()), state, row, true));
    }
}
