package dev.evenkeel.deploy.bench;

import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.process.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Requests through one listener to a trivial backend, beside nginx and HAProxy, in turns.
final class ProxyBenchmark implements Benchmark {
    private static final int BACKEND = 23_800;
    private static final int NGINX = 23_801;
    private static final int HAPROXY = 23_802;
    private static final int LISTENER = 23_803;
    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 3;
    private static final int SECONDS = 6;
    /// Until the compiler has seen enough: a load balancer that serves is warm.
    private static final int WARM_UP_SECONDS = 20;

    private static final String OURS = "Evenkeel";
    private static final List<String> OTHERS = List.of("nginx", "HAProxy");
    private static final Comparator<Round> BY_RATE =
            Comparator.comparingDouble(round -> round.result().perSecond());

    @Override
    public String name() {
        return "proxy";
    }

    @Override
    public String title() {
        return "requests through one listener with " + CONNECTIONS + " connections, beside nginx and HAProxy";
    }

    @Override
    public void run(Report report) throws Exception {
        if (!Wrk.has("wrk", "nginx", "haproxy")) {
            report.remark("needs wrk, nginx and HAProxy: apt-get install wrk nginx-light haproxy");
            return;
        }
        var folder = Files.createTempDirectory("evenkeel-proxy");
        int cores = Runtime.getRuntime().availableProcessors();
        var reply = "server { listen 127.0.0.1:" + BACKEND + " backlog=4096; location / { return 200 'hello'; } }";
        var forward = "upstream one { server 127.0.0.1:" + BACKEND + "; keepalive 256; }"
                + " server { listen 127.0.0.1:" + NGINX + " backlog=4096; location / { proxy_pass http://one;"
                + " proxy_http_version 1.1; proxy_set_header Connection ''; proxy_set_header Host $host;"
                + " proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; } }";
        try (var backend = Neighbour.nginx(folder, 1, BACKEND, reply);
                var nginx = Neighbour.nginx(folder, cores, NGINX, forward);
                var haproxy = Neighbour.haproxy(folder, cores, HAPROXY, BACKEND);
                var server = TemporaryServer.simulated();
                var client = server.client()) {
            var ours = listen(client);
            Wrk.run(ours, CONNECTIONS, WARM_UP_SECONDS);
            var all = List.of(
                    new Contestant("the backend itself", url("127.0.0.1", BACKEND), backend.handle()),
                    new Contestant(OTHERS.getFirst(), url("127.0.0.1", NGINX), nginx.handle()),
                    new Contestant(OTHERS.getLast(), url("127.0.0.1", HAPROXY), haproxy.handle()),
                    new Contestant(OURS, ours, server.handle()));
            compare(report, all);
        } finally {
            Directories.delete(folder);
        }
    }

    /// One that takes part.
    private record Contestant(String name, String url, ProcessHandle process) {
        /// What its processes have used of the processors, in seconds.
        private double cpuSeconds() {
            return Stream.concat(Stream.of(process), process.descendants())
                    .mapToDouble(one ->
                            one.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9)
                    .sum();
        }

        Round round() throws IOException, InterruptedException {
            double before = cpuSeconds();
            var result = Wrk.run(url, CONNECTIONS, SECONDS);
            return new Round(name, result, (cpuSeconds() - before) * 1e6 / (result.perSecond() * SECONDS));
        }
    }

    /// One turn of one of them.
    ///
    /// @param cpuMicros of processor time for each request
    private record Round(String name, Wrk.Result result, double cpuMicros) {}

    private static String url(String host, int port) {
        return "http://" + host + ":" + port + "/";
    }

    private static void compare(Report report, List<Contestant> all) throws IOException, InterruptedException {
        var rounds = new ArrayList<Round>();
        for (int round = 0; round < ROUNDS; round++) {
            for (var one : all) {
                rounds.add(one.round());
            }
        }
        rounds.stream()
                .filter(round -> !round.result().trouble().isEmpty())
                .forEach(round ->
                        report.remark(round.name() + ": " + round.result().trouble()));
        for (var one : all) {
            var middle = middle(rounds, one.name());
            report.figure(
                    one.name(),
                    "%,9.0f requests/s   p99 %6.2f ms   %5.1f us of processor time a request",
                    middle.result().perSecond(),
                    middle.result().p99Millis(),
                    middle.cpuMicros());
        }
        var ours = middle(rounds, OURS).result();
        var best = OTHERS.stream()
                .map(name -> middle(rounds, name))
                .max(BY_RATE)
                .orElseThrow()
                .result();
        report.figure("  Evenkeel to the better one", "%.2f (aim: 0.7)", ours.perSecond() / best.perSecond());
        report.figure("  its p99 to that one's", "%.1f (aim: 1.5)", ours.p99Millis() / best.p99Millis());
    }

    private static Round middle(List<Round> rounds, String name) {
        var own = rounds.stream()
                .filter(round -> round.name().equals(name))
                .sorted(BY_RATE)
                .toList();
        return own.get(own.size() / 2);
    }

    /// One load balancer with one listener that forwards to the backend.
    ///
    /// @return where it listens
    private static String listen(ApiClient client) throws InterruptedException {
        var balancer = Balancer.create(client, "bench");
        var group = balancer.group("backend", "ip");
        balancer.register(group, "127.0.0.1", BACKEND);
        balancer.listen(LISTENER, group);
        balancer.awaitHealthy(group, 1);
        return url(balancer.address(), LISTENER);
    }
}
