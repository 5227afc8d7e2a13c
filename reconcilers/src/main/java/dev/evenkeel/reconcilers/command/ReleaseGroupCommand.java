package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.release.Plans;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseGroupChanged;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseGroupCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseGroupDeleted;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.DeploymentController;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.balancing.BalancerKind;
import dev.evenkeel.store.model.balancing.ListenerId;
import dev.evenkeel.store.model.release.ReleaseConfigId;
import dev.evenkeel.store.model.release.ReleaseGroupId;
import dev.evenkeel.store.model.release.ReleaseGroupSpec;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Commands about CodeDeploy's deployment groups.
public sealed interface ReleaseGroupCommand extends ReleaseCommand<ReleaseGroupId> {
    /// Create a deployment group.
    record CreateGroup(ReleaseGroupId group, ReleaseGroupSpec spec, Doc.Struct input) implements ReleaseGroupCommand {
        @Override
        public Outcome<ReleaseGroupId> decide(State tip, Inputs inputs) {
            var refusal = ReleaseGroupCommand.<ReleaseGroupId>application(tip, group)
                    .or(() -> taken(tip, group))
                    .or(() -> wrong(tip, group, spec));
            return refusal.orElseGet(() -> Outcome.accepted(
                    group, requested(new ReleaseGroupCreated(group, ApplicationCommand.uuid(inputs.dice()), spec))));
        }
    }

    /// Change a deployment group; what is absent stays as it is.
    ///
    /// @param service to deploy from now on, if another one
    /// @param members of its document that are replaced
    record ChangeGroup(
            ReleaseGroupId group, String name, @Nullable ServiceId service, Doc.Struct members, Doc.Struct input)
            implements ReleaseGroupCommand {
        @Override
        public Outcome<ReleaseGroupId> decide(State tip, Inputs inputs) {
            var there = tip.releases().groups().get(group);
            if (there.isEmpty()) {
                return ReleaseGroupCommand.<ReleaseGroupId>application(tip, group)
                        .orElseGet(() -> noGroup(group));
            }
            var was = there.get().spec();
            var spec = new ReleaseGroupSpec(
                    service == null ? was.service() : service, was.document().with(members));
            var renamed = new ReleaseGroupId(group.application(), name);
            var refusal = (renamed.equals(group) ? Optional.<Outcome<ReleaseGroupId>>empty() : taken(tip, renamed))
                    .or(() -> wrong(tip, group, spec));
            return refusal.orElseGet(() -> spec.equals(was) && renamed.equals(group)
                    ? Outcome.accepted(group, List.of())
                    : Outcome.accepted(renamed, requested(new ReleaseGroupChanged(group, name, spec))));
        }
    }

    /// Delete a deployment group. One that is not there is no error, as in CodeDeploy.
    record DeleteGroup(ReleaseGroupId group, Doc.Struct input) implements ReleaseGroupCommand {
        @Override
        public Outcome<ReleaseGroupId> decide(State tip, Inputs inputs) {
            boolean there = tip.releases().groups().get(group).isPresent();
            return Outcome.accepted(group, there ? requested(new ReleaseGroupDeleted(group)) : List.of());
        }
    }

    /// What names a deployment group that is not there.
    static <R> Outcome<R> noGroup(ReleaseGroupId group) {
        return Outcome.refused(
                "DeploymentGroupDoesNotExistException", "No Deployment Group found for name: " + group.name());
    }

    /// The refusal where its application is not there.
    static <R> Optional<Outcome<R>> application(State tip, ReleaseGroupId group) {
        return tip.releases().applications().get(group.application()).isPresent()
                ? Optional.empty()
                : Optional.of(ApplicationCommand.noApplication(group.application()));
    }

    private static Optional<Outcome<ReleaseGroupId>> taken(State tip, ReleaseGroupId group) {
        return tip.releases()
                .groups()
                .get(group)
                .map(_ -> Outcome.refused(
                        "DeploymentGroupAlreadyExistsException",
                        "Deployment group " + group.name() + " already exists"));
    }

    private static Optional<Outcome<ReleaseGroupId>> wrong(State tip, ReleaseGroupId group, ReleaseGroupSpec spec) {
        var region = group.application().region();
        if (Plans.of(tip, new ReleaseConfigId(region, spec.config())).isEmpty()) {
            return Optional.of(ReleaseConfigCommand.noConfig(spec.config()));
        }
        return service(tip, group, spec).or(() -> groups(tip, region, spec)).or(() -> listeners(tip, spec));
    }

    private static Optional<Outcome<ReleaseGroupId>> service(State tip, ReleaseGroupId group, ReleaseGroupSpec spec) {
        var row = tip.services().get(spec.service()).filter(service -> service.status() == ServiceRow.Status.ACTIVE);
        if (row.isEmpty()) {
            return refused(
                    "InvalidECSServiceException",
                    "The ECS service " + spec.service().name() + " in cluster "
                            + spec.service().cluster().name() + " was not found or is not ACTIVE.");
        }
        if (row.get().spec().controller() != DeploymentController.CODE_DEPLOY) {
            return refused(
                    "InvalidECSServiceException",
                    "Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.");
        }
        boolean mapped = tip.releases()
                .groups()
                .values()
                .anyMatch(other ->
                        !other.id().equals(group) && other.spec().service().equals(spec.service()));
        return mapped
                ? refused(
                        "ECSServiceMappingLimitExceededException",
                        "The ECS service " + spec.service().name() + " belongs to another deployment group already.")
                : Optional.empty();
    }

    private static Optional<Outcome<ReleaseGroupId>> groups(State tip, String region, ReleaseGroupSpec spec) {
        var known = tip.balancers()
                .groups()
                .values()
                .filter(row -> row.id().region().equals(region))
                .map(row -> row.id().name())
                .toList();
        return spec.targetGroups().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .flatMap(name -> refused(
                        "InvalidTargetGroupPairException", "The target group " + name + " could not be found."));
    }

    private static Optional<Outcome<ReleaseGroupId>> listeners(State tip, ReleaseGroupSpec spec) {
        var listeners = Stream.concat(spec.productionListener().stream(), spec.testListener().stream())
                .toList();
        for (ListenerId listener : listeners) {
            if (listener.balancer().kind() == BalancerKind.NETWORK) {
                return refused(
                        "InvalidLoadBalancerInfoException",
                        "Listeners of network load balancers are not supported yet: " + listener.id());
            }
            if (tip.balancers().defaultRuleOf(listener).isEmpty()) {
                return refused(
                        "InvalidLoadBalancerInfoException", "The listener " + listener.id() + " could not be found.");
            }
        }
        return Optional.empty();
    }

    private static Optional<Outcome<ReleaseGroupId>> refused(String code, String message) {
        return Optional.of(Outcome.refused(code, message));
    }
}
