package dev.evenkeel.api.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.api.elbv2.Elbv2;
import dev.evenkeel.api.http.Listener;
import dev.evenkeel.api.metrics.Meters;
import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.api.sigv4.Credentials;
import dev.evenkeel.api.sigv4.Signer;
import dev.evenkeel.reconcilers.Reconcilers;
import dev.evenkeel.reconcilers.command.Command;
import dev.evenkeel.reconcilers.command.HostCommand.RegisterHost;
import dev.evenkeel.reconcilers.hook.HookTargets;
import dev.evenkeel.store.audit.History;
import dev.evenkeel.store.audit.ScanningIndex;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.LedgerCore;
import dev.evenkeel.store.ledger.RoleRunner;
import dev.evenkeel.store.log.MemoryEventLog;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import dev.evenkeel.store.seal.AesSealer;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.watch.WatchHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/// A whole API on a loopback port, over a ledger in memory, with one host that only reports when a test says so.
final class TestApi implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String ACCOUNT = "123456789012";
    static final String REGION = "us-east-1";
    static final Credentials ROOT = new Credentials("AKIAEVENKEELROOT0001", "a-secret-of-the-tests");

    private static final Map<String, String> TARGETS = Map.of(
            "ecs",
            "AmazonEC2ContainerServiceV20141113",
            "logs",
            "Logs_20140328",
            "codedeploy",
            "CodeDeploy_20141006",
            "monitoring",
            "GraniteServiceVersion20100801",
            "secretsmanager",
            "secretsmanager",
            "ssm",
            "AmazonSSM");

    private final InstantSource clock;
    private final MemoryEventLog.Disk disk;
    private final WatchHub hub;
    private final TemporaryShelf shelf = new TemporaryShelf();
    private final EchoShell shell = new EchoShell();
    private final ApiServer.Shells shells = ApiServer.Shells.of(_ -> Optional.of(shell));
    private final LedgerCore ledger;
    private final RoleRunner thread;
    private final Meters meters;
    private final ApiServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    TestApi() {
        this(State.EMPTY, true);
    }

    /// An API whose log begins after this state.
    ///
    /// @param auth whether requests must be signed
    TestApi(State start, boolean auth) {
        this(start, auth, ApiServer.Limits.DEFAULTS, InstantSource.system());
    }

    /// An API that holds its callers to these limits.
    TestApi(ApiServer.Limits limits) {
        this(State.EMPTY, true, limits, InstantSource.system());
    }

    /// An API for which it is as late as this clock says. It lets everybody in: signatures know the true time.
    TestApi(InstantSource clock) {
        this(State.EMPTY, false, ApiServer.Limits.DEFAULTS, clock);
    }

    private TestApi(State start, boolean auth, ApiServer.Limits limits, InstantSource clock) {
        this.clock = clock;
        disk = start.equals(State.EMPTY) ? new MemoryEventLog.Disk() : new MemoryEventLog.Disk(start);
        meters = new Meters(start);
        hub = new WatchHub(new MemoryEventLog(disk), start.revision(), 64, Duration.ofSeconds(10));
        ledger = new LedgerCore(new MemoryEventLog(disk), start, Reconcilers.DEFAULTS.conductor(), 7, (_, defect) -> {
            throw defect;
        });
        ledger.listen(meters);
        ledger.listen(hub);
        thread = RoleRunner.start(
                ledger,
                InstantSource.system(),
                Thread.ofPlatform().name("ledger").daemon());
        server = ApiServer.start(
                Listener.Settings.on("127.0.0.1", 0),
                new ApiServer.Access(ACCOUNT, REGION, auth ? Optional.of(TestApi::keys) : Optional.empty(), limits),
                parts());
    }

    private static Optional<Credentials> keys(String id) {
        return id.equals(ROOT.accessKeyId()) ? Optional.of(ROOT) : Optional.empty();
    }

    /// A key that all tests know.
    static ApiServer.Secrecy secrecy() {
        var random = new Random(7);
        return new ApiServer.Secrecy(new AesSealer("test", new byte[AesSealer.KEY_BYTES], random::nextBytes), random);
    }

    private ApiServer.Parts parts() {
        var log = new MemoryEventLog(disk);
        return new ApiServer.Parts(
                ledger,
                log,
                new History(log, new ScanningIndex(log)),
                hub,
                shelf(),
                meters,
                new MetricStore(1_000),
                clock,
                secrecy(),
                shells,
                Elbv2.Settings.DEFAULT,
                HookTargets.NONE);
    }

    /// What came back.
    record Reply(int status, Map<String, List<String>> headers, String text) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(text, e);
            }
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst().orElse("");
        }

        /// The error type, without the namespace that some services put before it.
        String type() {
            var type = json().path("__type").asText();
            return type.substring(type.indexOf('#') + 1);
        }

        String message() {
            return json().path("message").asText(json().path("Message").asText());
        }
    }

    /// Offers a host of 4 cores and 8 GiB.
    HostId host() {
        var host = new HostId("0123456789abcdef0123456789abcdef");
        tell(new Origin.Lease(host), new RegisterHost(host, new HostSpec(4096, 8192, 32768, 60999, "127.0.0.1", "29")));
        return host;
    }

    <R> R tell(Origin origin, Command<R> command) {
        return ledger.submit(origin, command).toCompletableFuture().join().response();
    }

    /// What runs in the place of commands.
    EchoShell shell() {
        return shell;
    }

    LogShelf shelf() {
        return shelf.shelf();
    }

    /// Decides from now on what becomes of writes.
    MemoryEventLog.Disk disk() {
        return disk;
    }

    State state() {
        return ledger.state();
    }

    /// Everything that was decided after a revision.
    List<Batch> batchesAfter(Revision revision) {
        var batches = new ArrayList<Batch>();
        try (var cursor = new MemoryEventLog(disk).read(revision.next())) {
            for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
                batches.add(next.get().batch());
            }
        }
        return batches;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /// AWS's own client of a service, as this API's root.
    <B extends AwsClientBuilder<B, C>, C> C sdk(B builder) {
        return sdk(builder, REGION);
    }

    <B extends AwsClientBuilder<B, C>, C> C sdk(B builder, String region) {
        var key = AwsBasicCredentials.create(ROOT.accessKeyId(), ROOT.secretAccessKey());
        return builder.endpointOverride(uri())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(key))
                .build();
    }

    /// Calls an operation of a JSON service, rightly signed.
    Reply call(String service, String operation, String json) {
        return send(signed(service, aws(service, operation, json), Instant.now()));
    }

    /// A request for an operation, not signed yet.
    RawRequest aws(String service, String operation, String json) {
        var headers = Headers.of(
                "host",
                uri().getAuthority(),
                "content-type",
                "application/x-amz-json-1.1",
                "x-amz-target",
                TARGETS.get(service) + "." + operation);
        return new RawRequest("POST", "/", "", headers, json.getBytes(StandardCharsets.UTF_8));
    }

    /// A request to our own interface, not signed yet.
    RawRequest own(String method, String path, String query, String body) {
        var headers = Headers.of("host", uri().getAuthority());
        return new RawRequest(method, path, query, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    RawRequest signed(String scope, RawRequest request, Instant at) {
        return new Signer(ROOT, REGION, scope).sign(request, at);
    }

    Reply send(RawRequest raw) {
        try {
            var response = http.send(http(raw), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest http(RawRequest raw) {
        var path = raw.rawPath() + (raw.rawQuery().isEmpty() ? "" : "?" + raw.rawQuery());
        var request = HttpRequest.newBuilder(uri().resolve(path))
                .method(raw.method(), HttpRequest.BodyPublishers.ofByteArray(raw.body()));
        raw.headers().byName().forEach((name, values) -> {
            if (!name.equals("host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    HttpClient client() {
        return http;
    }

    @Override
    public void close() {
        hub.close();
        server.close();
        thread.close();
        meters.close();
        http.close();
        shelf.close();
    }
}
