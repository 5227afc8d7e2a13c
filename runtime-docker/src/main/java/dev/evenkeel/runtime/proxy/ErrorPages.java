package dev.evenkeel.runtime.proxy;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;

/// What clients are told that no target answers.
final class ErrorPages {
    private ErrorPages() {}

    static void send(HttpServerResponse response, int status) {
        var title = status + " " + HttpResponseStatus.valueOf(status).reasonPhrase();
        response.headers().clear();
        response.setStatusCode(status)
                .putHeader("server", "evenkeel")
                .putHeader("content-type", "text/html")
                .end("<html>\n<head><title>" + title + "</title></head>\n<body>\n<h1>" + title
                        + "</h1>\n</body>\n</html>\n");
    }
}
