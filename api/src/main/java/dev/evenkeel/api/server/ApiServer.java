package dev.evenkeel.api.server;

import dev.evenkeel.api.aws.Authenticator;
import dev.evenkeel.api.aws.AwsFrontDoor;
import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.aws.Throttle;
import dev.evenkeel.api.codedeploy.CodeDeploy;
import dev.evenkeel.api.ec2.Ec2;
import dev.evenkeel.api.ecs.Ecs;
import dev.evenkeel.api.ecs.EcsRates;
import dev.evenkeel.api.elbv2.Elbv2;
import dev.evenkeel.api.http.Listener;
import dev.evenkeel.api.http.Secrets;
import dev.evenkeel.api.logs.Logs;
import dev.evenkeel.api.metrics.BalancerMetrics;
import dev.evenkeel.api.metrics.Meters;
import dev.evenkeel.api.model.ServiceModels;
import dev.evenkeel.api.monitoring.Monitoring;
import dev.evenkeel.api.protocol.ProtocolRouter;
import dev.evenkeel.api.secretsmanager.SecretsManager;
import dev.evenkeel.api.shell.ShellDesk;
import dev.evenkeel.api.shell.ShellDoor;
import dev.evenkeel.api.sigv4.Credentials;
import dev.evenkeel.api.sigv4.SignatureVerifier;
import dev.evenkeel.api.ssm.Ssm;
import dev.evenkeel.api.sts.Sts;
import dev.evenkeel.api.v1.NativeDoor;
import dev.evenkeel.reconcilers.command.Quotas;
import dev.evenkeel.reconcilers.hook.HookTargets;
import dev.evenkeel.reconcilers.host.ContainerShell;
import dev.evenkeel.store.audit.History;
import dev.evenkeel.store.ledger.Ledger;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.log.JsonView;
import dev.evenkeel.store.metric.MetricStore;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.seal.Sealer;
import dev.evenkeel.store.shelf.LogShelf;
import dev.evenkeel.store.watch.WatchHub;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// The API on a socket: every AWS service, the native interface, health and metrics.
public final class ApiServer implements AutoCloseable {
    private final Listener listener;

    private ApiServer(Listener listener) {
        this.listener = listener;
    }

    /// Who may come in, and what they are told they are.
    ///
    /// @param account the twelve digits in every ARN
    /// @param region where unsigned calls belong
    /// @param keys the credentials of an access key id; empty to let everybody in
    /// @param limits that callers are held to
    public record Access(
            String account, String region, Optional<Function<String, Optional<Credentials>>> keys, Limits limits) {
        private Authenticator authenticator() {
            return keys.map(known -> Authenticator.bySignature(new SignatureVerifier(known), account))
                    .orElseGet(() -> Authenticator.open(account, region));
        }
    }

    /// How much callers may have, and how fast they may ask.
    ///
    /// @param throttled whether calls are let in at ECS's rates only
    public record Limits(Quotas quotas, boolean throttled) {
        /// ECS's quotas, and calls as fast as they come.
        public static final Limits DEFAULTS = new Limits(Quotas.DEFAULTS, false);

        private Throttle throttle() {
            return throttled ? EcsRates.buckets() : Throttle.OFF;
        }
    }

    /// What the API stands on.
    ///
    /// @param hub hears of every batch of the ledger, as `meters` does
    /// @param shells the ways into the containers of hosts
    /// @param balancing what an operator settled for load balancers, and what goes through them
    /// @param hooks where functions that hooks name are reached
    public record Parts(
            Ledger ledger,
            EventLog log,
            History history,
            WatchHub hub,
            LogShelf shelf,
            Meters meters,
            MetricStore metrics,
            InstantSource clock,
            Secrecy secrecy,
            Shells shells,
            Elbv2.Settings balancing,
            HookTargets hooks) {}

    /// What secrets stand on.
    ///
    /// @param random for passwords
    public record Secrecy(Sealer sealer, RandomGenerator random) {}

    /// The ways into containers, and who gives out tickets to them.
    public record Shells(ShellDesk desk, Function<HostId, Optional<ContainerShell>> ways) {
        /// With tickets that nobody can guess.
        public static Shells of(Function<HostId, Optional<ContainerShell>> ways) {
            return new Shells(new ShellDesk(Secrets::fresh), ways);
        }
    }

    /// Starts to listen.
    ///
    /// @throws java.io.UncheckedIOException if the address cannot be listened on
    public static ApiServer start(Listener.Settings settings, Access access, Parts parts) {
        var models = ServiceModels.bundled();
        var authenticator = access.authenticator();
        var aws = new AwsFrontDoor(
                new ProtocolRouter(models),
                authenticator,
                parts.ledger(),
                access.account(),
                access.limits().throttle(),
                services(parts, access.limits().quotas()));
        var rooms = new NativeDoor.Rooms(
                parts.ledger(),
                parts.log(),
                parts.history(),
                parts.hub(),
                models.service("ecs"),
                access.limits().quotas());
        var own = NativeDoor.to(rooms, authenticator, access.account());
        var desk = parts.shells().desk();
        var shells = new ShellDoor(desk, parts.shells().ways());
        var gateway = new Gateway(aws, own, shells, () -> health(parts.ledger()), () -> metrics(parts));
        var listener = Listener.start(settings, gateway, parts.meters());
        var host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        desk.listensAt(host + ":" + listener.port());
        return new ApiServer(listener);
    }

    static List<AwsService> services(Parts parts, Quotas quotas) {
        var secrecy = parts.secrecy();
        return List.of(
                Ecs.service(quotas, parts.hooks(), parts.shells().desk()),
                Elbv2.service(parts.balancing()),
                Logs.service(parts.shelf(), parts.clock()),
                SecretsManager.service(secrecy.sealer(), parts.ledger()::state, secrecy.random()),
                Ssm.service(secrecy.sealer(), parts.ledger()::state),
                Monitoring.service(parts.metrics(), parts.history(), parts.clock()),
                CodeDeploy.service(parts.hooks()),
                Sts.service(),
                Ec2.service());
    }

    private static String metrics(Parts parts) {
        var traffic = parts.balancing().traffic().get();
        return parts.meters().scrape()
                + BalancerMetrics.of(traffic, parts.ledger().state());
    }

    /// Ready is a server whose host suffers from something too; what from, is said.
    private static String health(Ledger ledger) {
        var state = ledger.state();
        var conditions = new TreeMap<String, Object>();
        state.hosts()
                .values()
                .filter(host -> !host.conditions().isEmpty())
                .forEach(host -> conditions.put(host.id().toString(), host.conditions()));
        var told = new LinkedHashMap<String, Object>();
        told.put("status", "ok");
        told.put("revision", state.revision());
        if (!conditions.isEmpty()) {
            told.put("conditions", conditions);
        }
        return JsonView.of(told);
    }

    /// The port that is listened on.
    public int port() {
        return listener.port();
    }

    /// Takes no more requests and lets those under way finish.
    @Override
    public void close() {
        listener.close();
    }
}
