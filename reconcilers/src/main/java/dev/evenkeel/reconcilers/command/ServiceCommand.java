package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.network.NetworkRules;
import dev.evenkeel.store.event.CallEvent.TokenUsed;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentStarted;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.ServiceEvent.ServiceCreated;
import dev.evenkeel.store.event.ServiceEvent.ServiceDraining;
import dev.evenkeel.store.event.ServiceEvent.ServiceSpecChanged;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.LaunchType;
import dev.evenkeel.store.model.NetworkConfiguration;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.TaskDefinition;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TokenRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Commands about services.
public sealed interface ServiceCommand extends Command<ServiceId> {
    /// What a caller wants of a service.
    ///
    /// @param document the members that Describe gives back as they were sent
    record Wish(
            DefinitionRef definition,
            int desiredCount,
            LaunchType launchType,
            int minimumHealthyPercent,
            int maximumPercent,
            Doc.Struct document) {
        ServiceSpec spec(TaskDefinition found) {
            return new ServiceSpec(
                    found.id(), desiredCount, launchType, minimumHealthyPercent, maximumPercent, document);
        }
    }

    /// Create a service and its first deployment.
    record CreateService(
            ServiceId service,
            Wish wish,
            String createdBy,
            @Nullable String clientToken,
            Doc.Struct input) implements ServiceCommand {
        @Override
        public Outcome<ServiceId> decide(State tip, Inputs inputs) {
            if (!Answers.isActive(tip, service.cluster())) {
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
            var found = wish.definition().resolve(tip).filter(row -> row.active());
            if (found.isEmpty()) {
                return Answers.client("TaskDefinition not found.");
            }
            var definition = found.get().definition();
            var problem = problem(tip, definition, wish.document());
            if (problem.isPresent()) {
                return Answers.invalid(problem.get());
            }
            var entries = new ArrayList<Entry>(LogsCommand.missingGroups(tip, definition));
            entries.addAll(requested(
                    new ServiceCreated(service, wish.spec(definition), createdBy),
                    new DeploymentStarted(service, newDeployment(inputs), definition.id())));
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

    /// Change a service. What is absent stays. Another task definition or network configuration, or force, starts a
    /// deployment.
    ///
    /// @param network the `networkConfiguration` as it was sent
    record UpdateService(
            ServiceId service,
            @Nullable Integer desiredCount,
            @Nullable DefinitionRef definition,
            @Nullable Integer minimumHealthyPercent,
            @Nullable Integer maximumPercent,
            boolean forceNewDeployment,
            @Nullable Doc network,
            Doc.Struct input)
            implements ServiceCommand {
        @Override
        public Outcome<ServiceId> decide(State tip, Inputs inputs) {
            var row = active(tip, service);
            if (row instanceof Outcome.Refused<ServiceRow> no) {
                return no.as();
            }
            var current = ((Outcome.Accepted<ServiceRow>) row).response();
            var found = definition == null
                    ? tip.definitions().get(current.spec().taskDefinition())
                    : definition.resolve(tip).filter(r -> r.active());
            if (found.isEmpty()) {
                return Answers.client("TaskDefinition not found.");
            }
            var target = found.get().definition();
            var spec = changed(current.spec(), target);
            var problem = problem(tip, target, spec.document());
            if (problem.isPresent()) {
                return Answers.invalid(problem.get());
            }
            var entries = new ArrayList<Entry>(LogsCommand.missingGroups(tip, target));
            boolean deploys = forceNewDeployment
                    || !target.id().equals(current.primary().definition())
                    || !networkOf(spec).equals(networkOf(current.spec()));
            if (deploys || !spec.equals(current.spec())) {
                entries.addAll(requested(new ServiceSpecChanged(service, spec)));
            }
            if (deploys) {
                entries.addAll(requested(new DeploymentStarted(service, newDeployment(inputs), target.id())));
            }
            return Outcome.accepted(service, entries);
        }

        private ServiceSpec changed(ServiceSpec spec, TaskDefinition target) {
            return new ServiceSpec(
                    target.id(),
                    desiredCount == null ? spec.desiredCount() : desiredCount,
                    spec.launchType(),
                    minimumHealthyPercent == null ? spec.minimumHealthyPercent() : minimumHealthyPercent,
                    maximumPercent == null ? spec.maximumPercent() : maximumPercent,
                    network == null ? spec.document() : spec.document().with(NetworkConfiguration.MEMBER, network));
        }
    }

    /// Have a service that is exactly so, made or changed as needed.
    record PutService(ServiceId service, Wish wish, String createdBy, Doc.Struct input) implements ServiceCommand {
        @Override
        public Outcome<ServiceId> decide(State tip, Inputs inputs) {
            var row = tip.services().get(service).filter(r -> r.status() == ServiceRow.Status.ACTIVE);
            if (row.isEmpty()) {
                return new CreateService(service, wish, createdBy, null, input).decide(tip, inputs);
            }
            var found = wish.definition().resolve(tip).filter(r -> r.active());
            if (found.isEmpty()) {
                return Answers.client("TaskDefinition not found.");
            }
            var definition = found.get().definition();
            var problem = problem(tip, definition, wish.document());
            if (problem.isPresent()) {
                return Answers.invalid(problem.get());
            }
            var spec = wish.spec(definition);
            if (spec.equals(row.get().spec())) {
                return Outcome.accepted(service, List.of());
            }
            var entries = new ArrayList<Entry>(LogsCommand.missingGroups(tip, definition));
            entries.addAll(requested(new ServiceSpecChanged(service, spec)));
            boolean deploys = !definition.id().equals(row.get().primary().definition())
                    || !networkOf(spec).equals(networkOf(row.get().spec()));
            if (deploys) {
                entries.addAll(requested(new DeploymentStarted(service, newDeployment(inputs), definition.id())));
            }
            return Outcome.accepted(service, entries);
        }
    }

    /// Delete a service: its tasks are stopped, then it is INACTIVE.
    ///
    /// @param force also when it is scaled above 0
    record DeleteService(ServiceId service, boolean force, Doc.Struct input) implements ServiceCommand {
        @Override
        public Outcome<ServiceId> decide(State tip, Inputs inputs) {
            var row = active(tip, service);
            if (row instanceof Outcome.Refused<ServiceRow> no) {
                return no.as();
            }
            var spec = ((Outcome.Accepted<ServiceRow>) row).response().spec();
            if (spec.desiredCount() > 0 && !force) {
                return Answers.invalid("The service cannot be stopped while it is scaled above 0.");
            }
            return Outcome.accepted(
                    service,
                    requested(new ServiceSpecChanged(service, spec.withDesiredCount(0)), new ServiceDraining(service)));
        }
    }

    private static Doc networkOf(ServiceSpec spec) {
        return spec.document().struct(NetworkConfiguration.MEMBER);
    }

    private static Optional<String> problem(State tip, TaskDefinition definition, Doc.Struct document) {
        var asked = NetworkConfiguration.of(definition.id().region(), document);
        return NetworkRules.problem(tip, definition.networkMode(), asked.orElse(null));
    }

    private static Outcome<ServiceRow> active(State tip, ServiceId service) {
        if (!Answers.isActive(tip, service.cluster())) {
            return Answers.noCluster();
        }
        Optional<ServiceRow> row = tip.services().get(service);
        if (row.isEmpty()) {
            return Outcome.refused("ServiceNotFoundException", "Service not found.");
        }
        return row.get().status() == ServiceRow.Status.ACTIVE
                ? Outcome.accepted(row.get(), List.of())
                : Outcome.refused("ServiceNotActiveException", "Service was not ACTIVE.");
    }

    private static DeploymentId newDeployment(Inputs inputs) {
        return new DeploymentId("ecs-svc/" + inputs.dice().digits19());
    }
}
