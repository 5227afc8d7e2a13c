package dev.evenkeel.runtime.proxy;

import dev.evenkeel.reconcilers.balancing.Routes.Endpoint;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/// A target as it is served: lives as long as it is registered, through all changes of routes.
final class Member {
    private static final int TOKEN_BYTES = 18;

    private final SocketAddress address;
    private final String token;
    private final AtomicInteger open = new AtomicInteger();
    private volatile Endpoint endpoint;
    private volatile TargetHealth health;
    private volatile long healthySince = Long.MIN_VALUE;
    private volatile boolean released;
    private volatile boolean gone;

    Member(TargetGroupId group, Endpoint endpoint) {
        this.endpoint = endpoint;
        this.health = endpoint.known();
        this.address = SocketAddress.inetSocketAddress(endpoint.port(), endpoint.address());
        this.token = token(group + " " + endpoint.target());
    }

    /// Names the target to clients without telling them which it is.
    static String token(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, TOKEN_BYTES));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    SocketAddress address() {
        return address;
    }

    String token() {
        return token;
    }

    /// Takes over what the routes say now. One that was registered anew begins anew.
    ///
    /// @return whether it began anew
    boolean update(Endpoint now) {
        boolean anew = !now.registeredAt().equals(endpoint.registeredAt());
        endpoint = now;
        if (anew) {
            health = now.known();
            released = false;
        }
        return anew;
    }

    TargetHealth health() {
        return health;
    }

    /// @param at of the verdict, monotonic nanoseconds
    void judged(TargetHealth now, long at) {
        if (now.state() == TargetState.HEALTHY && health.state() != TargetState.HEALTHY) {
            healthySince = at;
        }
        health = now;
    }

    /// When it became healthy, monotonic nanoseconds; the least of all numbers if it was from the beginning.
    long healthySince() {
        return healthySince;
    }

    boolean draining() {
        return endpoint.draining();
    }

    boolean healthy() {
        return !draining() && health.state() == TargetState.HEALTHY;
    }

    /// Whether it may get requests where no target is healthy.
    boolean lastResort() {
        return !draining() && health.state() == TargetState.UNHEALTHY;
    }

    int open() {
        return open.get();
    }

    /// Counts a request in, unless the target has left since it was chosen: once [#drained] or [#left] was seen, no
    /// request begins there any more.
    boolean begin() {
        open.incrementAndGet();
        if (draining() || gone) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    /// It is in the routes no more.
    void left() {
        gone = true;
    }

    void end() {
        open.decrementAndGet();
    }

    /// Whether it drains and has nothing under way, and nobody was told so yet.
    boolean drained() {
        if (!draining() || open.get() > 0 || released) {
            return false;
        }
        released = true;
        return true;
    }
}
