package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.host.Assignment.ContainerPlan;
import dev.evenkeel.reconcilers.host.Observation;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.reconcilers.sim.SimRegistry.Version;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.ContainerDefinition;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.HostPort;
import dev.evenkeel.store.model.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A pretended Docker engine: images, containers and the time that everything takes. It outlives the agents that
/// connect to it, as Docker does.
final class SimEngine {
    private static final int KILLED = 137;
    private static final int TERMINATED = 143;

    private final String host;
    private final Agenda agenda;
    private final Dice dice;
    private final SimRegistry registry;
    private final Trace trace;
    private final ContainerChecker checker;

    private final TreeMap<ContainerKey, SimContainer> containers = new TreeMap<>();
    private final TreeMap<String, Version> images = new TreeMap<>();
    private final TreeMap<String, Integer> failedPulls = new TreeMap<>();
    private final TreeMap<String, List<Call>> pulls = new TreeMap<>();
    private final List<SimDriver> drivers = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private boolean up = true;
    private int lostShare;
    private int slowness = 1;

    SimEngine(String host, Agenda agenda, Dice dice, SimRegistry registry, Trace trace, ContainerChecker checker) {
        this.host = host;
        this.agenda = agenda;
        this.dice = dice;
        this.registry = registry;
        this.trace = trace;
        this.checker = checker;
    }

    /// A step that was asked for and not answered yet.
    private final class Call {
        private final SimDriver driver;
        private final Step step;
        private boolean open = true;

        Call(SimDriver driver, Step step) {
            this.driver = driver;
            this.step = step;
            calls.add(this);
        }

        void answer(Observation observation) {
            if (!open) {
                return;
            }
            if (dice.chance(lostShare)) {
                unreachable("unexpected end of stream");
                return;
            }
            close();
            driver.tell(observation);
        }

        void fail(String kind, String message) {
            answer(new Observation.Failed(step.container(), step, kind, message, false));
        }

        void unreachable(String message) {
            if (open) {
                close();
                driver.tell(new Observation.Failed(step.container(), step, "DockerTimeoutError", message, true));
            }
        }

        private void close() {
            open = false;
            calls.remove(this);
        }
    }

    // What agents see.

    void connect(SimDriver driver) {
        drivers.add(driver);
    }

    void disconnect(SimDriver driver) {
        drivers.remove(driver);
    }

    List<Observation.Seen> inspectAll() {
        if (!up) {
            throw new RuntimeUnavailableException("the engine of " + host + " is down", new IllegalStateException());
        }
        return containers.values().stream().map(SimContainer::seen).toList();
    }

    void begin(Step step, SimDriver driver) {
        trace.add(host, () -> "begins " + Words.of(step));
        var call = new Call(driver, step);
        agenda.after(latency(), () -> {
            if (!up) {
                call.unreachable("connection refused");
            } else if (call.open) {
                perform(step, call);
            }
        });
    }

    private void perform(Step step, Call call) {
        switch (step) {
            case Step.Pull pull -> pull(pull, call);
            case Step.Create create -> create(create, call);
            case Step.CreateSandbox create -> createSandbox(create, call);
            case Step.Secure secure -> call.answer(secured(secure));
            case Step.Start start -> start(start, call);
            case Step.Restart restart -> restart(restart, call);
            case Step.Stop stop -> stop(stop, call);
            case Step.Remove remove -> remove(remove, call);
        }
    }

    // Steps.

    private void pull(Step.Pull pull, Call call) {
        var version = registry.get(pull.image()).orElse(null);
        if (version == null) {
            call.fail(
                    "CannotPullContainerError",
                    "manifest for " + pull.image() + " not found: manifest unknown: manifest unknown");
        } else if (images.containsValue(version)) {
            images.put(pull.image(), version);
            call.answer(ready(pull, version));
        } else {
            boolean first = !pulls.containsKey(pull.image());
            pulls.computeIfAbsent(pull.image(), _ -> new ArrayList<>()).add(call);
            if (first) {
                var takes = version.plan().pull().takes().multipliedBy(slowness);
                agenda.after(takes, () -> pulled(pull.image(), version));
            }
        }
    }

    private void pulled(String image, Version version) {
        var waiting = Optional.ofNullable(pulls.remove(image)).orElse(List.of());
        if (!up) {
            return;
        }
        var plan = version.plan().pull();
        int failed = failedPulls.merge(image, 1, Integer::sum);
        boolean works = failed > plan.failures();
        if (works) {
            images.put(image, version);
        }
        for (var call : waiting) {
            if (works) {
                call.answer(ready((Step.Pull) call.step, version));
            } else {
                call.fail("CannotPullContainerError", plan.error());
            }
        }
    }

    private static Observation ready(Step.Pull pull, Version version) {
        return new Observation.ImageReady(pull.container(), pull.image(), version.digest());
    }

    private void create(Step.Create create, Call call) {
        var there = containers.get(create.container());
        var image = create.plan().definition().image();
        var version = images.get(image);
        if (there != null) {
            call.answer(there.seen());
        } else if (version == null) {
            call.fail("CannotCreateContainerError", "No such image: " + image);
        } else {
            var id = dice.hex32() + dice.hex32();
            var made = new SimContainer(create.container(), id, create.plan(), version.plan(), version.digest());
            containers.put(made.key, made);
            call.answer(made.seen());
        }
    }

    private void createSandbox(Step.CreateSandbox create, Call call) {
        var there = containers.get(create.container());
        if (there == null) {
            var definition = ContainerDefinition.of(
                    Doc.EMPTY.with("name", Doc.of(Step.SANDBOX)).with("image", Doc.of("pause")));
            var plan = new ContainerPlan(definition, List.of(), null, List.of());
            var id = dice.hex32() + dice.hex32();
            there = new SimContainer(create.container(), id, plan, ImagePlan.forever(), "");
            containers.put(there.key, there);
        }
        call.answer(there.seen());
    }

    /// Whoever runs can be told what to let through.
    private Observation secured(Step.Secure secure) {
        var container = containers.get(secure.container());
        if (container == null) {
            return new Observation.Gone(secure.container());
        }
        return container.running() ? new Observation.Secured(secure.container(), secure.firewall()) : container.seen();
    }

    private void start(Step.Start start, Call call) {
        var container = containers.get(start.container());
        if (container == null) {
            call.answer(new Observation.Gone(start.container()));
        } else if (container.state != Observation.State.CREATED) {
            call.answer(container.seen());
        } else if (container.image.life() instanceof ImagePlan.Life.CannotStart cannot) {
            cannotStart(container, cannot.error(), call);
        } else if (takenPort(container) instanceof HostPort port) {
            cannotStart(container, "Bind for 0.0.0.0:" + port.hostPort() + " failed: port is already allocated", call);
        } else {
            container.start(agenda.now());
            checker.order().started(container, containers);
            checker.started(host, container.key, container.runtimeId);
            trace.add(host, () -> "runs " + Words.of(container.key));
            live(container);
            call.answer(container.seen());
        }
    }

    private static void cannotStart(SimContainer container, String error, Call call) {
        container.error = error;
        call.fail("CannotStartContainerError", error);
    }

    private @Nullable HostPort takenPort(SimContainer starting) {
        for (var other : containers.values()) {
            for (var port : starting.plan.ports()) {
                if (other.running() && holds(other, port)) {
                    return port;
                }
            }
        }
        return null;
    }

    private static boolean holds(SimContainer container, HostPort port) {
        return container.plan.ports().stream()
                .anyMatch(p -> p.hostPort() == port.hostPort() && p.protocol().equals(port.protocol()));
    }

    private void live(SimContainer container) {
        switch (container.image.life()) {
            case ImagePlan.Life.Forever _, ImagePlan.Life.CannotStart _ -> {}
            case ImagePlan.Life.Exits exits ->
                inThisRun(container, exits.after(), () -> exit(container, exits.code(), false));
            case ImagePlan.Life.OutOfMemory oom ->
                inThisRun(container, oom.after(), () -> exit(container, KILLED, true));
        }
        if (container.plan.definition().life().healthCheck() == null) {
            return;
        }
        switch (container.image.health()) {
            case ImagePlan.HealthPlan.HealthyAfter h ->
                inThisRun(container, h.after(), () -> health(container, Health.HEALTHY));
            case ImagePlan.HealthPlan.UnhealthyAfter h ->
                inThisRun(container, h.after(), () -> health(container, Health.UNHEALTHY));
            case ImagePlan.HealthPlan.SoursAfter h -> {
                inThisRun(container, h.healthy(), () -> health(container, Health.HEALTHY));
                inThisRun(container, h.unhealthy(), () -> health(container, Health.UNHEALTHY));
            }
        }
    }

    /// What happens to one run of a container does not happen to the next.
    private void inThisRun(SimContainer container, Duration after, Runnable what) {
        int run = container.runs;
        agenda.after(after, () -> {
            if (container.runs == run) {
                what.run();
            }
        });
    }

    private void restart(Step.Restart restart, Call call) {
        var container = containers.get(restart.container());
        if (container == null) {
            call.answer(new Observation.Gone(restart.container()));
        } else if (container.state != Observation.State.EXITED
                || !restart.lastStart().equals(container.startedAt)) {
            call.answer(container.seen());
        } else {
            checker.restarted(container);
            container.start(agenda.now());
            trace.add(host, () -> "runs again " + Words.of(container.key));
            live(container);
            call.answer(container.seen());
        }
    }

    private void stop(Step.Stop stop, Call call) {
        var container = containers.get(stop.container());
        if (container == null) {
            call.answer(new Observation.Gone(stop.container()));
        } else if (!container.running()) {
            call.answer(container.seen());
        } else {
            checker.stopping(container.key, running(container.key.task()));
            int code = container.image.ignoresStop() ? KILLED : TERMINATED;
            agenda.after(container.image.ignoresStop() ? stop.grace() : latency(), () -> {
                exit(container, code, false);
                call.answer(container.seen());
            });
        }
    }

    private List<String> running(TaskId task) {
        return containers.values().stream()
                .filter(container -> container.key.task().equals(task) && container.running())
                .map(container -> container.key.name())
                .toList();
    }

    private void remove(Step.Remove remove, Call call) {
        var container = containers.get(remove.container());
        if (container != null && container.running()) {
            call.fail("CannotRemoveContainerError", "cannot remove container: container is running");
            return;
        }
        if (container != null
                && (remove.runtimeId() == null || remove.runtimeId().equals(container.runtimeId))) {
            containers.remove(container.key);
        }
        call.answer(new Observation.Gone(remove.container()));
    }

    // What happens unasked.

    private void exit(SimContainer container, int code, boolean outOfMemory) {
        if (!container.running()) {
            return;
        }
        container.exit(code, outOfMemory, agenda.now());
        trace.add(host, () -> "exited " + code + " " + Words.of(container.key));
        tell(container.seen());
    }

    private void health(SimContainer container, Health health) {
        if (container.running()) {
            container.health = health;
            container.wasHealthy |= health == Health.HEALTHY;
            tell(container.seen());
        }
    }

    private void tell(Observation observation) {
        if (up) {
            List.copyOf(drivers).forEach(driver -> driver.tell(observation));
        }
    }

    // Faults.

    /// The engine goes away: open calls fail, nothing is told.
    ///
    /// @param killing whether its containers die with it
    void down(boolean killing) {
        trace.add(host, () -> "engine down" + (killing ? ", containers killed" : ""));
        up = false;
        if (killing) {
            containers.values().forEach(c -> exit(c, KILLED, false));
        }
        pulls.clear();
        List.copyOf(calls).forEach(call -> call.unreachable("unexpected EOF"));
    }

    /// The engine is back.
    void up() {
        if (!up) {
            trace.add(host, () -> "engine up");
            up = true;
            List.copyOf(drivers).forEach(SimDriver::lookAnew);
        }
    }

    /// This share of the answers gets lost although the work is done, in percent.
    void loseAnswers(int share) {
        lostShare = share;
    }

    /// Everything takes this many times as long.
    void slow(int factor) {
        slowness = factor;
    }

    /// Works at its usual pace, and loses nothing.
    void heal() {
        lostShare = 0;
        slowness = 1;
        up();
    }

    /// A running container dies.
    void kill(SimContainer container, boolean outOfMemory) {
        exit(container, KILLED, outOfMemory);
    }

    /// Somebody removes a container by hand, with force.
    void removeByHand(SimContainer container) {
        trace.add(host, () -> "removed by hand " + Words.of(container.key));
        exit(container, KILLED, false);
        containers.remove(container.key);
        tell(new Observation.Gone(container.key));
    }

    /// All containers, in the order of their keys.
    List<SimContainer> containers() {
        return List.copyOf(containers.values());
    }

    private Duration latency() {
        return Duration.ofMillis((20L + dice.below(180)) * slowness);
    }

    /// For people.
    @Override
    public String toString() {
        return host + " with " + containers.size() + " containers";
    }
}
