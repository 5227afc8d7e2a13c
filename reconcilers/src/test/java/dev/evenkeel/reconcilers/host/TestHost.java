package dev.evenkeel.reconcilers.host;

import dev.evenkeel.reconcilers.host.Assignment.Common;
import dev.evenkeel.reconcilers.host.Assignment.RunTask;
import dev.evenkeel.reconcilers.host.Assignment.StopOrder;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Health;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.Sharing;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A host under test: the real agent, a runtime in memory, a line that the test holds in its hands, and a clock that
/// moves when told to.
final class TestHost implements HostLink {
    static final TaskId TASK = new TaskId(new ClusterId("us-east-1", "c"), "0".repeat(32));
    static final TaskId OTHER = new TaskId(new ClusterId("us-east-1", "c"), "1".repeat(32));
    private static final HostId HOST = new HostId("h-1");

    final FakeDriver driver = new FakeDriver();
    final List<Report> reports = new ArrayList<>();
    final ArrayDeque<CompletableFuture<Void>> unanswered = new ArrayDeque<>();
    private final ArrayDeque<AssignmentUpdate> updates = new ArrayDeque<>();
    private Duration keep = Duration.ZERO;
    private HostAgent agent = new HostAgent(HOST, this, driver);
    private Predicate<Step> held = _ -> false;
    private Revision revision = new Revision(10);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    boolean acknowledges = true;
    int refreshes;

    /// A host that has been told that there is nothing to do.
    static TestHost idle() {
        var host = new TestHost();
        host.complete(0);
        return host.settle();
    }

    /// A host that keeps containers for a while once they have ended.
    static TestHost keeping(Duration time) {
        var host = new TestHost();
        host.keep = time;
        host.restart().complete(0);
        return host.settle();
    }

    /// A host on which this task runs.
    static TestHost running(Containers... containers) {
        var host = idle();
        host.put(task(containers));
        return host.settle();
    }

    static RunTask task(Containers... containers) {
        return task(TASK, containers);
    }

    static RunTask task(TaskId id, Containers... containers) {
        return new RunTask(
                id,
                new TaskDefinitionId("us-east-1", "web", 1),
                NetworkMode.BRIDGE,
                Common.NONE,
                null,
                Stream.of(containers).map(Containers::plan).toList(),
                null,
                new TaskReport(id, Phase.PENDING, Health.UNKNOWN, List.of(), null, null, null, null));
    }

    /// The same, its containers sharing their processes.
    static RunTask sharing(RunTask task) {
        var common = new Common(Sharing.TASK, Sharing.DEFAULT, null, null, null, List.of());
        return new RunTask(
                task.task(),
                task.definition(),
                task.networkMode(),
                common,
                task.network(),
                task.containers(),
                task.stop(),
                task.known());
    }

    static RunTask stopping(RunTask task) {
        var order = new StopOrder(StopCode.USER_INITIATED, "enough");
        return new RunTask(
                task.task(),
                task.definition(),
                task.networkMode(),
                task.common(),
                task.network(),
                task.containers(),
                order,
                task.known());
    }

    /// The same wish, knowing what this host has told.
    RunTask known(RunTask task) {
        return new RunTask(
                task.task(),
                task.definition(),
                task.networkMode(),
                task.common(),
                task.network(),
                task.containers(),
                task.stop(),
                last(task.task()));
    }

    TestHost complete(long lastReport, Assignment... wanted) {
        return update(new AssignmentUpdate(true, Revision.ZERO, revision, lastReport, List.of(wanted), List.of()));
    }

    TestHost put(Assignment... wanted) {
        return delta(List.of(wanted), List.of());
    }

    TestHost drop(RunTask task) {
        return delta(List.of(), List.of(task.key()));
    }

    private TestHost delta(List<Assignment> put, List<String> drop) {
        var from = revision;
        revision = revision.next();
        return update(new AssignmentUpdate(false, from, revision, 0, put, drop));
    }

    TestHost update(AssignmentUpdate update) {
        updates.add(update);
        return this;
    }

    /// Steps that match do not happen until they are let go.
    TestHost hold(Predicate<Step> which) {
        held = which;
        return this;
    }

    TestHost letGo() {
        return hold(_ -> false);
    }

    /// Runs until nothing happens any more at this time.
    TestHost settle() {
        driver.now = now;
        boolean again = true;
        while (again) {
            again = agent.step(now);
            again |= driver.answer(held);
        }
        return this;
    }

    TestHost pass(Duration time) {
        now = now.plus(time);
        return settle();
    }

    /// The server dies and comes back; containers do not notice.
    TestHost restart() {
        unanswered.clear();
        updates.clear();
        agent = new HostAgent(HOST, this, driver, keep);
        return this;
    }

    TaskReport last() {
        return last(TASK);
    }

    TaskReport last(TaskId task) {
        return reports.reversed().stream()
                .flatMap(report -> report.tasks().stream())
                .filter(report -> report.task().equals(task))
                .findFirst()
                .orElseThrow();
    }

    /// The phases that were told, each once.
    List<Phase> phases() {
        return reports.stream()
                .flatMap(report -> report.tasks().stream())
                .filter(report -> report.task().equals(TASK))
                .map(TaskReport::phase)
                .distinct()
                .toList();
    }

    /// What was begun since the start, such as `Start app`.
    List<String> steps() {
        return driver.begun.stream()
                .map(step ->
                        step.getClass().getSimpleName() + " " + step.container().name())
                .toList();
    }

    @Nullable
    Instant wakeAt() {
        return agent.wakeAt().orElse(null);
    }

    Instant now() {
        return now;
    }

    @Override
    public Optional<AssignmentUpdate> poll() {
        return Optional.ofNullable(updates.poll());
    }

    @Override
    public void refresh() {
        refreshes++;
    }

    @Override
    public CompletionStage<Void> report(Report report) {
        reports.add(report);
        if (acknowledges) {
            return CompletableFuture.completedFuture(null);
        }
        var answer = new CompletableFuture<Void>();
        unanswered.add(answer);
        return answer;
    }

    @Override
    public void onUpdate(Runnable wake) {}

    @Override
    public void close() {}
}
