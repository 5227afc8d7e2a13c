package dev.evenkeel.deploy.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.evenkeel.reconcilers.hook.HookAnswer;
import dev.evenkeel.store.log.JsonView;
import dev.evenkeel.store.model.Doc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.function.Function;

/// Asks an endpoint what a function would be asked: the payload is POSTed as JSON, and so is the answer. An endpoint
/// that cannot be reached is tried again a few times; one that answers nonsense is not.
public final class HookClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(15);
    private static final int ATTEMPTS = 4;
    private static final int MOST_BYTES = 65_536;
    private static final int GOOD = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final JsonMapper json = new JsonMapper();
    private final Duration pause;

    /// @param pause before the second attempt; each further one doubles it
    public HookClient(Duration pause) {
        this.pause = pause;
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
                if (attempt == ATTEMPTS) {
                    return HookAnswer.failed("The endpoint of the hook could not be reached in " + ATTEMPTS
                            + " attempts: " + e.getClass().getSimpleName());
                }
                Thread.sleep(wait);
                wait = wait.multipliedBy(2);
            }
        }
    }

    private static HttpRequest request(URI address, Doc.Struct payload) {
        var user = address.getRawUserInfo();
        var plain = user == null ? address : URI.create(address.toString().replace(user + "@", ""));
        var request = HttpRequest.newBuilder(plain)
                .timeout(ANSWER)
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
        byte[] body;
        try (var in = response.body()) {
            body = in.readNBytes(MOST_BYTES + 1);
        }
        if (response.statusCode() != GOOD) {
            return HookAnswer.failed("The endpoint of the hook answered with status " + response.statusCode() + ".");
        }
        if (body.length > MOST_BYTES) {
            return HookAnswer.failed("The endpoint of the hook answered more than " + MOST_BYTES + " bytes.");
        }
        try {
            return meaning.apply(doc(json.readTree(body)));
        } catch (IOException e) {
            return HookAnswer.failed("The endpoint of the hook answered no JSON.");
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
