package dev.evenkeel.runtime.proxy;

import static org.awaitility.Awaitility.await;

import dev.evenkeel.reconcilers.balancing.ProxyReports;
import dev.evenkeel.reconcilers.balancing.Routes;
import dev.evenkeel.reconcilers.balancing.Routes.Balance;
import dev.evenkeel.reconcilers.balancing.Routes.Balancer;
import dev.evenkeel.reconcilers.balancing.Routes.Endpoint;
import dev.evenkeel.reconcilers.balancing.Routes.Group;
import dev.evenkeel.reconcilers.balancing.Routes.Listener;
import dev.evenkeel.reconcilers.balancing.Routes.Rule;
import dev.evenkeel.reconcilers.balancing.Routes.Web;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.BalancerProtocol;
import dev.evenkeel.store.model.balancing.HealthCheckSpec;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.balancing.LoadBalancerId;
import dev.evenkeel.store.model.balancing.ProtocolVersion;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.RuleCondition;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// A proxy with one load balancer of one listener, and all that it tells.
final class TestProxy implements ProxyReports, AutoCloseable {
    static final LoadBalancerId LB = new LoadBalancerId("us-east-1", BalancerKind.APPLICATION, "lb", "0");
    static final ListenerId LISTENER = new ListenerId(LB, "1");

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration OFTEN = Duration.ofMillis(50);

    private final VertxProxy proxy;
    private final AtomicLong served = new AtomicLong();
    private final ConcurrentLinkedQueue<String> judged = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Target> drained = new ConcurrentLinkedQueue<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private BalancerProtocol protocol = BalancerProtocol.HTTP;
    private List<String> certificates = List.of();
    private Duration idle = Duration.ofSeconds(60);
    private long revision;

    TestProxy() throws IOException {
        this(new CertificateFolder(null));
    }

    TestProxy(CertificateFolder folder) throws IOException {
        proxy = new VertxProxy(this, folder);
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    static TargetGroupId id(String group) {
        return new TargetGroupId("us-east-1", group, "0");
    }

    static Endpoint endpoint(int port, TargetHealth known, boolean draining) {
        return new Endpoint(new Target("127.0.0.1", port), "127.0.0.1", port, known, draining, START);
    }

    static Endpoint healthy(Backend backend) {
        return endpoint(backend.port(), TargetHealth.HEALTHY, false);
    }

    static Balance plain() {
        return new Balance(false, Duration.ofDays(1), Duration.ZERO, false);
    }

    static Group group(String name, Balance balance, Endpoint... endpoints) {
        return group(name, BalancerProtocol.HTTP, ProtocolVersion.HTTP1, balance, endpoints);
    }

    static Group group(
            String name, BalancerProtocol protocol, ProtocolVersion version, Balance balance, Endpoint... endpoints) {
        var web = protocol.web() && version == ProtocolVersion.HTTP1;
        var check = new HealthCheckSpec(
                web ? BalancerProtocol.HTTP : BalancerProtocol.TCP,
                HealthCheckSpec.TRAFFIC_PORT,
                web ? "/health" : "",
                OFTEN,
                Duration.ofMillis(500),
                2,
                2,
                web ? "200-299" : "");
        return new Group(id(name), protocol, version, check, balance, List.of(endpoints));
    }

    /// A group of these targets, healthy so far.
    TestProxy targets(String group, Backend... backends) {
        var endpoints = new Endpoint[backends.length];
        for (int i = 0; i < backends.length; i++) {
            endpoints[i] = healthy(backends[i]);
        }
        return group(group(group, plain(), endpoints));
    }

    TestProxy group(Group group) {
        groups.removeIf(known -> known.id().equals(group.id()));
        groups.add(group);
        return this;
    }

    /// One more rule, asked after those before it.
    TestProxy rule(RuleAction action, RuleCondition... conditions) {
        rules.add(new Rule(new RuleId(LISTENER, Integer.toString(rules.size())), List.of(conditions), action));
        return this;
    }

    TestProxy noRules() {
        rules.clear();
        return this;
    }

    TestProxy tcp() {
        protocol = BalancerProtocol.TCP;
        return this;
    }

    /// With these certificates, the default one first.
    TestProxy https(String... arns) {
        protocol = BalancerProtocol.HTTPS;
        certificates = List.of(arns);
        return this;
    }

    TestProxy idle(Duration most) {
        idle = most;
        return this;
    }

    static RuleAction forward(String group) {
        return RuleAction.forward(id(group));
    }

    static RuleAction weighted(String one, int weight, String other, int otherWeight) {
        return RuleAction.forward(
                List.of(new WeightedGroup(id(one), weight), new WeightedGroup(id(other), otherWeight)), null);
    }

    /// Has the proxy serve what was set, and waits until it says that it does.
    TestProxy serve() {
        revision++;
        var listener = new Listener(LISTENER, protocol, port, certificates, List.copyOf(rules));
        var web = new Web(idle, false, "append", false, false);
        var balancer = new Balancer(LB, "lb.elb.localhost", "127.0.0.1", web, List.of(listener));
        proxy.serve(new Routes(new Revision(revision), List.of(balancer), List.copyOf(groups)));
        await().atMost(Duration.ofMinutes(1)).until(() -> served.get() >= revision);
        return this;
    }

    int port() {
        return port;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpClient http() {
        return http;
    }

    /// The body of an answer to a GET with these headers, name by value.
    String get(String path, String... headers) throws Exception {
        return response(path, headers).body();
    }

    HttpResponse<String> response(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(uri(path));
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// What was told of targets, as `port STATE`, oldest first.
    List<String> judged() {
        return List.copyOf(judged);
    }

    List<Target> drained() {
        return List.copyOf(drained);
    }

    boolean said(Backend backend, TargetState state) {
        return judged.contains(backend.port() + " " + state);
    }

    @Override
    public void served(Revision at) {
        served.set(at.value());
    }

    @Override
    public void judged(TargetGroupId group, Target target, TargetHealth health) {
        judged.add(target.port() + " " + health.state());
    }

    @Override
    public void drained(TargetGroupId group, Target target) {
        drained.add(target);
    }

    @Override
    public void close() {
        http.close();
        proxy.close();
    }
}
