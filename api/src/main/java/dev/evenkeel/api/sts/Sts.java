package dev.evenkeel.api.sts;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.PlainWording;
import dev.evenkeel.store.state.State;
import java.util.List;

/// AWS STS, as far as it is there.
public final class Sts {
    private Sts() {}

    record IdentityInput() {}

    record IdentityAnswer(String UserId, String Account, String Arn) {}

    /// The service.
    public static AwsService service() {
        var identity =
                new Operation.Query<>("GetCallerIdentity", IdentityInput.class, IdentityAnswer.class, Sts::identity);
        return AwsService.of("sts", List.of(identity), new PlainWording("ValidationException"));
    }

    private static IdentityAnswer identity(Caller caller, State state, IdentityInput input) {
        return new IdentityAnswer(caller.account(), caller.account(), caller.principal());
    }
}
