package dev.evenkeel.reconcilers.command;

import dev.evenkeel.reconcilers.command.Quotas.Quota;
import dev.evenkeel.store.event.ClusterEvent.ClusterCreated;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.ServiceEvent.ServiceCreated;
import dev.evenkeel.store.event.ServiceEvent.ServiceSpecChanged;
import dev.evenkeel.store.event.TaskDefinitionEvent.TaskDefinitionRegistered;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.state.ClusterRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;

/// A command that is held to quotas: where it would make too much of something, it is refused. What is there already
/// may stay, and shrink. Rows are counted one by one only where all that there are, also those that do not count, could
/// be too many.
public record Limited<R>(Quotas quotas, Command<R> command) implements Command<R> {
    @Override
    public Doc.Struct input() {
        return command.input();
    }

    @Override
    public Outcome<R> decide(State tip, Inputs inputs) {
        return switch (command.decide(tip, inputs)) {
            case Outcome.Refused<R> no -> no;
            case Outcome.Accepted<R> yes ->
                exceeded(tip, yes.entries()).map(Answers::<R>client).orElse(yes);
        };
    }

    private Optional<String> exceeded(State tip, List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> exceeded(tip, entry.event()).stream())
                .findFirst();
    }

    private Optional<String> exceeded(State tip, Event event) {
        if (event instanceof ClusterCreated made) {
            boolean few = tip.clusters().size() < quotas.of(Quota.CLUSTERS);
            long wanted = few ? 0 : clusters(tip, made.cluster().region()) + 1;
            return over(Quota.CLUSTERS, wanted, "clusters in a Region");
        }
        if (event instanceof ServiceCreated made) {
            boolean few = tip.services().size() < quotas.of(Quota.SERVICES_PER_CLUSTER);
            long wanted = few ? 0 : services(tip, made.service()) + 1;
            return tasks(made.spec().desiredCount())
                    .or(() -> over(Quota.SERVICES_PER_CLUSTER, wanted, "services of a cluster"));
        }
        if (event instanceof ServiceSpecChanged changed) {
            int wanted = changed.spec().desiredCount();
            boolean more = tip.services()
                    .get(changed.service())
                    .filter(row -> row.spec().desiredCount() >= wanted)
                    .isEmpty();
            return more ? tasks(wanted) : Optional.empty();
        }
        return event instanceof TaskDefinitionRegistered made
                ? over(
                        Quota.REVISIONS_PER_FAMILY,
                        made.definition().revision(),
                        "revisions of a task definition family")
                : Optional.empty();
    }

    private Optional<String> tasks(int wanted) {
        return over(Quota.TASKS_PER_SERVICE, wanted, "tasks of a service");
    }

    private Optional<String> over(Quota quota, long wanted, String what) {
        int most = quotas.of(quota);
        return wanted <= most
                ? Optional.empty()
                : Optional.of("Limit exceeded: " + wanted + " " + what + " are more than the quota of " + most + ".");
    }

    private static long clusters(State tip, String region) {
        return tip.clusters()
                .values()
                .filter(ClusterRow::active)
                .filter(row -> row.id().region().equals(region))
                .count();
    }

    private static long services(State tip, ServiceId service) {
        return InCluster.services(tip, service.cluster())
                .filter(row -> row.status() != ServiceRow.Status.INACTIVE)
                .count();
    }
}
