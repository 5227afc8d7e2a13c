package dev.evenkeel.api.ssm;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.PlainWording;
import dev.evenkeel.store.seal.Sealer;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// AWS Systems Manager, as far as it is there: the Parameter Store.
public final class Ssm {
    private Ssm() {}

    /// The service.
    ///
    /// @param state the newest
    public static AwsService service(Sealer sealer, Supplier<State> state) {
        var operations = Stream.of(
                        List.<Operation<?, ?>>of(new PutOperation(sealer, state).operation()),
                        new ParameterQueries(sealer).all(),
                        ParameterMutations.all())
                .<Operation<?, ?>>flatMap(List::stream)
                .toList();
        return AwsService.of("ssm", operations, new PlainWording("ValidationException"));
    }
}
