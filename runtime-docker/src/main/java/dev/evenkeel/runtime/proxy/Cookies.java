package dev.evenkeel.runtime.proxy;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;

/// The cookies by which clients stay where they are: AWSALB names a target, AWSALBTG a group.
final class Cookies {
    static final String TARGET = "AWSALB";
    static final String GROUP = "AWSALBTG";

    private Cookies() {}

    /// What a client brought.
    static Optional<String> of(HttpServerRequest request, String name) {
        if (!request.headers().contains("cookie")) {
            return Optional.empty();
        }
        var cookie = request.getCookie(name);
        return cookie == null ? Optional.empty() : Optional.of(cookie.getValue());
    }

    /// A value of the header Set-Cookie.
    static String set(String name, String value, Duration age) {
        return name + "=" + value + "; Max-Age=" + age.toSeconds() + "; Path=/";
    }
}
