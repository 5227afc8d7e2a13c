package dev.evenkeel.deploy.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One command in a container: what is read here goes there, what it writes comes here. See the server's
/// `ShellConversation` for what is said.
public final class ShellClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUFFER = 8 * 1024;
    private static final int ERRORS = 2;

    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final Hearer hearer;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    /// The size of a terminal, in characters.
    public record Size(int rows, int columns) {
        private String json() {
            return "{\"rows\":" + rows + ",\"columns\":" + columns + "}";
        }
    }

    /// Connects, and starts the command.
    ///
    /// @param stream where ExecuteCommand said
    /// @param terminal set for a terminal of this size; else output and errors stay apart
    /// @throws IOException if the server does not let us in
    public ShellClient(URI stream, String token, @Nullable Size terminal, OutputStream out, OutputStream err)
            throws IOException {
        this.hearer = new Hearer(out, err);
        try {
            this.socket = http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(stream, hearer)
                    .join();
        } catch (CompletionException e) {
            http.close();
            throw new IOException("no shell at " + stream + ": " + e.getCause(), e);
        }
        say(terminal == null ? "{}" : "{\"terminal\":" + terminal.json() + "}");
    }

    /// The terminal has another size now.
    public void resize(Size size) {
        say("{\"resize\":" + size.json() + "}");
    }

    /// Sends what is read, until its end.
    public void send(InputStream in) throws IOException {
        var buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            var bytes = ByteBuffer.wrap(buffer.clone(), 0, count);
            then(() -> socket.sendBinary(bytes, true));
        }
        say("{\"end\":true}");
    }

    /// Waits for the end of the command.
    ///
    /// @return its exit code
    /// @throws IOException if it could not be started, or the connection broke off
    public int await() throws IOException, InterruptedException {
        try {
            return hearer.end.get();
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        }
    }

    private void say(String words) {
        then(() -> socket.sendText(words, true));
    }

    /// One message after the other: a WebSocket of the JDK takes no second one while one is on its way.
    private synchronized void then(Supplier<CompletableFuture<WebSocket>> next) {
        sent = sent.thenCompose(_ -> next.get());
        try {
            sent.join();
        } catch (CompletionException e) {
            hearer.end.completeExceptionally(new IOException("the connection broke off"));
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }

    /// Brings what comes to where it belongs.
    private static final class Hearer implements WebSocket.Listener {
        private final OutputStream out;
        private final OutputStream err;
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<Integer> end = new CompletableFuture<>();
        private boolean within;
        private boolean errors;

        Hearer(OutputStream out, OutputStream err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            if (!within && data.hasRemaining()) {
                errors = data.get() == ERRORS;
            }
            within = !last;
            var bytes = new byte[data.remaining()];
            data.get(bytes);
            write(errors ? err : out, bytes);
            socket.request(1);
            return null;
        }

        private static void write(OutputStream to, byte[] bytes) {
            try {
                to.write(bytes);
                to.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence words, boolean last) {
            text.append(words);
            if (last) {
                heard(json(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void heard(JsonNode words) {
            if (words.has("exit")) {
                end.complete(words.path("exit").asInt());
            } else if (words.has("error")) {
                end.completeExceptionally(new IOException(words.path("error").asText()));
            }
        }

        private static JsonNode json(String words) {
            try {
                return JSON.readTree(words);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end.completeExceptionally(new IOException("the server ended the connection"));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            end.completeExceptionally(new IOException("the connection broke off", failure));
        }
    }
}
