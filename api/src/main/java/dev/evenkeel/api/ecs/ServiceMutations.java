package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.capacity.CapacityWish;
import dev.evenkeel.reconcilers.command.ServiceChange;
import dev.evenkeel.reconcilers.command.ServiceCommand.CreateService;
import dev.evenkeel.reconcilers.command.ServiceCommand.DeleteService;
import dev.evenkeel.reconcilers.command.ServiceCommand.UpdateService;
import dev.evenkeel.reconcilers.command.ServiceWish;
import dev.evenkeel.reconcilers.hook.HookTargets;
import dev.evenkeel.store.model.DeploymentController;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.state.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is done to services.
final class ServiceMutations {
    private static final int MOST_TASKS = 5_000;

    /// Members of both inputs that a service keeps as they are.
    private static final List<String> KEPT = List.of(
            "platformVersion",
            "propagateTags",
            "enableECSManagedTags",
            "enableExecuteCommand",
            "placementConstraints",
            "placementStrategy",
            BalancedPort.MEMBER,
            "healthCheckGracePeriodSeconds");

    private final HookTargets hooks;

    ServiceMutations(HookTargets hooks) {
        this.hooks = hooks;
    }

    record DeleteInput(@Nullable String cluster, String service, boolean force) {}

    record Answer(ServiceView service) {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateService",
                        ServiceInput.Create.class,
                        Answer.class,
                        this::create,
                        ServiceMutations::answer),
                new Mutation<>(
                        "UpdateService",
                        ServiceInput.Update.class,
                        Answer.class,
                        this::update,
                        ServiceMutations::answer),
                new Mutation<>(
                        "DeleteService",
                        DeleteInput.class,
                        Answer.class,
                        ServiceMutations::delete,
                        ServiceMutations::answer));
    }

    private CreateService create(Call call, ServiceInput.Create input) {
        reachable(input.deploymentConfiguration());
        TaskMutations.token(input.clientToken());
        var caller = call.caller();
        var service =
                new ServiceId(new Names(caller).cluster(input.cluster()), Names.name("Service", input.serviceName()));
        return new CreateService(service, wish(call, input), caller.principal(), input.clientToken(), call.redacted());
    }

    /// What the input of CreateService wants.
    static ServiceWish wish(Call call, ServiceInput.Create input) {
        if (input.controller() == DeploymentController.EXTERNAL) {
            return external(call, input);
        }
        if (input.taskDefinition() == null || input.taskDefinition().isBlank()) {
            throw Errors.invalid("TaskDefinition can not be blank.");
        }
        if (input.daemon() && input.desiredCount() != null) {
            throw Errors.invalid("The daemon scheduling strategy does not support a desired count for services."
                    + " Remove the desired count value and try again.");
        }
        if (input.daemon() && !input.capacityProviderStrategy().isEmpty()) {
            throw Errors.invalid("The daemon scheduling strategy does not support capacity provider strategies for"
                    + " services. Remove the capacity provider strategy and try again.");
        }
        var rollout = checked(input);
        int desired = input.desiredCount() == null ? 1 : desired(input.desiredCount());
        return new ServiceWish(
                new Names(call.caller()).definition(input.taskDefinition()),
                input.daemon() ? 0 : desired,
                Capacity.wish(input.launchType(), input.capacityProviderStrategy()),
                rollout.minimum(input.daemon()),
                rollout.maximum(input.daemon()),
                document(call, input));
    }

    /// A service whose task sets say everything that they can.
    private static ServiceWish external(Call call, ServiceInput.Create input) {
        var said = List.of(
                "taskDefinition",
                "launchType",
                "platformVersion",
                "capacityProviderStrategy",
                "networkConfiguration",
                "loadBalancers");
        for (String member : said) {
            if (call.document().get(member).isPresent()) {
                throw Errors.invalid(member + " cannot be specified for a service with an EXTERNAL deployment"
                        + " controller. Specify it for its task sets.");
            }
        }
        var rollout = checked(input);
        int desired = input.desiredCount() == null ? 1 : desired(input.desiredCount());
        return new ServiceWish(
                null,
                desired,
                CapacityWish.UNSAID,
                rollout.minimum(false),
                rollout.maximum(false),
                document(call, input));
    }

    /// What is wrong whoever deploys the service.
    private static Rollout checked(ServiceInput.Create input) {
        Capacity.onlyValue("availabilityZoneRebalancing", input.availabilityZoneRebalancing(), "DISABLED");
        Tag.check(input.tags());
        PlacementInput.check(input.placementConstraints(), input.placementStrategy());
        BalancerInput.check(input.loadBalancers());
        grace(input.healthCheckGracePeriodSeconds());
        return Rollout.checked(input.deploymentConfiguration());
    }

    private static Doc.Struct document(Call call, ServiceInput.Create input) {
        var document = Doc.EMPTY.with("tags", new Doc.Items(call.document().items("tags")));
        if (input.daemon()) {
            document = document.with("schedulingStrategy", Doc.of("DAEMON"));
        }
        if (input.controller().byTaskSets()) {
            document = document.with(controller(call));
        }
        var kept = kept(call, input.networkConfiguration());
        for (var member : kept.members().entrySet()) {
            document = document.with(member.getKey(), member.getValue());
        }
        return document;
    }

    /// What was sent of the members that services keep.
    private static Doc.Struct kept(Call call, @Nullable NetworkInput network) {
        var kept = Doc.EMPTY;
        for (String member : KEPT) {
            if (call.document().get(member).isPresent()) {
                kept = kept.with(member, call.document().get(member).get());
            }
        }
        var rollout = Rollout.kept(call.document());
        if (!rollout.members().isEmpty()) {
            kept = kept.with(ServiceSpec.DEPLOYMENT_CONFIGURATION, rollout);
        }
        return NetworkInput.checked(call.caller().region(), network) == null
                ? kept
                : kept.with(NetworkConfiguration.MEMBER, call.document().struct(NetworkConfiguration.MEMBER));
    }

    /// Who deploys the service, as a document of that alone; an empty one where it is not said.
    private static Doc.Struct controller(Call call) {
        var member = "deploymentController";
        return call.document()
                .get(member)
                .map(said -> Doc.EMPTY.with(member, said))
                .orElse(Doc.EMPTY);
    }

    private static int desired(int count) {
        if (count < 0 || count > MOST_TASKS) {
            throw Errors.invalid("desiredCount must be between 0 and " + MOST_TASKS + ", but was " + count);
        }
        return count;
    }

    private static void grace(@Nullable Integer seconds) {
        if (seconds != null && seconds < 0) {
            throw Errors.invalid("healthCheckGracePeriodSeconds must be between 0 and " + Integer.MAX_VALUE
                    + ", but was " + seconds);
        }
    }

    private void reachable(@Nullable Rollout rollout) {
        if (rollout != null) {
            Hook.checkTargets(rollout.lifecycleHooks(), hooks);
        }
    }

    private UpdateService update(Call call, ServiceInput.Update input) {
        reachable(input.deploymentConfiguration());
        var names = new Names(call.caller());
        Capacity.onlyValue("availabilityZoneRebalancing", input.availabilityZoneRebalancing(), "DISABLED");
        PlacementInput.check(input.placementConstraints(), input.placementStrategy());
        BalancerInput.check(input.loadBalancers());
        grace(input.healthCheckGracePeriodSeconds());
        var rollout = Rollout.checked(input.deploymentConfiguration());
        boolean strategySaid = call.document().get("capacityProviderStrategy").isPresent();
        var change = new ServiceChange(
                input.desiredCount() == null ? null : desired(input.desiredCount()),
                input.taskDefinition() == null ? null : names.definition(input.taskDefinition()),
                rollout.minimumHealthyPercent(),
                rollout.maximumPercent(),
                strategySaid ? Capacity.strategy(input.capacityProviderStrategy()) : null,
                kept(call, input.networkConfiguration()).with(controller(call)),
                input.forceNewDeployment());
        return new UpdateService(
                names.service(names.cluster(input.cluster()), input.service()), change, call.redacted());
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
