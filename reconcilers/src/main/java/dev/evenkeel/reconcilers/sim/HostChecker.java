package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.state.HostLoad;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;

/// A host is never over-committed, its load is what its tasks hold, and its reports are taken once and in order.
final class HostChecker implements Checker {
    private final Findings findings;

    HostChecker(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        if (batch.origin() instanceof Origin.HostReport report) {
            long last =
                    before.hosts().get(report.host()).map(h -> h.lastReport()).orElse(0L);
            findings.check(
                    report.sequence() > last,
                    "a report is taken once and in order",
                    batch.revision() + " #" + report.sequence() + " after #" + last);
        }
        after.tasks().loads().entries().forEach(entry -> {
            var host = entry.getKey();
            if (!before.tasks().load(host).equals(entry.getValue())) {
                load(batch, host, entry.getValue(), after);
            }
        });
    }

    private void load(Batch batch, HostId host, HostLoad load, State after) {
        var where = batch.revision() + " " + host;
        int cpu = after.tasks().on(host).mapToInt(TaskRow::cpu).sum();
        int memory = after.tasks().on(host).mapToInt(TaskRow::memory).sum();
        int ports = after.tasks().on(host).mapToInt(row -> row.ports().size()).sum();
        findings.check(
                cpu == load.cpu()
                        && memory == load.memory()
                        && ports == load.ports().size(),
                "a host's load is what its tasks hold, each port once",
                where);
        var spec = after.hosts().get(host).orElseThrow().spec();
        findings.check(cpu <= spec.cpu(), "a host is not over-committed", where + " cpu " + cpu);
        findings.check(memory <= spec.memory(), "a host is not over-committed", where + " memory " + memory);
    }
}
