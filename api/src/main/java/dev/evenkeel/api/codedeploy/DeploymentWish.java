package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.codedeploy.appspec.AppSpec;
import dev.evenkeel.api.ecs.DefinitionNames;
import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.reconcilers.capacity.Strategy;
import dev.evenkeel.reconcilers.command.DefinitionRef;
import dev.evenkeel.reconcilers.command.ReleaseWish;
import dev.evenkeel.reconcilers.hook.HookTargets;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.release.ReleaseSpec;
import java.util.List;

/// What CreateDeployment asks for, out of its input and the AppSpec in it.
final class DeploymentWish {
    private DeploymentWish() {}

    static ReleaseWish of(Call call, DeploymentMutations.CreateInput input, HookTargets hooks) {
        if (input.revision() == null) {
            throw Errors.of("RevisionRequiredException", "Revision is required.");
        }
        var spec = input.revision().read();
        var document = call.document();
        return new ReleaseWish(
                definition(call, spec),
                spec.container(),
                spec.port(),
                spec.strategy().isEmpty() ? null : strategy(spec),
                own(spec),
                input.deploymentConfigName(),
                GroupInput.rollbackOn(input.autoRollbackConfiguration(), document),
                GroupInput.alarms(input.overrideAlarmConfiguration(), document),
                kept(document).with(ReleaseSpec.HOOKS, hooks(spec, hooks)));
    }

    /// The targets of hooks, by the words of their lifecycle events; each of them has to be reachable.
    private static Doc.Struct hooks(AppSpec spec, HookTargets targets) {
        var hooks = Doc.EMPTY;
        for (var hook : spec.hooks().entrySet()) {
            var target = hook.getValue();
            if (targets.address(target).isEmpty()) {
                throw Errors.revision("The function " + target + " of the AppSpec's "
                        + hook.getKey().word()
                        + " hook has no HTTP endpoint: start the server with --hook " + target
                        + "=URL, or give a URL without credentials.");
            }
            hooks = hooks.with(hook.getKey().word(), Doc.of(target));
        }
        return hooks;
    }

    private static DefinitionRef definition(Call call, AppSpec spec) {
        try {
            return DefinitionNames.read(call.caller(), spec.taskDefinition());
        } catch (ApiException wrong) {
            throw Errors.revision(wrong.error().message());
        }
    }

    private static Strategy strategy(AppSpec spec) {
        return new Strategy(spec.strategy().stream()
                .map(item -> new Strategy.Item(item.name(), item.base(), item.weight()))
                .toList());
    }

    /// What it says of its tasks' network and platform, as a task set has it.
    private static Doc.Struct own(AppSpec spec) {
        var own = Doc.EMPTY;
        if (spec.platformVersion() instanceof String version) {
            own = own.with("platformVersion", Doc.of(version));
        }
        if (spec.network() instanceof AppSpec.Network network) {
            var asked = Doc.EMPTY
                    .with("subnets", texts(network.subnets()))
                    .with("securityGroups", texts(network.securityGroups()));
            if (network.assignPublicIp() instanceof String assigned) {
                asked = asked.with("assignPublicIp", Doc.of(assigned));
            }
            own = own.with(NetworkConfiguration.MEMBER, Doc.EMPTY.with("awsvpcConfiguration", asked));
        }
        return own;
    }

    private static Doc texts(List<String> values) {
        return Doc.of(values.stream().map(Doc::of).toList());
    }

    private static Doc.Struct kept(Doc.Struct document) {
        var kept = Doc.EMPTY;
        for (var member : List.of(
                "revision",
                "deploymentConfigName",
                "description",
                "autoRollbackConfiguration",
                "overrideAlarmConfiguration")) {
            if (document.get(member).isPresent()) {
                kept = kept.with(member, document.get(member).get());
            }
        }
        return kept;
    }
}
