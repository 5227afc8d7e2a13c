package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.store.model.Lifecycle.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Nothing is doubled: a container of a task is started once, whatever crashed and however often it was asked for.
final class ContainerChecker {
    private final Findings findings;
    private final DependencyChecker order;
    private @Nullable TrafficChecker traffic;
    private final TreeMap<ContainerKey, String> started = new TreeMap<>();

    ContainerChecker(Findings findings) {
        this.findings = findings;
        this.order = new DependencyChecker(findings);
    }

    /// Who watches that no request can come to what stops.
    void traffic(TrafficChecker watching) {
        traffic = watching;
    }

    /// A container gets its stop signal.
    ///
    /// @param running what runs of its task
    void stopping(ContainerKey key, List<String> running) {
        if (traffic != null) {
            traffic.stopping(key, running);
        }
    }

    /// Who watches in which order containers start.
    DependencyChecker order() {
        return order;
    }

    void started(String host, ContainerKey key, String runtimeId) {
        var earlier = started.putIfAbsent(key, host + " as " + runtimeId);
        findings.check(
                earlier == null,
                "a container of a task is started at most once",
                Words.of(key) + " on " + earlier + ", again on " + host + " as " + runtimeId);
    }

    /// A container that ended runs again where it stands: only where its policy says so.
    void restarted(SimContainer container) {
        boolean legal = container.plan.definition().life().restartPolicy() instanceof RestartPolicy policy
                && container.exitCode instanceof Integer code
                && container.startedAt instanceof Instant began
                && container.finishedAt instanceof Instant ended
                && policy.restarts(code, Duration.between(began, ended).toSeconds());
        findings.check(legal, "a container is started again only as its policy says", Words.of(container.key));
    }

    /// The container went away before anybody could tell that it had run.
    void forget(ContainerKey key) {
        started.remove(key);
    }

    /// How many containers were ever started.
    int count() {
        return started.size();
    }
}
