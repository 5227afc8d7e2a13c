package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.reconcilers.host.Step.ContainerKey;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.model.TaskId;
import java.util.stream.Collectors;

/// Short words for traces.
final class Words {
    private static final int SHORT = 6;

    private Words() {}

    static String of(Step step) {
        return step.getClass().getSimpleName() + " " + of(step.container());
    }

    static String of(ContainerKey key) {
        return of(key.task()) + "/" + key.name();
    }

    static String of(TaskId task) {
        return "t-" + task.value().substring(0, Math.min(SHORT, task.value().length()));
    }

    static String of(Batch batch) {
        return batch.revision() + " " + of(batch.origin()) + ": "
                + batch.entries().stream().map(Words::of).collect(Collectors.joining(", "));
    }

    private static String of(Origin origin) {
        return switch (origin) {
            case Origin.Call call -> "call " + call.operation();
            case Origin.HostReport report -> "report " + report.host() + " #" + report.sequence();
            case Origin.Lease lease -> "lease " + lease.host();
            case Origin.Reconcile reconcile -> "reconcile " + reconcile.reconciler() + " " + reconcile.key();
            case Origin.ProxyReport report -> "proxy of " + report.host();
            case Origin.Genesis _ -> "genesis";
        };
    }

    private static String of(Entry entry) {
        return of(entry.event()) + " (" + entry.reason().getClass().getSimpleName() + ")";
    }

    private static String of(Event event) {
        var name = event.getClass().getSimpleName();
        if (event instanceof TaskEvent.TaskObserved seen) {
            return name + " " + of(seen.task()) + " " + seen.phase();
        }
        if (event instanceof TaskEvent.TaskStopped stopped) {
            return name + " " + of(stopped.task()) + " " + stopped.code() + " " + stopped.reason();
        }
        if (event instanceof TaskEvent.TaskPlaced placed) {
            return name + " " + of(placed.task()) + " on " + placed.host();
        }
        if (event instanceof TaskEvent task) {
            return name + " " + of(task.task());
        }
        if (event instanceof CallEvent.CallRefused refused) {
            return name + " " + refused.code();
        }
        return name;
    }
}
