package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.Reconcilers;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.reconcilers.sim.FaultPlan.Fault;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.ContainerPhase;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The whole system on one thread: the server, hosts with agents and engines, callers, and everything that goes wrong
/// between them, under a virtual clock. The seed decides who takes the next turn; the same seed gives the same run.
final class Simulation {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TURNS_WITHOUT_TIME = 100_000;

    final Agenda agenda = new Agenda(START);
    final Trace trace = new Trace(agenda);
    final Findings findings = new Findings();
    final Census census = new Census();
    final SimRegistry registry = new SimRegistry();
    final CallChecker calls = new CallChecker(findings);
    final ContainerChecker containers = new ContainerChecker(findings);
    final SimWatcher watcher;
    final SimProxy proxy;
    final SimServer server;
    final SimClient client;
    final SimHooks hooks;
    final List<SimHost> hosts = new ArrayList<>();
    private final Dice dice;
    private int still;

    Simulation(long seed, Reconcilers reconcilers) {
        this.dice = new Dice(seed);
        this.watcher = new SimWatcher(agenda, fork(), findings);
        this.proxy = new SimProxy(agenda, fork(), trace, hosts);
        var traffic = new TrafficChecker(findings, proxy);
        containers.traffic(traffic);
        var checkers = List.of(
                watcher,
                new ChainChecker(findings),
                new EvidenceChecker(findings),
                new TaskChecker(findings),
                new AddressChecker(findings),
                new SecretChecker(findings),
                new HostChecker(findings),
                new ServiceChecker(findings),
                new DeploymentChecker(findings),
                new BreakerChecker(findings),
                new AlarmChecker(findings),
                traffic,
                new ShiftChecker(findings),
                new ReleaseChecker(findings),
                census,
                calls);
        this.server = new SimServer(agenda, fork(), trace, findings, checkers, watcher, proxy, reconcilers);
        this.client = new SimClient(agenda, fork(), server, calls);
        this.hooks = new SimHooks(agenda, server);
    }

    /// Dice for one part, so that what it throws does not move what others throw.
    Dice fork() {
        return new Dice(dice.next());
    }

    SimHost addHost(int cpu, int memory) {
        var id = new HostId("h-" + (hosts.size() + 1));
        var attributes = Map.of(
                HostSpec.AVAILABILITY_ZONE,
                "us-east-1" + "ab".charAt(hosts.size() % 2),
                "rack",
                "r" + hosts.size() / 2);
        var spec = new HostSpec(
                cpu, memory, 32768, 32899, "10.0.0." + hosts.size(), "sim", "1.0", new TreeMap<>(attributes));
        var engine = new SimEngine(id.value(), agenda, fork(), registry, trace, containers);
        var host = new SimHost(id, spec, agenda, fork(), trace, server, engine);
        hosts.add(host);
        return host;
    }

    /// Everything is switched on.
    void start() {
        server.start();
        hosts.forEach(SimHost::startAgent);
    }

    // Time.

    /// Lets this much time pass, or less when something is found to be wrong.
    void run(Duration length) {
        var end = agenda.now().plus(length);
        while (findings.none() && turn(end)) {}
    }

    /// Lets time pass until this holds.
    ///
    /// @return whether it came to hold within `limit`
    boolean runUntil(BooleanSupplier holds, Duration each, Duration limit) {
        var end = agenda.now().plus(limit);
        while (!holds.getAsBoolean()) {
            if (!findings.none() || !agenda.now().isBefore(end)) {
                return false;
            }
            run(each);
        }
        return findings.none();
    }

    /// Gives one of those who have something to do a turn, or lets time pass until somebody has.
    ///
    /// @return false when the end is reached
    private boolean turn(Instant end) {
        var now = agenda.now();
        var due = due(now);
        if (!due.isEmpty()) {
            still++;
            findings.check(still < TURNS_WITHOUT_TIME, "everyone comes to rest", now);
            take(due.get(due.size() == 1 ? 0 : dice.below(due.size())));
            return true;
        }
        still = 0;
        var next = next().filter(at -> !at.isAfter(end));
        agenda.advance(next.orElse(end));
        return next.isPresent();
    }

    private void take(Runnable turn) {
        try {
            turn.run();
        } catch (RuntimeException defect) {
            var place = defect.getStackTrace().length == 0 ? "" : " at " + defect.getStackTrace()[0];
            findings.add("no turn throws", defect + place);
        }
    }

    private List<Runnable> due(Instant now) {
        var due = new ArrayList<Runnable>();
        if (agenda.next().filter(at -> !at.isAfter(now)).isPresent()) {
            due.add(agenda::runDue);
        }
        if (server.isDue(now)) {
            due.add(() -> stepServer(now));
        }
        for (var host : hosts) {
            host.agent().filter(agent -> agent.isDue(now)).ifPresent(agent -> due.add(() -> agent.step(now)));
        }
        return due;
    }

    private Optional<Instant> next() {
        var roles = Stream.concat(
                Stream.of(server.wakeAt(), agenda.next()),
                hosts.stream().map(host -> host.agent().flatMap(Turns::wakeAt)));
        return roles.flatMap(Optional::stream).min(Instant::compareTo);
    }

    private void stepServer(Instant now) {
        if (!server.step(now)) {
            loseServer();
        }
    }

    private void loseServer() {
        server.crash();
        hosts.forEach(SimHost::serverDown);
    }

    private void startServer() {
        if (!server.isUp()) {
            server.start();
            hosts.forEach(SimHost::serverUp);
        }
    }

    // Faults.

    /// Puts a plan's faults into the agenda.
    void expect(FaultPlan plan) {
        plan.faults().forEach(timed -> agenda.after(timed.at(), () -> inflict(timed.fault())));
    }

    void inflict(Fault fault) {
        trace.add("fault", fault::toString);
        switch (fault) {
            case Fault.ServerCrash crash -> {
                server.crashWriting();
                agenda.after(Duration.ofSeconds(1), this::loseServer);
                agenda.after(crash.down().plusSeconds(1), this::startServer);
            }
            case Fault.DiskSlow slow -> {
                server.diskSlow(slow.takes());
                agenda.after(slow.lasting(), () -> server.diskSlow(Duration.ZERO));
            }
            case Fault.DiskFull full -> {
                server.diskFull(true);
                agenda.after(full.lasting(), () -> server.diskFull(false));
            }
            case Fault.AgentCrash crash -> {
                host(crash.host()).crashAgent();
                if (crash.vanishing()) {
                    remove(host(crash.host()), 0);
                }
                agenda.after(crash.down(), host(crash.host())::startAgent);
            }
            case Fault.EngineRestart restart -> {
                host(restart.host()).engine.down(restart.killing());
                if (restart.vanishing()) {
                    remove(host(restart.host()), 0);
                }
                agenda.after(restart.down(), host(restart.host()).engine::up);
            }
            case Fault.EngineSlow slow -> {
                host(slow.host()).engine.slow(slow.factor());
                agenda.after(slow.lasting(), () -> host(slow.host()).engine.slow(1));
            }
            case Fault.AnswersLost lost -> {
                host(lost.host()).engine.loseAnswers(lost.share());
                agenda.after(lost.lasting(), () -> host(lost.host()).engine.loseAnswers(0));
            }
            case Fault.HostLost lost -> {
                host(lost.host()).powerOff();
                agenda.after(lost.down(), host(lost.host())::powerOn);
            }
            case Fault.LinePoor poor -> {
                host(poor.host()).wire.poor(new Wire.Quality(poor.delay(), poor.loss(), poor.duplication()));
                agenda.after(poor.lasting(), host(poor.host()).wire::repair);
            }
            case Fault.LineCut cut -> {
                host(cut.host()).wire.cut();
                agenda.after(cut.lasting(), host(cut.host()).wire::repair);
            }
            case Fault.ContainerKilled killed -> {
                var engine = host(killed.host()).engine;
                container(engine, killed.which()).ifPresent(c -> engine.kill(c, killed.outOfMemory()));
            }
            case Fault.ContainerRemoved removed -> remove(host(removed.host()), removed.which());
        }
    }

    /// Somebody removes a container by hand. When nobody has heard that it ran, nobody can know that it did.
    private void remove(SimHost host, int which) {
        container(host.engine, which).ifPresent(container -> {
            host.engine.removeByHand(container);
            if (!knownToRun(container.key)) {
                containers.forget(container.key);
            }
        });
    }

    private boolean knownToRun(ContainerKey key) {
        return server.state().tasks().byId().get(key.task()).stream()
                .flatMap(task -> task.containers().stream())
                .anyMatch(status -> status.name().equals(key.name()) && status.phase() != ContainerPhase.PENDING);
    }

    private static Optional<SimContainer> container(SimEngine engine, int which) {
        var all = engine.containers();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(which % all.size()));
    }

    private SimHost host(int number) {
        return hosts.get(number % hosts.size());
    }

    /// All faults end at once.
    void heal() {
        server.diskFull(false);
        server.diskSlow(Duration.ZERO);
        startServer();
        for (var host : hosts) {
            host.wire.repair();
            host.engine.heal();
            host.startAgent();
        }
    }
}
