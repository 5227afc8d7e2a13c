package dev.evenkeel.api.secretsmanager;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.model.Violation;
import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.store.seal.Sealer;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// AWS Secrets Manager, as far as it is there: no rotation, no replicas, no resource policies.
public final class SecretsManager {
    private SecretsManager() {}

    /// The service.
    ///
    /// @param state the newest
    /// @param random for passwords
    public static AwsService service(Sealer sealer, Supplier<State> state, RandomGenerator random) {
        var operations = Stream.of(
                        new SecretMutations(new Sealing(sealer), state).all(),
                        new ValueQueries(sealer).all(),
                        SecretQueries.all(),
                        List.<Operation<?, ?>>of(new Password(random).operation()))
                .<Operation<?, ?>>flatMap(List::stream)
                .toList();
        return AwsService.of("secretsmanager", operations, new Words());
    }

    /// Constraints are told as they are everywhere, what is not there in the service's own way.
    private static final class Words implements AwsService.Wording {
        @Override
        public ApiError violated(String operation, List<Violation> violations) {
            return ApiError.sender("ValidationException", Violation.describe(violations));
        }

        @Override
        public ApiError unsupported(String operation, String path) {
            return ApiError.sender("InvalidParameterException", path + " is not supported yet.");
        }
    }
}
