package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.shell.ShellDesk;
import dev.evenkeel.reconcilers.command.Limited;
import dev.evenkeel.reconcilers.command.Quotas;
import dev.evenkeel.reconcilers.hook.HookTargets;
import java.util.List;
import java.util.stream.Stream;

/// Amazon ECS, as far as it is there.
public final class Ecs {
    private Ecs() {}

    /// The service.
    ///
    /// @param quotas that its calls are held to
    /// @param hooks where functions that hooks name are reached
    /// @param shells gives out tickets to ExecuteCommand's streams
    public static AwsService service(Quotas quotas, HookTargets hooks, ShellDesk shells) {
        List<Operation<?, ?>> operations = Stream.of(
                        AccountOperations.all(),
                        AttributeOperations.all(),
                        CapacityQueries.all(),
                        ClusterQueries.all(),
                        ClusterMutations.all(),
                        DefinitionQueries.all(),
                        DefinitionMutations.all(),
                        InstanceOperations.all(),
                        ProtectionOperations.all(),
                        TagOperations.all(),
                        TaskQueries.all(),
                        TaskMutations.all(),
                        ServiceQueries.all(),
                        ServiceDeploymentOperations.all(),
                        ServiceRevisionQueries.all(),
                        new ServiceMutations(hooks).all(),
                        HookOperations.all(),
                        TaskSetQueries.all(),
                        TaskSetMutations.all(),
                        new ShellMutations(shells).all())
                .<Operation<?, ?>>flatMap(List::stream)
                .<Operation<?, ?>>map(operation -> operation instanceof Operation.Mutation<?, ?, ?> mutation
                        ? limited(mutation, quotas)
                        : operation)
                .toList();
        return AwsService.of("ecs", operations, new EcsWording());
    }

    private static <I extends Record, O extends Record, R> Operation<I, O> limited(
            Operation.Mutation<I, O, R> mutation, Quotas quotas) {
        return new Operation.Mutation<>(
                mutation.name(),
                mutation.input(),
                mutation.output(),
                (call, input) -> new Limited<>(quotas, mutation.wording().command(call, input)),
                mutation.answering());
    }
}
