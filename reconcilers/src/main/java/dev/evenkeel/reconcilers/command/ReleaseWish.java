package dev.evenkeel.reconcilers.command;

import dev.evenkeel.reconcilers.capacity.Strategy;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.release.RollbackCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a caller wants of a release, beyond what its group says.
///
/// @param container that answers requests
/// @param port of it
/// @param strategy of capacity providers; where it is absent, the original's
/// @param own what the AppSpec says of the replacement: its network and platform version
/// @param config the name of a deployment configuration; where it is absent, the group's
/// @param rollbackOn where it is absent, the group's
/// @param alarms where they are absent, the group's
/// @param document what GetDeployment gives back as it was asked
public record ReleaseWish(
        DefinitionRef definition,
        String container,
        int port,
        @Nullable Strategy strategy,
        Doc.Struct own,
        @Nullable String config,
        @Nullable List<RollbackCause> rollbackOn,
        @Nullable List<String> alarms,
        Doc.Struct document) {}
