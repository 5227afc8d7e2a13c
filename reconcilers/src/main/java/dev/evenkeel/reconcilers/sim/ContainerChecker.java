package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import java.util.TreeMap;

/// Nothing is doubled: a container of a task is started once, whatever crashed and however often it was asked for.
final class ContainerChecker {
    private final Findings findings;
    private final TreeMap<ContainerKey, String> started = new TreeMap<>();

    ContainerChecker(Findings findings) {
        this.findings = findings;
    }

    void started(String host, ContainerKey key, String runtimeId) {
        var earlier = started.putIfAbsent(key, host + " as " + runtimeId);
        findings.check(
                earlier == null,
                "a container of a task is started at most once",
                Words.of(key) + " on " + earlier + ", again on " + host + " as " + runtimeId);
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
