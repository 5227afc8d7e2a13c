package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.CallEvent.TokenUsed;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentStarted;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.ServiceDeploymentEvent.ServiceDeploymentMoved;
import dev.evenkeel.store.event.ServiceDeploymentEvent.ServiceDeploymentStarted;
import dev.evenkeel.store.event.ServiceEvent.ServiceCreated;
import dev.evenkeel.store.event.ServiceEvent.ServiceDraining;
import dev.evenkeel.store.event.ServiceEvent.ServiceSpecChanged;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetCreated;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetPrimaryChanged;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.TaskSetSpec;
import dev.evenkeel.store.model.deployment.ServiceDeploymentId;
import dev.evenkeel.store.model.deployment.ServiceDeploymentStatus;
import dev.evenkeel.store.state.ClusterRow;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.ServiceDeploymentRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TokenRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Commands about services.
public sealed interface ServiceCommand extends Command<ServiceId> {
    /// Create a service and its first deployment.
    record CreateService(
            ServiceId service,
            ServiceWish wish,
            String createdBy,
            @Nullable String clientToken,
            Doc.Struct input) implements ServiceCommand {
        @Override
        public Outcome<ServiceId> decide(State tip, Inputs inputs) {
            var cluster = tip.clusters().get(service.cluster()).filter(ClusterRow::active);
            if (cluster.isEmpty()) {
                return Answers.noCluster();
            }
            var existing = tip.services().get(service).map(ServiceRow::status);
            if (existing.filter(ServiceRow.Status.ACTIVE::equals).isPresent()) {
                return isRepeated(tip)
                        ? Outcome.accepted(service, List.of())
                        : Answers.invalid("Creation of service was not idempotent.");
            }
            if (existing.filter(ServiceRow.Status.DRAINING::equals).isPresent()) {
                return Answers.invalid("Unable to Start a service that is still Draining.");
            }
            return switch (wish.spec(tip, cluster.get())) {
                case Outcome.Refused<ServiceSpec> no -> no.as();
                case Outcome.Accepted<ServiceSpec> yes -> create(tip, yes.response(), inputs);
            };
        }

        private Outcome<ServiceId> create(State tip, ServiceSpec spec, Inputs inputs) {
            var entries = new ArrayList<Entry>(missingGroups(tip, spec));
            entries.addAll(requested(new ServiceCreated(service, spec, createdBy)));
            entries.addAll(requested(first(service, spec, inputs)));
            if (clientToken != null) {
                entries.addAll(requested(new TokenUsed(scope(), clientToken, digest(), List.of(service.name()))));
            }
            return Outcome.accepted(service, entries);
        }

        private boolean isRepeated(State tip) {
            return clientToken != null
                    && tip.tokens()
                            .get(new TokenRow.Key(scope(), clientToken))
                            .filter(row -> row.request().equals(digest()))
                            .isPresent();
        }

        private String scope() {
            return "CreateService/" + service;
        }

        private Hash digest() {
            return Hash.digest(input.without("clientToken").toString());
        }
    }

    /// Change a service. Another task definition, network configuration or platform version, other load balancers, or
    /// force, starts a deployment; everything else counts for the next tasks.
    record UpdateService(ServiceId service, ServiceChange change, Doc.Struct input) implements ServiceCommand {
        @Override
        public Outcome<ServiceId> decide(State tip, Inputs inputs) {
            return switch (active(tip, service)) {
                case Outcome.Refused<ServiceRow> no -> no.as();
                case Outcome.Accepted<ServiceRow> yes -> update(tip, yes.response(), inputs);
            };
        }

        private Outcome<ServiceId> update(State tip, ServiceRow row, Inputs inputs) {
            if (row.spec().daemon() && change.desiredCount() != null) {
                return Answers.invalid("The daemon scheduling strategy does not support a desired count for services."
                        + " Remove the desired count value and try again.");
            }
            var problem = UnderController.problem(row.spec().controller(), change);
            if (problem.isPresent()) {
                return Answers.invalid(problem.get());
            }
            var cluster = tip.clusters().get(service.cluster()).orElseThrow();
            return switch (change.of(row.spec()).spec(tip, cluster)) {
                case Outcome.Refused<ServiceSpec> no -> no.as();
                case Outcome.Accepted<ServiceSpec> yes -> update(tip, row, yes.response(), inputs);
            };
        }

        private Outcome<ServiceId> update(State tip, ServiceRow row, ServiceSpec spec, Inputs inputs) {
            if (!change.forceNewDeployment() && !capacityOf(spec).equals(capacityOf(row.spec()))) {
                return Answers.invalid("When switching from launch type to capacity provider strategy on an existing"
                        + " service, or making a change to a capacity provider strategy on a service that is already"
                        + " using one, you must force a new deployment.");
            }
            return Outcome.accepted(service, changes(tip, row, spec, change.forceNewDeployment(), inputs));
        }

        private static Doc capacityOf(ServiceSpec spec) {
            return new Doc.Items(spec.document().items("capacityProviderStrategy"));
        }
    }

    /// Have a service that is exactly so, made or changed as needed.
    record PutService(ServiceId service, ServiceWish wish, String createdBy, Doc.Struct input)
            implements ServiceCommand {
        @Override
        public Outcome<ServiceId> decide(State tip, Inputs inputs) {
            var row = tip.services().get(service).filter(r -> r.status() == ServiceRow.Status.ACTIVE);
            if (row.isEmpty()) {
                return new CreateService(service, wish, createdBy, null, input).decide(tip, inputs);
            }
            var cluster = tip.clusters().get(service.cluster()).orElseThrow();
            return switch (wish.spec(tip, cluster)) {
                case Outcome.Refused<ServiceSpec> no -> no.as();
                case Outcome.Accepted<ServiceSpec> yes -> put(tip, row.get(), yes.response(), inputs);
            };
        }

        private Outcome<ServiceId> put(State tip, ServiceRow row, ServiceSpec spec, Inputs inputs) {
            var problem = UnderController.problem(row.spec(), spec);
            if (problem.isPresent()) {
                return Answers.invalid(problem.get());
            }
            return spec.daemon() == row.spec().daemon()
                    ? Outcome.accepted(service, changes(tip, row, spec, false, inputs))
                    : Answers.invalid("The scheduling strategy of a service cannot be changed.");
        }
    }

    /// Delete a service: its tasks are stopped, then it is INACTIVE. One that is being deleted is answered as it is.
    ///
    /// @param force also when it is scaled above 0
    record DeleteService(ServiceId service, boolean force, Doc.Struct input) implements ServiceCommand {
        @Override
        public Outcome<ServiceId> decide(State tip, Inputs inputs) {
            if (!Answers.isActive(tip, service.cluster())) {
                return Answers.noCluster();
            }
            var row = tip.services().get(service).filter(r -> r.status() != ServiceRow.Status.INACTIVE);
            if (row.isEmpty()) {
                return noService();
            }
            if (row.get().status() == ServiceRow.Status.DRAINING) {
                return Outcome.accepted(service, List.of());
            }
            var spec = row.get().spec();
            if (spec.desiredCount() > 0 && !force) {
                return Answers.invalid("The service cannot be stopped while it is scaled above 0.");
            }
            return Outcome.accepted(
                    service,
                    requested(new ServiceSpecChanged(service, spec.withDesiredCount(0)), new ServiceDraining(service)));
        }
    }

    /// What makes an active service be as a spec says.
    private static List<Entry> changes(State tip, ServiceRow row, ServiceSpec spec, boolean force, Inputs inputs) {
        boolean deploys = force || !spec.revision().equals(row.spec().revision());
        var entries = new ArrayList<Entry>(missingGroups(tip, spec));
        if (deploys || !spec.equals(row.spec())) {
            entries.addAll(requested(new ServiceSpecChanged(row.id(), spec)));
        }
        if (deploys) {
            tip.deployments().openOf(row.id()).forEach(open -> entries.addAll(requested(superseded(open))));
            entries.addAll(requested(deployment(row.id(), sources(row), spec, inputs)));
        }
        return entries;
    }

    private static ServiceDeploymentMoved superseded(ServiceDeploymentRow open) {
        return new ServiceDeploymentMoved(
                open.id(), ServiceDeploymentStatus.STOP_REQUESTED, "A newer service deployment began.");
    }

    private static List<DeploymentId> sources(ServiceRow row) {
        return row.deployments().stream().map(DeploymentRow::id).toList();
    }

    private static List<Entry> missingGroups(State tip, ServiceSpec spec) {
        return tip.definitions()
                .get(spec.taskDefinition())
                .map(row -> LogsCommand.missingGroups(tip, row.definition()))
                .orElse(List.of());
    }

    /// What a new service has its first tasks from.
    private static Event[] first(ServiceId service, ServiceSpec spec, Inputs inputs) {
        return switch (spec.controller()) {
            case ECS -> deployment(service, List.of(), spec, inputs);
            case EXTERNAL -> new Event[0];
            case CODE_DEPLOY -> {
                var set = TaskSetCommand.next(service, inputs);
                yield new Event[] {new TaskSetCreated(set, TaskSetSpec.of(spec)), new TaskSetPrimaryChanged(set)};
            }
        };
    }

    /// The service, if it is there to be changed.
    static Outcome<ServiceRow> active(State tip, ServiceId service) {
        if (!Answers.isActive(tip, service.cluster())) {
            return Answers.noCluster();
        }
        var row = tip.services().get(service);
        if (row.isEmpty()) {
            return noService();
        }
        return row.get().status() == ServiceRow.Status.ACTIVE
                ? Outcome.accepted(row.get(), List.of())
                : Outcome.refused("ServiceNotActiveException", "Service was not ACTIVE.");
    }

    private static <R> Outcome<R> noService() {
        return Outcome.refused("ServiceNotFoundException", "Service not found.");
    }

    private static Event[] deployment(ServiceId service, List<DeploymentId> sources, ServiceSpec spec, Inputs inputs) {
        var dice = inputs.dice();
        var target = new DeploymentId("ecs-svc/" + dice.digits19());
        var id = new ServiceDeploymentId(service, dice.digits19());
        return new Event[] {
            new DeploymentStarted(service, target, spec.taskDefinition()),
            new ServiceDeploymentStarted(id, sources, target)
        };
    }
}
