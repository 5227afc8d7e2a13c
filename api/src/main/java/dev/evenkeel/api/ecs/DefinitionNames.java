package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.reconcilers.command.DefinitionRef;

/// How task definitions are named, for other services that name them.
public final class DefinitionNames {
    private DefinitionNames() {}

    /// `family`, `family:revision` or an ARN of it.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if it is none of these
    public static DefinitionRef read(Caller caller, String nameOrArn) {
        return new Names(caller).definition(nameOrArn);
    }
}
