package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.reconcilers.command.ReleaseGroupCommand.ChangeGroup;
import dev.evenkeel.reconcilers.command.ReleaseGroupCommand.CreateGroup;
import dev.evenkeel.reconcilers.command.ReleaseGroupCommand.DeleteGroup;
import dev.evenkeel.reconcilers.release.Plans;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.release.ReleaseGroupId;
import dev.evenkeel.store.model.release.ReleaseGroupSpec;
import dev.evenkeel.store.state.State;
import java.util.List;

/// What is done to deployment groups.
final class GroupMutations {
    private GroupMutations() {}

    record CreateAnswer(String deploymentGroupId) {}

    record DeleteInput(String applicationName, String deploymentGroupName) {}

    /// No group has hooks in Auto Scaling groups here.
    record CleanedUp(List<Doc> hooksNotCleanedUp) {
        private static final CleanedUp ALL = new CleanedUp(List.of());
    }

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateDeploymentGroup",
                        GroupInput.Create.class,
                        CreateAnswer.class,
                        GroupMutations::create,
                        GroupMutations::created),
                new Mutation<>(
                        "UpdateDeploymentGroup",
                        GroupInput.Update.class,
                        CleanedUp.class,
                        GroupMutations::update,
                        (_, _, _) -> CleanedUp.ALL),
                new Mutation<>(
                        "DeleteDeploymentGroup",
                        DeleteInput.class,
                        CleanedUp.class,
                        GroupMutations::delete,
                        (_, _, _) -> CleanedUp.ALL));
    }

    private static CreateGroup create(Call call, GroupInput.Create input) {
        var group = new Names(call.caller().region()).group(input.applicationName(), input.deploymentGroupName());
        GroupInput.check(input.deploymentStyle());
        GroupInput.check(input.blueGreenDeploymentConfiguration());
        GroupInput.check(input.loadBalancerInfo());
        GroupInput.check(input.alarmConfiguration());
        GroupInput.check(input.autoRollbackConfiguration());
        var document = GroupInput.kept(call.document());
        if (input.deploymentConfigName() == null) {
            document = document.with("deploymentConfigName", Doc.of(Plans.DEFAULT));
        }
        var service = service(call.caller(), GroupInput.service(input.ecsServices()));
        return new CreateGroup(group, new ReleaseGroupSpec(service, document), call.redacted());
    }

    private static ServiceId service(Caller caller, GroupInput.Service named) {
        if (named.serviceName() == null || named.serviceName().isBlank()) {
            throw Errors.of("InvalidECSServiceException", "An ECS service needs a serviceName.");
        }
        var cluster = named.clusterName() == null ? "default" : named.clusterName();
        return new ServiceId(new ClusterId(caller.region(), cluster), named.serviceName());
    }

    private static CreateAnswer created(Caller caller, State state, ReleaseGroupId id) {
        return new CreateAnswer(state.releases().groups().get(id).orElseThrow().uuid());
    }

    private static ChangeGroup update(Call call, GroupInput.Update input) {
        var names = new Names(call.caller().region());
        var group = names.group(input.applicationName(), input.currentDeploymentGroupName());
        if (input.deploymentStyle() != null) {
            GroupInput.check(input.deploymentStyle());
        }
        if (input.blueGreenDeploymentConfiguration() != null) {
            GroupInput.check(input.blueGreenDeploymentConfiguration());
        }
        if (input.loadBalancerInfo() != null) {
            GroupInput.check(input.loadBalancerInfo());
        }
        GroupInput.check(input.alarmConfiguration());
        GroupInput.check(input.autoRollbackConfiguration());
        var name = input.newDeploymentGroupName() == null ? group.name() : input.newDeploymentGroupName();
        var service =
                input.ecsServices().isEmpty() ? null : service(call.caller(), GroupInput.service(input.ecsServices()));
        return new ChangeGroup(group, name, service, GroupInput.kept(call.document()), call.redacted());
    }

    private static DeleteGroup delete(Call call, DeleteInput input) {
        var names = new Names(call.caller().region());
        return new DeleteGroup(names.group(input.applicationName(), input.deploymentGroupName()), call.redacted());
    }
}
