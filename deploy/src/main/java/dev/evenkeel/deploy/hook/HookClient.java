package dev.evenkeel.deploy.hook;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.evenkeel.reconcilers.hook.HookAnswer;
import dev.evenkeel.store.log.JsonView;
import dev.evenkeel.store.model.Doc;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Asks an endpoint what a function would be asked: the payload is POSTed as JSON, and so is the answer. An endpoint
/// that cannot be reached, or breaks off, is tried again a few times; one that answers nonsense, an error of its own or
/// nothing in time is not.
public final class HookClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 4;
    private static final int MOST_BYTES = 65_536;
    private static final int GOOD = 200;

    /// What a gateway answers for an endpoint that is not there.
    private static final Set<Integer> NOT_REACHED = Set.of(502, 503, 504);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final JsonMapper json = new JsonMapper();
    private final Duration pause;
    private final Duration patience;

    /// @param pause before the second attempt; each further one doubles it
    /// @param patience how long an endpoint may take to begin its answer, and again to end it
    public HookClient(Duration pause, Duration patience) {
        this.pause = pause;
        this.patience = patience;
    }

    /// What an endpoint answers. Waits, for minutes if it has to.
    ///
    /// @param address may carry `user:password@`, which is sent as basic authentication and told to nobody else
    /// @param meaning of the JSON that it answers
    public HookAnswer call(String address, Doc.Struct payload, Function<Doc, HookAnswer> meaning)
            throws InterruptedException {
        HttpRequest request;
        try {
            request = request(URI.create(address), payload);
        } catch (IllegalArgumentException e) {
            return HookAnswer.failed("The endpoint of the hook is no HTTP address.");
        }
        var wait = pause;
        for (int attempt = 1; ; attempt++) {
            try {
                return ask(request, meaning);
            } catch (IOException e) {
                if (isLate(e)) {
                    return HookAnswer.failed(
                            "The endpoint of the hook did not answer within " + patience.toSeconds() + " seconds.");
                }
                if (attempt == ATTEMPTS) {
                    return HookAnswer.failed("The endpoint of the hook could not be reached in " + ATTEMPTS
                            + " attempts: " + e.getClass().getSimpleName());
                }
                Thread.sleep(wait);
                wait = wait.multipliedBy(2);
            }
        }
    }

    /// Whether it was reached, and took too long.
    private static boolean isLate(IOException e) {
        return e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException);
    }

    private HttpRequest request(URI address, Doc.Struct payload) {
        var user = address.getRawUserInfo();
        var plain = user == null ? address : URI.create(address.toString().replace(user + "@", ""));
        var request = HttpRequest.newBuilder(plain)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonView.of(payload)));
        if (user != null) {
            var token = Base64.getEncoder().encodeToString(address.getUserInfo().getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + token);
        }
        return request.build();
    }

    private HookAnswer ask(HttpRequest request, Function<Doc, HookAnswer> meaning)
            throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofInputStream());
        byte[] body = body(response.body());
        int status = response.statusCode();
        if (NOT_REACHED.contains(status)) {
            throw new ConnectException("a gateway answered with status " + status);
        }
        if (status != GOOD) {
            return HookAnswer.failed("The endpoint of the hook answered with status " + status + ".");
        }
        if (body.length > MOST_BYTES) {
            return HookAnswer.failed("The endpoint of the hook answered more than " + MOST_BYTES + " bytes.");
        }
        try {
            return meaning.apply(doc(json.readTree(body)));
        } catch (JacksonException e) {
            return HookAnswer.failed("The endpoint of the hook answered no JSON.");
        }
    }

    /// The client's own timeout ends with the headers.
    private byte[] body(InputStream stream) throws IOException, InterruptedException {
        try (stream) {
            var read = new FutureTask<>(() -> stream.readNBytes(MOST_BYTES + 1));
            Thread.ofVirtual().name("hook body").start(read);
            return read.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the answer did not end");
        } catch (ExecutionException e) {
            throw new IOException("the answer broke off", e);
        }
    }

    /// What is null is left out.
    private static Doc doc(JsonNode node) {
        if (node.isObject()) {
            var struct = Doc.EMPTY;
            for (var member : node.properties()) {
                if (!member.getValue().isNull()) {
                    struct = struct.with(member.getKey(), doc(member.getValue()));
                }
            }
            return struct;
        }
        if (node.isArray()) {
            var items = new ArrayList<Doc>();
            node.forEach(item -> items.add(doc(item)));
            return new Doc.Items(items);
        }
        if (node.isNumber()) {
            return new Doc.Num(node.decimalValue());
        }
        return node.isBoolean() ? Doc.of(node.booleanValue()) : Doc.of(node.asText());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
