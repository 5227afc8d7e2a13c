package dev.evenkeel.deploy.bench;

import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.AwsService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// Durable mutating calls end to end over HTTP, signed and validated, beside etcd's puts over its HTTP gateway.
final class ApiBenchmark implements Benchmark {
    private static final int[] CONNECTIONS = {1, 16, 64};
    private static final int CALLS = 40_000;
    private static final int MOST_ON_ONE = 5_000;
    /// Until the compiler has seen enough: a server that serves is warm.
    private static final int WARM_UP = 60_000;
    private static final int VALUE_BYTES = 256;

    @Override
    public String name() {
        return "api";
    }

    @Override
    public String title() {
        return "signed, durable CreateCluster calls beside etcd puts through its HTTP gateway";
    }

    @Override
    public void run(Report report) throws IOException, InterruptedException {
        var ours = new double[CONNECTIONS.length];
        try (var server = TemporaryServer.simulated();
                var client = server.client()) {
            var uri = server.endpoint().uri();
            var address = new InetSocketAddress(uri.getHost(), uri.getPort());
            HttpLoad.run(address, calls(client, "warm", 64, WARM_UP / 64));
            for (int i = 0; i < CONNECTIONS.length; i++) {
                int connections = CONNECTIONS[i];
                var result = HttpLoad.run(address, calls(client, "c" + connections, connections, each(connections)));
                ours[i] = result.perSecond();
                print(report, "Evenkeel, " + connections + " connections", result);
            }
        }
        besideEtcd(report, ours);
    }

    private static void besideEtcd(Report report, double[] ours) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("evenkeel-etcd");
        var etcd = Etcd.start(directory);
        if (etcd.isEmpty()) {
            report.remark("no etcd here to compare with: apt-get install etcd-server");
            return;
        }
        try (var yardstick = etcd.get()) {
            HttpLoad.run(yardstick.address(), Etcd.puts(16, WARM_UP / 16, VALUE_BYTES));
            for (int i = 0; i < CONNECTIONS.length; i++) {
                int connections = CONNECTIONS[i];
                var puts = Etcd.puts(connections, each(connections), VALUE_BYTES);
                var result = HttpLoad.run(yardstick.address(), puts);
                print(report, "etcd put, " + connections + " connections", result);
                report.figure("  Evenkeel to etcd", "%.1f (aim: 3 at 64)", ours[i] / result.perSecond());
            }
        }
    }

    private static int each(int connections) {
        return Math.min(MOST_ON_ONE, CALLS / connections);
    }

    private static List<List<byte[]>> calls(ApiClient client, String prefix, int connections, int each) {
        var all = new ArrayList<List<byte[]>>();
        for (int c = 0; c < connections; c++) {
            var requests = new ArrayList<byte[]>(each);
            for (int i = 0; i < each; i++) {
                var input = ApiClient.object().put("clusterName", prefix + "-" + c + "-" + i);
                requests.add(client.signed(AwsService.ECS, "CreateCluster", input));
            }
            all.add(requests);
        }
        return all;
    }

    private static void print(Report report, String name, HttpLoad.Result result) {
        var latencies = result.latencies();
        report.figure(
                name,
                "%7.0f calls/s   p50 %.2f ms   p99 %.2f ms",
                result.perSecond(),
                latencies.millisAt(50),
                latencies.millisAt(99));
        if (result.failures() > 0) {
            report.remark(result.failures() + " of them failed");
        }
    }
}
