package dev.evenkeel.api.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/// A WebSocket as seen from a virtual thread. One message is taken from the socket at a time: whoever talks faster than
/// is listened to is slowed by the network.
final class WebSocketLine implements Conversation.Line {
    private final ServerWebSocket socket;
    private final LinkedBlockingQueue<Optional<Conversation.Message>> heard = new LinkedBlockingQueue<>();
    private boolean over;

    /// To be made on the event loop, before anything can come in.
    WebSocketLine(ServerWebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(text -> heard.add(Optional.of(new Conversation.Message.Text(text))));
        socket.binaryMessageHandler(bytes -> heard.add(Optional.of(new Conversation.Message.Bytes(bytes.getBytes()))));
        socket.closeHandler(_ -> heard.add(Optional.empty()));
        socket.exceptionHandler(_ -> heard.add(Optional.empty()));
        socket.pause();
    }

    @Override
    public Optional<Conversation.Message> next() throws InterruptedException {
        if (over) {
            return Optional.empty();
        }
        socket.fetch(1);
        var next = heard.take();
        over = next.isEmpty();
        return next;
    }

    @Override
    public void send(String text) throws IOException, InterruptedException {
        await(socket.writeTextMessage(text));
    }

    @Override
    public void send(byte[] bytes) throws IOException, InterruptedException {
        await(socket.writeBinaryMessage(Buffer.buffer(bytes)));
    }

    /// Keeps a connection on which nothing happens from being taken for a dead one.
    void ping() {
        if (!socket.isClosed()) {
            socket.writePing(Buffer.buffer());
        }
    }

    void close() {
        socket.close();
    }

    private static void await(io.vertx.core.Future<Void> written) throws IOException, InterruptedException {
        try {
            written.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException("the other side is gone", e);
        }
    }
}
