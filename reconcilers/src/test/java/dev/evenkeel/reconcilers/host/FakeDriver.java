package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.host.Observation.Failed;
import dev.evenkeel.reconcilers.host.Observation.Gone;
import dev.evenkeel.reconcilers.host.Observation.ImageReady;
import dev.evenkeel.reconcilers.host.Observation.Secured;
import dev.evenkeel.reconcilers.host.Observation.Seen;
import dev.evenkeel.reconcilers.host.Observation.State;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.store.model.Health;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A container runtime in memory. Steps wait in the order in which they were begun until the test lets them happen.
final class FakeDriver implements ContainerDriver {
    final List<Step> begun = new ArrayList<>();
    private final List<Step> open = new ArrayList<>();
    private final Map<ContainerKey, Seen> containers = new TreeMap<>(Comparator.naturalOrder());
    private final Map<Predicate<Step>, Failed> failures = new LinkedHashMap<>();
    private Consumer<Observation> seen = _ -> {};
    private Runnable resync = () -> {};
    private int created;
    boolean down;
    Instant now = Instant.EPOCH;

    @Override
    public void begin(Step step) {
        begun.add(step);
        open.add(step);
    }

    @Override
    public void listen(Consumer<Observation> seen, Runnable resync) {
        this.seen = seen;
        this.resync = resync;
    }

    @Override
    public List<Seen> inspectAll() {
        if (down) {
            throw new RuntimeUnavailableException("down", new IllegalStateException("refused"));
        }
        return List.copyOf(containers.values());
    }

    @Override
    public void close() {}

    /// Whether anything waits to happen.
    boolean isBusy() {
        return !open.isEmpty();
    }

    /// Lets every waiting step happen, except those held back.
    boolean answer(Predicate<Step> held) {
        var ready = open.stream().filter(held.negate()).toList();
        open.removeAll(ready);
        ready.forEach(step -> seen.accept(answerTo(step)));
        return !ready.isEmpty();
    }

    /// The next steps of this kind fail.
    void fail(Predicate<Step> which, String kind, String message, boolean retryable) {
        failures.put(which, new Failed(key("x"), new Step.Start(key("x")), kind, message, retryable));
    }

    void healAll() {
        failures.clear();
    }

    private Observation answerTo(Step step) {
        for (var failure : failures.entrySet()) {
            if (failure.getKey().test(step)) {
                var as = failure.getValue();
                return new Failed(step.container(), step, as.kind(), as.message(), as.retryable());
            }
        }
        return switch (step) {
            case Step.Pull pull -> new ImageReady(pull.container(), pull.image(), null);
            case Step.Create create -> {
                containers.computeIfAbsent(create.container(), this::fresh);
                yield look(create.container());
            }
            case Step.CreateSandbox create -> {
                containers.computeIfAbsent(create.container(), this::fresh);
                yield look(create.container());
            }
            case Step.Secure secure -> new Secured(secure.container(), secure.firewall());
            case Step.Start start -> become(start.container(), State.RUNNING, null, false);
            case Step.Restart restart -> again(restart);
            case Step.Stop stop ->
                containers.containsKey(stop.container())
                        ? become(stop.container(), State.EXITED, 143, false)
                        : new Gone(stop.container());
            case Step.Remove remove -> {
                containers.remove(remove.container());
                yield new Gone(remove.container());
            }
        };
    }

    private Seen fresh(ContainerKey key) {
        return new Seen(key, "id" + ++created, State.CREATED, null, false, null, Health.UNKNOWN, null, null, null);
    }

    private Seen look(ContainerKey key) {
        return Objects.requireNonNull(containers.get(key));
    }

    private Seen become(ContainerKey key, State state, @Nullable Integer exitCode, boolean outOfMemory) {
        var was = look(key);
        var started = was.startedAt() == null ? now : was.startedAt();
        var is = new Seen(
                key, was.runtimeId(), state, exitCode, outOfMemory, null, was.health(), started, finished(state), null);
        containers.put(key, is);
        return is;
    }

    private @Nullable Instant finished(State state) {
        return state == State.EXITED ? now : null;
    }

    private Seen again(Step.Restart restart) {
        var was = look(restart.container());
        var id = was.runtimeId();
        var is = new Seen(was.container(), id, State.RUNNING, null, false, null, Health.UNKNOWN, now, null, null);
        containers.put(was.container(), is);
        return is;
    }

    /// A container ends by itself, and nobody hears of it.
    void exitUnheard(String name, int code, boolean outOfMemory) {
        become(key(name), State.EXITED, code, outOfMemory);
    }

    /// A container ends by itself.
    void exit(String name, int code) {
        seen.accept(become(key(name), State.EXITED, code, false));
    }

    /// The check of a container says this.
    void health(String name, Health health) {
        var was = look(key(name));
        var is = new Seen(
                was.container(), was.runtimeId(), was.state(), null, false, null, health, was.startedAt(), null, null);
        containers.put(was.container(), is);
        seen.accept(is);
    }

    /// Somebody removes a container by hand.
    void vanish(String name) {
        containers.remove(key(name));
        seen.accept(new Gone(key(name)));
    }

    /// Somebody removes a container by hand while nobody looks.
    void vanishUnheard(String name) {
        containers.remove(key(name));
    }

    void engineIsBack() {
        down = false;
        resync.run();
    }

    /// Says again what was true some time ago.
    void repeat(String name, State state) {
        var was = look(key(name));
        seen.accept(new Seen(
                was.container(), was.runtimeId(), state, null, false, null, was.health(), was.startedAt(), null, null));
    }

    List<String> names() {
        return containers.values().stream()
                .map(c -> c.container().name() + " " + c.state())
                .toList();
    }

    private static ContainerKey key(String name) {
        return new ContainerKey(TestHost.TASK, name);
    }
}
