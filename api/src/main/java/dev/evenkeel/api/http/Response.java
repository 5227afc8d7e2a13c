package dev.evenkeel.api.http;

import dev.evenkeel.api.protocol.RawResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One response on its way to the socket, written from a virtual thread.
final class Response {
    private static final Logger LOG = LoggerFactory.getLogger(Response.class);

    private final HttpServerResponse response;

    Response(HttpServerResponse response, String requestId) {
        this.response = response;
        response.putHeader("x-amzn-RequestId", requestId);
    }

    void send(RawResponse whole) {
        response.setStatusCode(whole.status());
        whole.headers().byName().forEach(response::putHeader);
        response.end(Buffer.buffer(whole.body()))
                .onFailure(gone -> LOG.debug("A client went away before its answer", gone));
    }

    void stream(Answer.Streamed answer) throws InterruptedException {
        response.setChunked(true);
        answer.headers().byName().forEach(response::putHeader);
        try {
            answer.body().writeTo(this::write);
        } catch (IOException gone) {
            LOG.debug("The reader of a stream went away", gone);
        }
    }

    /// Ends a stream, if its reader is still there.
    void end() {
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }

    /// Each piece is written only once the one before has left: a slow reader slows its own stream and nothing else.
    private void write(byte[] bytes) throws IOException, InterruptedException {
        if (response.closed()) {
            throw new IOException("the connection is closed");
        }
        try {
            response.write(Buffer.buffer(bytes))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("the connection is closed", e);
        }
    }
}
