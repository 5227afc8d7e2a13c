package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.host.Assignment.RunTask;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.Role;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The brain of a host: hears what is wanted, sees what is there, begins steps and tells what changed.
///
/// It remembers nothing across restarts: the runtime's labels and the ledger do. Nothing is begun, and nothing
/// removed, before a complete update came and the runtime was asked for all containers; a control plane that cannot
/// be reached changes nothing on the host.
public final class HostAgent implements Role {
    private final HostId host;
    private final HostLink link;
    private final ContainerDriver driver;
    private final Duration keep;
    private final ConcurrentLinkedQueue<News> inbox = new ConcurrentLinkedQueue<>();
    private final Outbox outbox;
    private final TreeMap<TaskId, RunTask> wanted = new TreeMap<>();
    private final TreeMap<TaskId, TaskMemory> memories = new TreeMap<>();
    private final TreeMap<TaskId, Instant> wakes = new TreeMap<>();
    private final TreeSet<TaskId> dirty = new TreeSet<>();
    private volatile Runnable wake = () -> {};
    private Optional<Revision> follows = Optional.empty();
    private boolean inspected;
    private int failedInspections;
    private Instant inspectAt = Instant.MIN;

    /// What came in from another thread.
    private sealed interface News {
        record Seen(Observation observation) implements News {}

        record Resync() implements News {}

        record Acknowledged(long sequence) implements News {}

        record Lost(long sequence) implements News {}
    }

    /// A host that hears of its work over `link`, does it with `driver` and removes what has ended at once.
    public HostAgent(HostId host, HostLink link, ContainerDriver driver) {
        this(host, link, driver, Duration.ZERO);
    }

    /// A host that leaves ended containers of stopped tasks there for a while, for people to look at.
    public HostAgent(HostId host, HostLink link, ContainerDriver driver, Duration keep) {
        this.host = host;
        this.link = link;
        this.driver = driver;
        this.keep = keep;
        this.outbox = new Outbox(host);
        link.onUpdate(() -> wake.run());
        driver.listen(observation -> tell(new News.Seen(observation)), () -> tell(new News.Resync()));
    }

    @Override
    public String name() {
        return "host/" + host;
    }

    @Override
    public void onWork(Runnable call) {
        wake = call;
    }

    @Override
    public Optional<Instant> wakeAt() {
        var inspection = follows.isPresent() && !inspected ? Optional.of(inspectAt) : Optional.<Instant>empty();
        return Stream.concat(
                        wakes.values().stream(),
                        Stream.of(inspection, outbox.wakeAt()).flatMap(Optional::stream))
                .min(Instant::compareTo);
    }

    @Override
    public boolean step(Instant now) {
        boolean worked = readInbox(now);
        worked |= readLink();
        if (follows.isEmpty()) {
            return worked;
        }
        if (!inspected && !now.isBefore(inspectAt)) {
            inspect(now);
            worked = true;
        }
        if (inspected) {
            worked |= work(now);
        }
        var report = outbox.due(follows.get(), now);
        report.ifPresent(this::send);
        return worked || report.isPresent();
    }

    private void tell(News news) {
        inbox.add(news);
        wake.run();
    }

    private boolean readInbox(Instant now) {
        boolean any = false;
        for (var news = inbox.poll(); news != null; news = inbox.poll()) {
            any = true;
            switch (news) {
                case News.Seen seen -> observe(seen.observation(), now);
                case News.Resync _ -> {
                    inspected = false;
                    failedInspections = 0;
                    inspectAt = now;
                }
                case News.Acknowledged taken -> outbox.acknowledged(taken.sequence());
                case News.Lost lost -> outbox.lost(lost.sequence(), now);
            }
        }
        return any;
    }

    /// What is seen before all containers were looked at for the first time is seen then.
    private void observe(Observation observation, Instant now) {
        var task = observation.container().task();
        boolean known = memories.containsKey(task);
        if (!known && (!inspected || observation instanceof Observation.Gone)) {
            return;
        }
        memories.put(task, memory(task).observe(observation, now));
        dirty.add(task);
    }

    private TaskMemory memory(TaskId task) {
        var memory = memories.get(task);
        return memory == null ? TaskMemory.of(task) : memory;
    }

    private boolean readLink() {
        boolean any = false;
        for (var update = link.poll(); update.isPresent(); update = link.poll()) {
            any = true;
            take(update.get());
        }
        return any;
    }

    /// Revisions only grow: a complete update that is older than what is followed is an echo of the line.
    private void take(AssignmentUpdate update) {
        boolean echo =
                follows.filter(at -> at.compareTo(update.resultsIn()) > 0).isPresent();
        if (update.complete() && echo) {
            return;
        }
        if (!update.complete() && !follows.equals(Optional.of(update.appliesTo()))) {
            link.refresh();
            return;
        }
        if (update.complete()) {
            outbox.resume(update.lastReport());
            var named = new TreeSet<String>();
            update.put().forEach(assignment -> named.add(assignment.key()));
            dropUnless(named);
        }
        follows = Optional.of(update.resultsIn());
        update.drop().forEach(this::drop);
        update.put().forEach(assignment -> put(assignment, update.complete()));
    }

    private void put(Assignment assignment, boolean knownIsCurrent) {
        switch (assignment) {
            case RunTask run -> {
                if (wanted.put(run.task(), run) == null || knownIsCurrent) {
                    outbox.known(run.known());
                }
                memories.computeIfAbsent(run.task(), _ -> TaskMemory.of(run.known()));
                dirty.add(run.task());
            }
        }
    }

    private void dropUnless(Set<String> named) {
        var unnamed = wanted.keySet().stream()
                .map(RunTask::key)
                .filter(key -> !named.contains(key))
                .toList();
        unnamed.forEach(this::drop);
    }

    private void drop(String key) {
        var tasks = wanted.keySet().stream()
                .filter(task -> RunTask.key(task).equals(key))
                .toList();
        for (var task : tasks) {
            wanted.remove(task);
            outbox.forget(task);
            dirty.add(task);
        }
    }

    /// Asks the runtime for all of our containers. Those that should be there and are not have been removed.
    private void inspect(Instant now) {
        List<Observation.Seen> found;
        try {
            found = driver.inspectAll();
        } catch (RuntimeUnavailableException e) {
            failedInspections++;
            inspectAt = now.plus(Backoff.after(failedInspections));
            return;
        }
        inspected = true;
        failedInspections = 0;
        var present = new TreeSet<Step.ContainerKey>();
        for (var seen : found) {
            present.add(seen.container());
            observe(seen, now);
        }
        for (var missing : missing(present)) {
            observe(new Observation.Gone(missing), now);
        }
        dirty.addAll(memories.keySet());
    }

    private List<Step.ContainerKey> missing(Set<Step.ContainerKey> present) {
        var missing = new ArrayList<Step.ContainerKey>();
        memories.forEach((task, memory) -> memory.containers().values().stream()
                .filter(ContainerMemory::mayExist)
                .map(container -> new Step.ContainerKey(task, container.name()))
                .filter(key -> !present.contains(key))
                .forEach(missing::add));
        return missing;
    }

    private boolean work(Instant now) {
        wakes.forEach((task, at) -> {
            if (!now.isBefore(at)) {
                dirty.add(task);
            }
        });
        boolean any = !dirty.isEmpty();
        while (!dirty.isEmpty()) {
            look(dirty.removeFirst(), now);
        }
        return any;
    }

    private void look(TaskId task, Instant now) {
        wakes.remove(task);
        var memory = memory(task);
        if (wanted.get(task) instanceof RunTask run) {
            var turn = Sandbox.next(run, memory, now);
            outbox.offer(turn.report());
            go(turn.memory(), turn.begin(), turn.wake());
        } else {
            var clearance = Clearance.next(memory, keep, now);
            go(clearance.memory(), clearance.begin(), clearance.wake());
            forgetIfGone(task);
        }
    }

    private void go(TaskMemory memory, List<Step> begin, Optional<Instant> again) {
        memories.put(memory.task(), memory);
        again.ifPresent(at -> wakes.put(memory.task(), at));
        begin.forEach(driver::begin);
    }

    private void forgetIfGone(TaskId task) {
        if (memory(task).nothingLeft()) {
            memories.remove(task);
        }
    }

    private void send(Report report) {
        link.report(report).whenComplete((@Nullable Void _, @Nullable Throwable failure) -> {
            long sequence = report.sequence();
            tell(failure == null ? new News.Acknowledged(sequence) : new News.Lost(sequence));
        });
    }
}
