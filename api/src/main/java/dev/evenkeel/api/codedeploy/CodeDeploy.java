package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.reconcilers.hook.HookTargets;
import java.util.List;
import java.util.stream.Stream;

/// AWS CodeDeploy, as far as it deploys to ECS.
public final class CodeDeploy {
    private CodeDeploy() {}

    /// The service.
    ///
    /// @param hooks where the functions are reached that AppSpecs name
    public static AwsService service(HookTargets hooks) {
        List<Operation<?, ?>> operations = Stream.of(
                        ApplicationOperations.all(),
                        ConfigOperations.all(),
                        GroupMutations.all(),
                        GroupQueries.all(),
                        DeploymentMutations.all(hooks),
                        DeploymentQueries.all(),
                        HookMutations.all(),
                        TargetQueries.all())
                .<Operation<?, ?>>flatMap(List::stream)
                .toList();
        return AwsService.of("codedeploy", operations, new CodeDeployWording());
    }
}
