package dev.evenkeel.runtime.proxy;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetSocket;

/// Connections that stop to be HTTP, such as WebSockets: bytes go both ways until one side ends.
final class Tunnel {
    static final int SWITCHING = 101;

    private Tunnel() {}

    /// Whether a client asks for another protocol than HTTP on its connection. HTTP/2 in the clear is HTTP.
    static boolean isWanted(HttpServerRequest request) {
        var upgrade = request.getHeader("upgrade");
        return upgrade != null && request.version() == HttpVersion.HTTP_1_1 && !upgrade.equalsIgnoreCase("h2c");
    }

    /// Tells the client that it has what it asked for.
    ///
    /// @param end called once, when it is over
    static void open(HttpServerRequest request, HttpClientResponse answer, Runnable end) {
        request.response().putHeader("connection", "upgrade").putHeader("upgrade", answer.getHeader("upgrade"));
        var target = answer.netSocket();
        target.pause();
        request.toNetSocket().onComplete(client -> {
            if (client.succeeded()) {
                join(client.result(), target, end);
            } else {
                target.close();
                end.run();
            }
        });
    }

    /// Passes bytes on both ways. When one side ends, so does the other once it has what was sent.
    static void join(NetSocket one, NetSocket other, Runnable end) {
        var there = one.pipeTo(other);
        var back = other.pipeTo(one);
        there.onComplete(_ -> other.close());
        back.onComplete(_ -> one.close());
        Future.join(there, back).onComplete(_ -> end.run());
    }
}
