package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Operation;
import java.util.List;
import java.util.stream.Stream;

/// Amazon ECS, as far as it is there.
public final class Ecs {
    private Ecs() {}

    /// The service.
    public static AwsService service() {
        List<Operation<?, ?>> operations = Stream.of(
                        ClusterQueries.all(),
                        ClusterMutations.all(),
                        DefinitionQueries.all(),
                        DefinitionMutations.all(),
                        TaskQueries.all(),
                        TaskMutations.all(),
                        ServiceQueries.all(),
                        ServiceMutations.all())
                .<Operation<?, ?>>flatMap(List::stream)
                .toList();
        return AwsService.of("ecs", operations, new EcsWording());
    }
}
