package dev.evenkeel.reconcilers.command;

import dev.evenkeel.reconcilers.command.ClusterCommand.CreateCluster;
import dev.evenkeel.reconcilers.command.Quotas.Quota;
import dev.evenkeel.reconcilers.command.ServiceCommand.CreateService;
import dev.evenkeel.reconcilers.command.ServiceCommand.UpdateService;
import dev.evenkeel.reconcilers.command.TaskDefinitionCommand.RegisterTaskDefinition;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.ClusterRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.util.Optional;

/// A command that is held to quotas: what would be too much is refused, whatever else is to be said of it. Rows are
/// counted one by one only where all that there are, also those that do not count, could be too many.
public record Limited<R>(Quotas quotas, Command<R> command) implements Command<R> {
    @Override
    public Doc.Struct input() {
        return command.input();
    }

    @Override
    public Outcome<R> decide(State tip, Inputs inputs) {
        return exceeded(tip).map(Answers::<R>client).orElseGet(() -> command.decide(tip, inputs));
    }

    private Optional<String> exceeded(State tip) {
        if (command instanceof CreateCluster c
                && tip.clusters().size() >= quotas.of(Quota.CLUSTERS)
                && !Answers.isActive(tip, c.cluster())) {
            return over(Quota.CLUSTERS, clusters(tip, c.cluster().region()) + 1, "clusters in a Region");
        }
        if (command instanceof CreateService c) {
            return create(tip, c);
        }
        if (command instanceof UpdateService c && c.change().desiredCount() instanceof Integer count) {
            return over(Quota.TASKS_PER_SERVICE, count, "tasks of a service");
        }
        if (command instanceof RegisterTaskDefinition c) {
            var family = new TaskDefinitionId(c.region(), c.family(), 0);
            int next = tip.families().get(family).orElse(0) + 1;
            return over(Quota.REVISIONS_PER_FAMILY, next, "revisions of a task definition family");
        }
        return Optional.empty();
    }

    private Optional<String> create(State tip, CreateService command) {
        var tasks = over(Quota.TASKS_PER_SERVICE, command.wish().desiredCount(), "tasks of a service");
        boolean few = tip.services().size() < quotas.of(Quota.SERVICES_PER_CLUSTER);
        return tasks.isPresent() || few || isActive(tip, command.service())
                ? tasks
                : over(Quota.SERVICES_PER_CLUSTER, services(tip, command.service()) + 1, "services of a cluster");
    }

    private static boolean isActive(State tip, ServiceId service) {
        return tip.services()
                .get(service)
                .filter(row -> row.status() == ServiceRow.Status.ACTIVE)
                .isPresent();
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
