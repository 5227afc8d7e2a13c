package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.release.Plans;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseConfigCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseConfigDeleted;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.release.ReleaseConfigId;
import dev.evenkeel.store.model.release.ShiftPlan;
import dev.evenkeel.store.state.State;
import java.util.List;

/// Commands about CodeDeploy's deployment configurations.
public sealed interface ReleaseConfigCommand extends ReleaseCommand<ReleaseConfigId> {
    /// Create a deployment configuration.
    record CreateConfig(ReleaseConfigId config, ShiftPlan plan, Doc.Struct input) implements ReleaseConfigCommand {
        @Override
        public Outcome<ReleaseConfigId> decide(State tip, Inputs inputs) {
            return Plans.of(tip, config).isPresent()
                    ? Outcome.refused(
                            "DeploymentConfigAlreadyExistsException",
                            "Deployment configuration with name " + config.name() + " already exists")
                    : Outcome.accepted(
                            config,
                            requested(new ReleaseConfigCreated(config, ApplicationCommand.uuid(inputs.dice()), plan)));
        }
    }

    /// Delete a deployment configuration that no group uses. One that is not there is no error, as in CodeDeploy.
    record DeleteConfig(ReleaseConfigId config, Doc.Struct input) implements ReleaseConfigCommand {
        @Override
        public Outcome<ReleaseConfigId> decide(State tip, Inputs inputs) {
            boolean used = tip.releases()
                    .groups()
                    .values()
                    .anyMatch(group -> group.id().application().region().equals(config.region())
                            && group.spec().config().equals(config.name()));
            if (used) {
                return Outcome.refused(
                        "DeploymentConfigInUseException",
                        "Deployment configuration " + config.name() + " is used by a deployment group");
            }
            boolean there = tip.releases().configs().get(config).isPresent();
            return Outcome.accepted(config, there ? requested(new ReleaseConfigDeleted(config)) : List.of());
        }
    }

    /// What names a deployment configuration that is not there.
    static <R> Outcome<R> noConfig(String name) {
        return Outcome.refused(
                "DeploymentConfigDoesNotExistException", "No Deployment Configuration found for name: " + name);
    }
}
