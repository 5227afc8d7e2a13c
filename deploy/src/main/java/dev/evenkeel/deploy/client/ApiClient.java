package dev.evenkeel.deploy.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.api.sigv4.Credentials;
import dev.evenkeel.api.sigv4.Signer;
import dev.evenkeel.deploy.config.Endpoint;
import dev.evenkeel.deploy.config.RootKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Speaks to a server over its public API: AWS calls and the native endpoints, every request signed.
public final class ApiClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The service in the scope of a signature of a native request.
    private static final String NATIVE_SCOPE = "evenkeel";

    private final URI base;
    private final RootKey key;
    private final String region;
    private final HttpClient http;

    /// @param region where the calls belong
    public ApiClient(URI base, RootKey key, String region) {
        this.base = base;
        this.key = key;
        this.region = region;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /// A client of the server that runs, or last ran, on a data directory.
    public static ApiClient of(Path data) throws IOException {
        var endpoint = Endpoint.read(data)
                .orElseThrow(() -> new IOException("no server runs on " + data + ": start one with ./evenkeel up"));
        return new ApiClient(endpoint.uri(), RootKey.read(data), endpoint.region());
    }

    /// Where the server is.
    public URI base() {
        return base;
    }

    /// An empty JSON object, to be filled as a request.
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /// Calls an AWS operation.
    ///
    /// @throws ApiException when the server refuses
    public JsonNode call(AwsService service, String operation, ObjectNode input) {
        return json(text(awsRequest(service, operation, input)));
    }

    /// Calls an operation of a service that speaks AWS's query protocol.
    ///
    /// @param parameters by their names on the wire, such as `Targets.member.1.Id`
    /// @return the texts of all elements of one name in the answer, in order
    /// @throws ApiException when the server refuses
    public List<String> query(QueryService service, String operation, Map<String, String> parameters, String element) {
        var form = new StringBuilder("Action=" + operation + "&Version=" + service.version());
        parameters.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        var headers = Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        var body = form.toString().getBytes(StandardCharsets.UTF_8);
        return Xml.texts(text(request("POST", "/", body, service.scope(), headers)), element);
    }

    /// The same call as the bytes of an HTTP/1.1 request, to be sent by somebody else.
    public byte[] signed(AwsService service, String operation, ObjectNode input) {
        var head = new StringBuilder("POST / HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n");
        var headers = awsRequest(service, operation, input).headers().map();
        headers.forEach((name, values) -> head.append(name + ": " + values.getFirst() + "\r\n"));
        var body = input.toString();
        head.append("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n");
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    /// Reads a native endpoint.
    public JsonNode get(String path) {
        return json(text(nativeRequest("GET", path, new byte[0])));
    }

    /// Why a resource is as it is, for people: lines of a tree.
    public String why(String resource) {
        return text(nativeRequest("GET", "/v1/why/" + resource, new byte[0]));
    }

    /// Posts JSON to a native endpoint.
    public JsonNode post(String path, byte[] json) {
        return json(text(nativeRequest("POST", path, json)));
    }

    /// Reads a stream of lines until it ends or the reader has had enough.
    ///
    /// @param line takes a line and says whether it wants more
    public void lines(String path, Predicate<String> line) {
        try (var in = send(nativeRequest("GET", path, new byte[0]));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (var next = reader.readLine(); next != null && line.test(next); next = reader.readLine()) {}
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest awsRequest(AwsService service, String operation, ObjectNode input) {
        var headers = Map.of(
                "Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", service.target() + "." + operation);
        return request("POST", "/", input.toString().getBytes(StandardCharsets.UTF_8), service.scope(), headers);
    }

    private HttpRequest nativeRequest(String method, String path, byte[] body) {
        return request(method, path, body, NATIVE_SCOPE, Map.of("Content-Type", "application/json"));
    }

    /// Signs with every header that will be sent, the host included, which the HTTP client adds by itself.
    private HttpRequest request(String method, String path, byte[] body, String scope, Map<String, String> headers) {
        var uri = base.resolve(path);
        var named = Headers.of("host", base.getAuthority());
        for (var header : headers.entrySet()) {
            named = named.with(header.getKey(), header.getValue());
        }
        var query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        var raw = new RawRequest(method, uri.getRawPath(), query, named, body);
        var signed = new Signer(new Credentials(key.id(), key.secret()), region, scope).sign(raw, Instant.now());
        var request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        signed.headers().byName().forEach((name, values) -> {
            if (!name.equals("host")) {
                request.header(name, values.getFirst());
            }
        });
        return request.build();
    }

    private String text(HttpRequest request) {
        try (var in = send(request)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private InputStream send(HttpRequest request) throws IOException {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() >= 300) {
                throw refusal(response.statusCode(), response.body());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// AWS's JSON errors name their type in `__type`, with or without a namespace before a `#`.
    private static ApiException refusal(int status, InputStream body) throws IOException {
        try (body) {
            var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            if (text.startsWith("<")) {
                var code = Xml.texts(text, "Code");
                var words = Xml.texts(text, "Message");
                return new ApiException(status, first(code, "Error"), first(words, text));
            }
            var error = json(text);
            var type = error.path("__type").asText("Error");
            var message = error.path("message").asText(error.path("Message").asText());
            return new ApiException(status, type.substring(type.indexOf('#') + 1), message);
        }
    }

    private static String first(List<String> texts, String otherwise) {
        return texts.isEmpty() ? otherwise : texts.getFirst();
    }

    private UncheckedIOException lost(IOException e) {
        return new UncheckedIOException("the server at " + base + " does not answer: " + e.getMessage(), e);
    }

    private static JsonNode json(String text) {
        try {
            return text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
