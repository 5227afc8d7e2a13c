package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.SecretEvent.SecretsResolved;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.model.Resolution;
import dev.evenkeel.store.model.SecretId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.state.SecretRow;
import dev.evenkeel.store.state.State;
import java.util.TreeSet;

/// A task is given the version of a secret that is current when it comes to be, and never another one.
final class SecretChecker implements Checker {
    private final Findings findings;
    private final TreeSet<TaskId> given = new TreeSet<>();

    SecretChecker(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        for (var entry : batch.entries()) {
            if (entry.event() instanceof SecretsResolved event) {
                findings.check(
                        given.add(event.task()),
                        "a task is given its secrets once",
                        event.task().toString());
                event.given().forEach(resolution -> current(resolution, before, event.task()));
            }
            if (entry.event() instanceof TaskCreated event && asksForSecrets(before, event)) {
                findings.check(
                        resolves(batch, event.task()), "secrets are given when a task comes to be", batch.toString());
            }
        }
    }

    private void current(Resolution resolution, State before, TaskId task) {
        var name = resolution.source().substring(resolution.source().lastIndexOf(':') + 1);
        var current = before.vault()
                .secrets()
                .get(new SecretId(task.cluster().region(), name))
                .filter(row -> row.deleteAt() == null)
                .flatMap(row -> row.staged(SecretRow.CURRENT))
                .map(SecretRow.Version::id)
                .orElse(null);
        boolean right = current == null
                ? resolution.version() == null && resolution.failure() != null
                : current.equals(resolution.version());
        findings.check(right, "a task is given what is current", resolution.toString());
    }

    private static boolean asksForSecrets(State state, TaskCreated event) {
        return state.definitions().get(event.definition()).orElseThrow().definition().containers().stream()
                .anyMatch(container -> !container.document().structs("secrets").isEmpty());
    }

    private static boolean resolves(Batch batch, TaskId task) {
        return batch.entries().stream()
                .map(Entry::event)
                .anyMatch(
                        event -> event instanceof SecretsResolved r && r.task().equals(task));
    }
}
