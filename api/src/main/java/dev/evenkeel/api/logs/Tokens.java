package dev.evenkeel.api.logs;

import dev.evenkeel.api.aws.Page;
import org.jspecify.annotations.Nullable;

/// `nextToken` as CloudWatch Logs takes it.
final class Tokens {
    private Tokens() {}

    /// The position of a token; empty text, which sorts before everything, where there is none.
    static String position(@Nullable String token) {
        return token == null ? "" : Page.positionOf(token).orElseThrow(Tokens::invalid);
    }

    static RuntimeException invalid() {
        return Errors.invalid("The specified nextToken is invalid.");
    }
}
