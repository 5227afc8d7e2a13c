package dev.evenkeel.runtime.proxy;

import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.ProtocolVersion;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;

/// What an exchange needs of the proxy: connections to targets, which are kept open for those that come, and where to
/// tell what happened.
///
/// @param secure whether clients come by TLS
/// @param lane the event loop that it is for
/// @param release is told of draining targets that have nothing under way
record Clients(Connections connections, Traffic traffic, boolean secure, int lane, BiConsumer<Pool, Member> release) {
    /// The connections of all groups. Each lane has its own.
    static final class Connections {
        private static final int MOST = 1024;
        private static final int MOST_HTTP2 = 4;
        private static final int CONNECT_MILLIS = 10_000;
        private static final int KEEP_SECONDS = 60;
        private static final int FAREWELL_SECONDS = 3_600;

        /// A request that looked at the routes before they changed may be about to ask for a connection.
        private static final long LATE_MILLIS = 1_000;

        private final Vertx vertx;
        private final Map<TargetGroupId, AtomicReferenceArray<HttpClient>> byGroup = new ConcurrentHashMap<>();

        Connections(Vertx vertx) {
            this.vertx = vertx;
        }

        HttpClient of(Pool pool, int lane) {
            var lanes = byGroup.computeIfAbsent(pool.group().id(), _ -> new AtomicReferenceArray<>(Lanes.COUNT));
            var known = lanes.get(lane);
            return known != null ? known : lanes.updateAndGet(lane, there -> there == null ? client(pool) : there);
        }

        private HttpClient client(Pool pool) {
            var group = pool.group();
            var pools = new PoolOptions().setHttp1MaxSize(MOST).setHttp2MaxSize(MOST_HTTP2);
            return vertx.createHttpClient(options(group.protocol(), group.version()), pools);
        }

        /// Targets are not asked to prove who they are, as with AWS.
        static HttpClientOptions options(BalancerProtocol protocol, ProtocolVersion version) {
            return new HttpClientOptions()
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setKeepAliveTimeout(KEEP_SECONDS)
                    .setHttp2KeepAliveTimeout(KEEP_SECONDS)
                    .setSsl(protocol == BalancerProtocol.HTTPS)
                    .setUseAlpn(protocol == BalancerProtocol.HTTPS && version != ProtocolVersion.HTTP1)
                    .setTrustAll(true)
                    .setVerifyHost(false)
                    .setProtocolVersion(version == ProtocolVersion.HTTP1 ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false);
        }

        /// Lets the connections to a group go that gets no more requests; those under way are finished.
        void close(TargetGroupId group) {
            var lanes = byGroup.remove(group);
            if (lanes != null) {
                vertx.setTimer(LATE_MILLIS, _ -> shutdown(lanes));
            }
        }

        private static void shutdown(AtomicReferenceArray<HttpClient> lanes) {
            for (int lane = 0; lane < lanes.length(); lane++) {
                var client = lanes.get(lane);
                if (client != null) {
                    client.shutdown(FAREWELL_SECONDS, TimeUnit.SECONDS);
                }
            }
        }
    }

    HttpClient of(Pool pool) {
        return connections.of(pool, lane);
    }

    /// The same for another event loop.
    Clients inLane(int other) {
        return new Clients(connections, traffic, secure, other, release);
    }

    /// Something ended, or did not begin, at a target that may drain.
    void leaving(Pool pool, Member member) {
        if (member.draining()) {
            release.accept(pool, member);
        }
    }

    /// Names a group to clients without telling them which it is.
    static String token(Pool pool) {
        return Member.token(pool.group().id().toString());
    }
}
