package dev.evenkeel.runtime.proxy;

import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.ProtocolVersion;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TargetHealth.HealthCode;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks targets whether they are well, once each.
final class HealthChecks {
    private static final TargetHealth SILENT =
            new TargetHealth(TargetState.UNHEALTHY, HealthCode.TIMEOUT, "Request timed out");
    private static final TargetHealth FAILED =
            new TargetHealth(TargetState.UNHEALTHY, HealthCode.FAILED_HEALTH_CHECKS, "Health checks failed");

    private final Vertx vertx;
    private final NetClient sockets;
    private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

    HealthChecks(Vertx vertx, NetClient sockets) {
        this.vertx = vertx;
        this.sockets = sockets;
    }

    /// What a target says now: HEALTHY, or what is wrong with it. Never fails.
    Future<TargetHealth> ask(Pool pool, Member member) {
        var check = pool.group().check();
        int port = check.port().equals(HealthCheckSpec.TRAFFIC_PORT)
                ? member.endpoint().port()
                : Integer.parseInt(check.port());
        var address = SocketAddress.inetSocketAddress(port, member.endpoint().address());
        var asked = check.protocol() == BalancerProtocol.TCP
                ? connects(address)
                : answers(address, check, pool.group().version());
        return asked.timeout(check.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(failure -> failure instanceof TimeoutException ? SILENT : FAILED);
    }

    private Future<TargetHealth> connects(SocketAddress address) {
        return sockets.connect(address).compose(socket -> socket.close()).map(TargetHealth.HEALTHY);
    }

    private Future<TargetHealth> answers(SocketAddress address, HealthCheckSpec check, ProtocolVersion version) {
        boolean grpc = version == ProtocolVersion.GRPC;
        var options = new RequestOptions()
                .setServer(address)
                .setHost(address.host())
                .setPort(address.port())
                .setMethod(grpc ? HttpMethod.POST : HttpMethod.GET)
                .setURI(check.path())
                .setIdleTimeout(check.timeout().toMillis())
                .putHeader("user-agent", "ELB-HealthChecker/2.0");
        return client(check.protocol(), version)
                .request(options)
                .compose(request -> grpc ? grpc(request, check) : plain(request, check));
    }

    private static Future<TargetHealth> plain(HttpClientRequest request, HealthCheckSpec check) {
        return request.send().compose(answer -> answer.end().map(_ -> judged(check, answer.statusCode())));
    }

    /// Five zero bytes are an empty message.
    private static Future<TargetHealth> grpc(HttpClientRequest request, HealthCheckSpec check) {
        return request.putHeader("content-type", "application/grpc")
                .putHeader("te", "trailers")
                .send(Buffer.buffer(new byte[5]))
                .compose(answer -> answer.end().map(_ -> judged(check, grpcStatus(answer))));
    }

    private static int grpcStatus(HttpClientResponse answer) {
        var trailer = answer.getTrailer("grpc-status");
        var status = trailer == null ? answer.getHeader("grpc-status") : trailer;
        return status == null ? -1 : Integer.parseInt(status);
    }

    private static TargetHealth judged(HealthCheckSpec check, int code) {
        return Codes.of(check.codes()).has(code)
                ? TargetHealth.HEALTHY
                : new TargetHealth(
                        TargetState.UNHEALTHY,
                        HealthCode.RESPONSE_CODE_MISMATCH,
                        "Health checks failed with these codes: [" + code + "]");
    }

    /// Every check has a connection of its own, as a client that is new would have.
    private HttpClient client(BalancerProtocol protocol, ProtocolVersion version) {
        return clients.computeIfAbsent(protocol + " " + version, _ -> {
            HttpClientOptions options = Clients.Connections.options(protocol, version);
            return vertx.createHttpClient(options.setKeepAlive(false));
        });
    }
}
