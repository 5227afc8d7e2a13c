package dev.evenkeel.deploy.hook;

import dev.evenkeel.reconcilers.command.HookCommand;
import dev.evenkeel.reconcilers.hook.HookAnswer;
import dev.evenkeel.reconcilers.hook.HookCall;
import dev.evenkeel.reconcilers.hook.HookCalls;
import dev.evenkeel.reconcilers.hook.HookTargets;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.ReleaseEvent;
import dev.evenkeel.store.event.ServiceDeploymentEvent;
import dev.evenkeel.store.ledger.LedgerCore;
import dev.evenkeel.store.ledger.Role;
import dev.evenkeel.store.ledger.RoleRunner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls the lifecycle hooks that are due, some at a time, and tells the ledger what they answer. It remembers nothing
/// that the state would not tell again: a server that dies in the middle of a call makes it once more.
public final class HookCaller implements Role, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HookCaller.class);
    private static final int AT_ONCE = 16;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// As long as a function may take.
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final LedgerCore ledger;
    private final HookTargets targets;
    private final String account;
    private final HookClient client = new HookClient(PAUSE, PATIENCE);
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Set<EventRef> underWay = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile Runnable wake = () -> {};
    private volatile boolean closed;

    private HookCaller(LedgerCore ledger, HookTargets targets, String account) {
        this.ledger = ledger;
        this.targets = targets;
        this.account = account;
    }

    /// Starts to call. The ledger must not run yet, or batches could be missed.
    ///
    /// @param account the twelve digits in ARNs
    public static AutoCloseable start(LedgerCore ledger, HookTargets targets, String account, InstantSource clock) {
        var caller = new HookCaller(ledger, targets, account);
        ledger.listen((batch, _, _) -> {
            if (batch.entries().stream().map(Entry::event).anyMatch(HookCaller::matters)) {
                caller.wake.run();
            }
        });
        var runner = RoleRunner.start(
                caller, clock, Thread.ofPlatform().name("hooks").daemon());
        return () -> {
            caller.close();
            runner.close();
        };
    }

    private static boolean matters(Event event) {
        return event instanceof ServiceDeploymentEvent || event instanceof ReleaseEvent;
    }

    @Override
    public String name() {
        return "hooks";
    }

    @Override
    public boolean step(Instant now) {
        boolean any = false;
        for (var call : HookCalls.due(ledger.state(), now, account)) {
            if (!closed && !underWay.contains(call.seen()) && free.tryAcquire()) {
                underWay.add(call.seen());
                var thread = Thread.ofVirtual().name("hook").unstarted(() -> make(call));
                threads.add(thread);
                thread.start();
                any = true;
            }
        }
        return any;
    }

    private void make(HookCall call) {
        try {
            var address = targets.address(call.target());
            var answer = address.isPresent()
                    ? client.call(address.get(), call.payload(), call::read)
                    : HookAnswer.failed("The hook target " + call.target() + " has no HTTP endpoint.");
            tell(call, answer);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
            threads.remove(Thread.currentThread());
        }
    }

    private void tell(HookCall call, HookAnswer answer) {
        var command = HookCommand.answered(call, answer);
        var origin = new Origin.Reconcile(name(), call.subject());
        ledger.submit(origin, command).whenComplete((_, lost) -> {
            underWay.remove(call.seen());
            if (lost != null) {
                LOG.warn("the ledger did not take the answer of {}", call.hook(), lost);
            }
            wake.run();
        });
    }

    /// What is under way wakes it when it ends.
    @Override
    public Optional<Instant> wakeAt() {
        return underWay.isEmpty() ? HookCalls.next(ledger.state()) : Optional.empty();
    }

    @Override
    public void onWork(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        client.close();
    }
}
