package dev.evenkeel.deploy.cli;

import dev.evenkeel.api.server.ApiServer;
import dev.evenkeel.deploy.config.AddressRanges;
import dev.evenkeel.deploy.config.HostTraits;
import dev.evenkeel.deploy.config.ServerConfig;
import dev.evenkeel.deploy.server.Server;
import dev.evenkeel.reconcilers.command.Quotas;
import dev.evenkeel.reconcilers.command.Quotas.Quota;
import dev.evenkeel.reconcilers.hook.HookTargets;
import dev.evenkeel.store.model.Cidr;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evenkeel up`
@Command(name = "up", description = "Runs the server in the foreground until SIGTERM or Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--host", paramLabel = "ADDR", description = "Address to listen on (default: 127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on, 0 for any (default: 8087).")
    private @Nullable Integer port;

    @Option(names = "--docker", paramLabel = "URI", description = "Docker engine (default: DOCKER_HOST).")
    private @Nullable URI docker;

    @Option(names = "--runtime", description = "docker or simulated (default: docker).")
    private ServerConfig.@Nullable TaskRuntime runtime;

    @Option(names = "--auth", paramLabel = "on|off", description = "Whether requests must be signed (default: on).")
    private @Nullable Switch auth;

    @Option(names = "--account", paramLabel = "N", description = "Account number (default: 123456789012).")
    private @Nullable String account;

    @Option(names = "--region", paramLabel = "R", description = "Default region (default: us-east-1).")
    private @Nullable String region;

    @Option(
            names = "--availability-zone",
            paramLabel = "AZ",
            description = "Zone of this host (default: the region's first).")
    private @Nullable String availabilityZone;

    @Option(names = "--instance-type", paramLabel = "T", description = "Instance type of this host (default: local).")
    private @Nullable String instanceType;

    @Option(
            names = "--attribute",
            paramLabel = "NAME=VALUE",
            description = "An attribute of this host, for placement. May be given more than once.")
    private Map<String, String> attributes = new TreeMap<>();

    @Option(
            names = "--quota",
            paramLabel = "NAME=N",
            description = "A quota: clusters, services-per-cluster, tasks-per-service or revisions-per-family"
                    + " (default: ECS's). May be given more than once.")
    private Map<String, Integer> quotas = new TreeMap<>();

    @Option(
            names = "--healthy-after",
            paramLabel = "SECONDS",
            description = "For how long a service's task without any health check must have run before deployments"
                    + " count it as healthy (default: 40, as in ECS).")
    private @Nullable Integer healthyAfter;

    @Option(
            names = "--throttle",
            paramLabel = "aws|off",
            description = "Whether calls are let in at ECS's rates only (default: off).")
    private Throttling throttle = Throttling.OFF;

    @Mixin
    private HostOptions hosts = new HostOptions();

    @Option(
            names = "--vpc-cidr",
            paramLabel = "CIDR",
            converter = CidrConverter.class,
            description = "Block of default VPCs (default: 172.31.0.0/16). Two servers on one engine need two.")
    private @Nullable Cidr vpcCidr;

    @Option(
            names = "--public-addresses",
            paramLabel = "CIDR",
            converter = CidrConverter.class,
            description = "Loopback block of public addresses (default: 127.80.0.0/16).")
    private @Nullable Cidr publicAddresses;

    @Option(
            names = "--hook",
            paramLabel = "ARN=URL",
            description = "HTTP endpoint of a function that lifecycle hooks name, by its ARN or its name.")
    private Map<String, String> hooks = new TreeMap<>();

    @Mixin
    private BalancingOptions balancing = new BalancingOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /// At what rate calls are let in.
    enum Throttling {
        AWS,
        OFF
    }

    /// `10.0.0.0/16`
    static final class CidrConverter implements ITypeConverter<Cidr> {
        @Override
        public Cidr convert(String text) {
            return Cidr.of(text);
        }
    }

    /// `on` or `off`.
    enum Switch {
        ON,
        OFF
    }

    @Override
    public Integer call() throws Exception {
        var stopped = new CountDownLatch(1);
        var server = Server.start(config(System.getenv("DOCKER_HOST")));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped), "stop"));
        var out = Terminal.out(spec);
        out.println("Evenkeel is ready on " + server.uri());
        out.flush();
        stopped.await();
        return 0;
    }

    private static void stop(Server server, CountDownLatch stopped) {
        server.close();
        stopped.countDown();
    }

    private ServerConfig config(@Nullable String dockerHost) {
        var defaults = DataOption.defaults();
        var engine = dockerHost == null ? defaults.docker() : URI.create(dockerHost);
        return new ServerConfig(
                data.directory(),
                host == null ? defaults.host() : host,
                port == null ? defaults.port() : port,
                runtime == null ? defaults.runtime() : runtime,
                docker == null ? engine : docker,
                auth != Switch.OFF,
                account == null ? defaults.account() : account,
                region == null ? defaults.region() : region,
                traits(defaults.traits()),
                new ApiServer.Limits(quotas(), throttle == Throttling.AWS),
                hosts.policy(),
                addresses(defaults.addresses()),
                balancing.settings(defaults.balancing()),
                healthyAfter == null ? defaults.services() : defaults.services().healthyAfter(healthyAfter),
                new HookTargets(hooks));
    }

    private Quotas quotas() {
        var all = Quotas.DEFAULTS;
        for (var quota : quotas.entrySet()) {
            var known = Quota.of(quota.getKey())
                    .orElseThrow(() -> new IllegalArgumentException("no quota is called " + quota.getKey()));
            all = all.with(known, quota.getValue());
        }
        return all;
    }

    private AddressRanges addresses(AddressRanges defaults) {
        return new AddressRanges(
                vpcCidr == null ? defaults.vpc() : vpcCidr,
                publicAddresses == null ? defaults.published() : publicAddresses);
    }

    private HostTraits traits(HostTraits defaults) {
        return new HostTraits(
                availabilityZone, instanceType == null ? defaults.instanceType() : instanceType, attributes);
    }
}
