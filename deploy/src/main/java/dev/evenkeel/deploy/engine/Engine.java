package dev.evenkeel.deploy.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Docker Engine, spoken to without a library: one HTTP/1.0 request for each connection, so that an answer ends
/// where the connection ends. Calls from different threads never wait for each other.
public final class Engine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

    private final SocketAddress address;

    private Engine(SocketAddress address) {
        this.address = address;
    }

    /// @param uri `unix:///path` or `tcp://host:port`, as in `DOCKER_HOST`
    public static Engine at(URI uri) {
        return switch (String.valueOf(uri.getScheme())) {
            case "unix" -> new Engine(UnixDomainSocketAddress.of(uri.getPath()));
            case "tcp", "http" -> new Engine(new InetSocketAddress(uri.getHost(), uri.getPort()));
            default -> throw new IllegalArgumentException("not unix:// or tcp://: " + uri);
        };
    }

    /// An answer of the engine.
    public record Answer(int status, byte[] body) {
        /// The body as JSON.
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// The body as text.
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// The engine said no.
    public static final class EngineException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EngineException(String request, Answer answer) {
            super(request + " answered " + answer.status() + ": "
                    + answer.text().strip());
        }
    }

    /// `GET`, with an answer of status 2xx.
    public JsonNode get(String path) {
        return checked("GET", path, null, null).json();
    }

    /// `POST` of JSON, with an answer of status 2xx or 304, which says that it was so already.
    public Answer post(String path, @Nullable JsonNode body) {
        var bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        return checked("POST", path, "application/json", bytes);
    }

    /// Makes an image of a root file system.
    ///
    /// @param name with its tag, `repository:tag`
    /// @param command what a container runs unless it is told otherwise
    public void makeImage(String name, List<String> command, Tar fileSystem) {
        var parts = name.split(":", 2);
        var words = JSON.createArrayNode();
        command.forEach(words::add);
        var path =
                "/images/create?fromSrc=-&repo=" + parts[0] + "&tag=" + parts[1] + "&changes=" + encode("CMD " + words);
        checked("POST", path, "application/x-tar", fileSystem.toBytes());
    }

    /// `DELETE`; what is not there is as good as deleted.
    public void delete(String path) {
        var answer = exchange("DELETE", path, null, null);
        if (answer.status() >= 300 && answer.status() != 404) {
            throw new EngineException("DELETE " + path, answer);
        }
    }

    /// Ids of all containers, also ended ones, that carry a label.
    ///
    /// @param label `key` or `key=value`
    public List<String> containersWith(String label) {
        var filter = JSON.createObjectNode();
        filter.putArray("label").add(label);
        var ids = new ArrayList<String>();
        for (var container : get("/containers/json?all=1&filters=" + encode(filter.toString()))) {
            ids.add(container.path("Id").asText());
        }
        return List.copyOf(ids);
    }

    /// How many containers that carry a label run.
    ///
    /// @param label `key` or `key=value`
    public int runningWith(String label) {
        var filter = JSON.createObjectNode();
        filter.putArray("label").add(label);
        return get("/containers/json?filters=" + encode(filter.toString())).size();
    }

    /// Ids of all networks that carry a label.
    ///
    /// @param label `key` or `key=value`
    public List<String> networksWith(String label) {
        var filter = JSON.createObjectNode();
        filter.putArray("label").add(label);
        var ids = new ArrayList<String>();
        for (var network : get("/networks?filters=" + encode(filter.toString()))) {
            ids.add(network.path("Id").asText());
        }
        return List.copyOf(ids);
    }

    /// What a container has written so far, with the frame heads of the engine's stream in between.
    public String log(String container) {
        return checked("GET", "/containers/" + container + "/logs?stdout=1&stderr=1", null, null)
                .text();
    }

    /// Sends SIGKILL to a container.
    public void kill(String container) {
        post("/containers/" + container + "/kill", null);
    }

    /// Removes a container with its volumes, running or not; somebody else may be removing it at the same time.
    public void remove(String container) {
        var path = "/containers/" + container + "?force=1&v=1";
        var answer = exchange("DELETE", path, null, null);
        if (answer.status() >= 300 && answer.status() != 404 && answer.status() != 409) {
            throw new EngineException("DELETE " + path, answer);
        }
    }

    /// Whether there is an image of this name.
    public boolean hasImage(String image) {
        return exchange("GET", "/images/" + image + "/json", null, null).status() == 200;
    }

    /// For the query part of a path.
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer checked(String method, String path, @Nullable String type, byte @Nullable [] body) {
        var answer = exchange(method, path, type, body);
        if (answer.status() >= 300 && answer.status() != 304) {
            throw new EngineException(method + " " + path, answer);
        }
        return answer;
    }

    private Answer exchange(String method, String path, @Nullable String type, byte @Nullable [] body) {
        var head = new StringBuilder(method + " " + path + " HTTP/1.0\r\nHost: docker\r\n");
        if (body != null) {
            head.append("Content-Type: ").append(type).append("\r\n");
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        try (var channel = connect()) {
            write(channel, head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            write(channel, body == null ? new byte[0] : body);
            var bytes = new ByteArrayOutputStream();
            Channels.newInputStream(channel).transferTo(bytes);
            return parse(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the Docker engine at " + address + " does not answer: " + e.getMessage(), e);
        }
    }

    private SocketChannel connect() throws IOException {
        var family =
                address instanceof UnixDomainSocketAddress ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET;
        var channel = SocketChannel.open(family);
        channel.connect(address);
        return channel;
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static Answer parse(byte[] bytes) throws IOException {
        for (int end = 0; end + BLANK_LINE.length <= bytes.length; end++) {
            if (Arrays.equals(bytes, end, end + BLANK_LINE.length, BLANK_LINE, 0, BLANK_LINE.length)) {
                var status = new String(bytes, 0, end, StandardCharsets.US_ASCII).split(" ", 3)[1];
                var body = Arrays.copyOfRange(bytes, end + BLANK_LINE.length, bytes.length);
                return new Answer(Integer.parseInt(status), body);
            }
        }
        throw new IOException("an answer without an end of its head");
    }
}
