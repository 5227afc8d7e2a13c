package dev.evenkeel.deploy.server;

import dev.evenkeel.api.ecs.Arns;
import dev.evenkeel.api.elbv2.Elbv2;
import dev.evenkeel.api.http.Listener;
import dev.evenkeel.api.metrics.Meters;
import dev.evenkeel.api.server.ApiServer;
import dev.evenkeel.api.sigv4.Credentials;
import dev.evenkeel.deploy.config.Endpoint;
import dev.evenkeel.deploy.config.HostIdentity;
import dev.evenkeel.deploy.config.RootKey;
import dev.evenkeel.deploy.config.SealingKey;
import dev.evenkeel.deploy.config.ServerConfig;
import dev.evenkeel.deploy.hook.HookCaller;
import dev.evenkeel.reconcilers.Reconcilers;
import dev.evenkeel.reconcilers.command.HostCommand.NoteCondition;
import dev.evenkeel.reconcilers.command.NetworkCommand.SetAddressRanges;
import dev.evenkeel.reconcilers.host.ContainerShell;
import dev.evenkeel.reconcilers.host.Housekeeper;
import dev.evenkeel.reconcilers.image.NamedImages;
import dev.evenkeel.reconcilers.monitoring.AlarmWatch;
import dev.evenkeel.reconcilers.monitoring.TrafficWatch;
import dev.evenkeel.runtime.driver.DockerDriver;
import dev.evenkeel.runtime.metadata.Keys;
import dev.evenkeel.runtime.metadata.Pages;
import dev.evenkeel.runtime.proxy.CertificateFolder;
import dev.evenkeel.runtime.secret.ContainerValues;
import dev.evenkeel.runtime.stats.Sampler;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.ledger.LedgerCore;
import dev.evenkeel.store.ledger.RoleRunner;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.seal.SecretOpener;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.watch.WatchHub;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server: the log, the ledger over it, the host beside it and the API in front, put together and started
/// in the order in which they need each other.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /// Metrics that are kept at most: some 100 KB each once they are fifteen days old.
    private static final int MOST_METRICS = 4_000;

    /// Batches that watchers find in memory; who is further behind reads the log.
    private static final int WATCH_RING = 4096;

    private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(10);

    private final ServerConfig config;
    private final InstantSource clock = Clock.systemUTC();
    private final MetricStore metrics = new MetricStore(MOST_METRICS);
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private Optional<ContainerShell> shell = Optional.empty();
    private int port;

    private Server(ServerConfig config) {
        this.config = config;
    }

    /// Starts a server, or leaves nothing behind when it cannot.
    public static Server start(ServerConfig config) throws IOException {
        var server = new Server(config);
        try {
            server.start();
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /// Where it listens.
    public URI uri() {
        var host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return URI.create("http://" + host + ":" + port);
    }

    private void start() throws IOException {
        var storage = keep(Storage.open(config.data()));
        var key = RootKey.of(config.data());
        var host = HostIdentity.of(config.data());
        var sealer = SealingKey.of(config.data());
        var state = storage.state();
        var seed = new SecureRandom().nextLong();
        var ledger = new LedgerCore(
                storage.log(),
                state,
                Reconcilers.DEFAULTS.with(config.services()).conductor(),
                seed,
                Server::defect);
        var meters = keep(new Meters(state));
        var hub = keep(new WatchHub(storage.log(), state.revision(), WATCH_RING, BOOKMARK_EVERY));
        ledger.listen(meters);
        ledger.listen(hub);
        keep(storage.follow(ledger, clock));
        ledger.submit(
                new Origin.Lease(host), new SetAddressRanges(config.addresses().ranges(), Doc.EMPTY));
        keep(host(host, ledger, new Host(storage.shelf(), sealer, key, meters)));
        keep(RoleRunner.start(
                new LogRetention(ledger::state, storage.shelf()),
                clock,
                Thread.ofPlatform().name("log-retention").daemon()));
        keep(HookCaller.start(ledger, config.hooks(), config.account(), clock));
        var proxy = keep(LocalProxy.start(host, ledger, config.balancing()));
        keep(RoleRunner.start(ledger, clock, Thread.ofPlatform().name("ledger")));
        monitor(ledger, proxy);
        var shells = ApiServer.Shells.of(id -> id.equals(host) ? shell : Optional.empty());
        var secrecy = new ApiServer.Secrecy(sealer, new SecureRandom());
        var parts = new ApiServer.Parts(
                ledger,
                storage.log(),
                storage.history(),
                hub,
                storage.shelf(),
                meters,
                metrics,
                clock,
                secrecy,
                shells,
                balancing(proxy),
                config.hooks());
        port = keep(listen(key, parts)).port();
        Endpoint.remove(config.data());
        new Endpoint(
                        uri(),
                        config.account(),
                        config.region(),
                        ProcessHandle.current().pid())
                .write(config.data());
        keep(() -> Endpoint.remove(config.data()));
    }

    /// Counts what goes through load balancers, and judges alarms. What an alarm came to is not waited for: where it
    /// gets
    /// lost, the alarm is judged again.
    private void monitor(LedgerCore ledger, LocalProxy proxy) {
        var traffic = new TrafficWatch(ledger::state, proxy::traffic, metrics);
        var alarms = new AlarmWatch(
                ledger::state,
                metrics,
                judged -> ledger.submit(
                        new Origin.Reconcile("alarms", judged.alarm().toString()), judged));
        keep(RoleRunner.start(
                traffic, clock, Thread.ofPlatform().name("traffic").daemon()));
        keep(RoleRunner.start(alarms, clock, Thread.ofPlatform().name("alarms").daemon()));
    }

    private Elbv2.Settings balancing(LocalProxy proxy) {
        var certificates = new CertificateFolder(config.balancing().certificates());
        return new Elbv2.Settings(config.balancing().addresses(), certificates::has, proxy::traffic);
    }

    private ApiServer listen(RootKey key, ApiServer.Parts parts) {
        var access = new ApiServer.Access(config.account(), config.region(), keys(key), config.limits());
        return ApiServer.start(Listener.Settings.on(config.host(), config.port()), access, parts);
    }

    /// What a host is made with.
    private record Host(LogShelf shelf, SecretOpener opener, RootKey key, Meters meters) {}

    private LocalHost host(HostId host, LedgerCore ledger, Host with) throws IOException {
        var offer = new HostOffer(host, config);
        return switch (config.runtime()) {
            case SIMULATED ->
                LocalHost.start(host, offer.pretended(), ledger, new PretendedContainers(clock), Duration.ZERO, clock);
            case DOCKER -> {
                var values = new ContainerValues(with.opener(), config.hosts().environmentFiles());
                var driver = new DockerDriver(
                        config.docker(),
                        host.value(),
                        with.shelf(),
                        values,
                        DockerDriver.Settings.defaults(config.data())
                                .with(config.hosts().pulls()));
                shell = Optional.of(driver.shell());
                keep(housekeeper(host, driver, ledger));
                var spec = offer.of(driver, ledger.state());
                introduce(host, ledger, driver, with.key());
                measure(host, ledger, driver, with.meters());
                yield LocalHost.start(host, spec, ledger, driver, config.hosts().taskCleanupWait(), clock);
            }
        };
    }

    /// Lets containers ask who they are.
    private void introduce(HostId host, LedgerCore ledger, DockerDriver driver, RootKey key) throws IOException {
        var keys = new Keys(key.secret());
        var pages = new Pages(new Pages.Parts(
                host,
                keys,
                ledger::state,
                driver.facts(),
                new TaskNames(new Arns(config.account())),
                new TaskProtection(ledger, new Arns(config.account())),
                clock));
        Metadata.start(config.data(), driver, pages, keys).ifPresent(server -> {
            keep(server);
            driver.introduce(server);
        });
    }

    /// Measures what containers use.
    private void measure(HostId host, LedgerCore ledger, DockerDriver driver, Meters meters) {
        var sampler = new Sampler(host, ledger::state, driver.facts(), new Measurements(metrics, meters));
        keep(RoleRunner.start(sampler, clock, Thread.ofPlatform().name("stats").daemon()));
    }

    private RoleRunner housekeeper(HostId host, DockerDriver driver, LedgerCore ledger) {
        var keeper = new Housekeeper(
                driver.storage(config.data()),
                config.hosts().housekeeping(),
                () -> NamedImages.of(ledger.state()),
                (full, figures) -> told(host, ledger, full, figures));
        return RoleRunner.start(
                keeper, clock, Thread.ofPlatform().name("housekeeper").daemon());
    }

    /// Into the log only when it changes.
    private static void told(HostId host, LedgerCore ledger, boolean full, String figures) {
        var known = ledger.state().hosts().get(host);
        boolean was = known.filter(row -> row.conditions().containsKey(HostRow.DISK_PRESSURE))
                .isPresent();
        if (known.isEmpty() || was == full) {
            return;
        }
        LOG.warn("{}: {}", full ? "disk pressure, no new tasks" : "disk pressure is over", figures);
        ledger.submit(new Origin.Lease(host), new NoteCondition(host, HostRow.DISK_PRESSURE, full, figures));
    }

    private Optional<Function<String, Optional<Credentials>>> keys(RootKey key) {
        var credentials = new Credentials(key.id(), key.secret());
        return config.auth()
                ? Optional.of(id -> id.equals(key.id()) ? Optional.of(credentials) : Optional.empty())
                : Optional.empty();
    }

    private static void defect(Origin origin, RuntimeException defect) {
        LOG.error("a decision of {} failed; nothing of it happened", origin, defect);
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }

    /// Stops taking requests, lets those under way finish, and closes the log. Containers go on running.
    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                LOG.warn("while stopping", e);
            }
        }
    }
}
