package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.NetworkEvent.InterfaceCreated;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.model.NetworkMode;
import dev.evenkeel.store.state.InterfaceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.Table;
import dev.evenkeel.store.state.TaskRow;
import java.util.TreeSet;

/// Every living task of mode `awsvpc` has an address that nobody else has, and what a task held is free once it has
/// stopped.
final class AddressChecker implements Checker {
    private final Findings findings;

    AddressChecker(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void durable(Batch batch, State before, State after) {
        boolean concerned = batch.entries().stream()
                .anyMatch(entry -> entry.event() instanceof InterfaceCreated || entry.event() instanceof TaskEvent);
        if (concerned) {
            look(batch, after);
        }
    }

    private void look(Batch batch, State after) {
        var interfaces = after.networks().interfaces();
        var taken = new TreeSet<String>();
        int held = 0;
        int published = 0;
        for (var row : interfaces.byId().values().filter(InterfaceRow::held).toList()) {
            var where = batch.revision() + " " + row.address();
            held++;
            findings.check(taken.add(row.subnet() + " " + row.address()), "an address is held once", where);
            if (row.published() != null) {
                published++;
                findings.check(taken.add(row.published().toString()), "a public address is held once", where);
            }
            boolean alive =
                    after.tasks().byId().get(row.task()).filter(TaskRow::alive).isPresent();
            findings.check(alive, "an address is free once its task has stopped", where);
        }
        int indexed = interfaces.addresses().values().mapToInt(Table::size).sum();
        findings.check(
                held == indexed && published == interfaces.published().size(),
                "the index of addresses knows what is held",
                batch.revision().toString());
        long own =
                after.tasks().byId().values().filter(row -> alone(after, row)).count();
        findings.check(own == held, "a living task of mode awsvpc has an address", batch.revision() + " " + own);
    }

    private static boolean alone(State state, TaskRow row) {
        return row.alive()
                && state.definitions()
                        .get(row.definition())
                        .filter(d -> d.definition().networkMode() == NetworkMode.AWSVPC)
                        .isPresent();
    }
}
