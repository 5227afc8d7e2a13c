package dev.evenkeel.store.model.release;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long a release waits.
///
/// @param ready for its owner, before production traffic goes over: then it stops; absent where it does not wait
/// @param termination between the last step of the traffic and the end of the original tasks
public record ReleaseWaits(@Nullable Duration ready, Duration termination) {}
