package dev.evenkeel.api.ecs;

import org.jspecify.annotations.Nullable;

/// Why one of several things asked for is not in the answer.
record Failure(
        @Nullable String arn, String reason, @Nullable String detail) {
    static Failure missing(String arn) {
        return new Failure(arn, "MISSING", null);
    }
}
