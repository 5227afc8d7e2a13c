package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.ReleaseEvent.ApplicationCreated;
import dev.evenkeel.store.event.ReleaseEvent.ApplicationDeleted;
import dev.evenkeel.store.event.ReleaseEvent.ApplicationRenamed;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.release.ApplicationId;
import dev.evenkeel.store.state.State;
import java.util.List;

/// Commands about CodeDeploy's applications.
public sealed interface ApplicationCommand extends ReleaseCommand<ApplicationId> {
    /// Create an application.
    record CreateApplication(ApplicationId application, Doc.Struct input) implements ApplicationCommand {
        @Override
        public Outcome<ApplicationId> decide(State tip, Inputs inputs) {
            return isThere(tip, application)
                    ? exists(application)
                    : Outcome.accepted(
                            application, requested(new ApplicationCreated(application, uuid(inputs.dice()))));
        }
    }

    /// Give an application another name.
    record RenameApplication(ApplicationId application, String name, Doc.Struct input) implements ApplicationCommand {
        @Override
        public Outcome<ApplicationId> decide(State tip, Inputs inputs) {
            if (!isThere(tip, application)) {
                return noApplication(application);
            }
            var renamed = new ApplicationId(application.region(), name);
            if (renamed.equals(application)) {
                return Outcome.accepted(application, List.of());
            }
            return isThere(tip, renamed)
                    ? exists(renamed)
                    : Outcome.accepted(renamed, requested(new ApplicationRenamed(application, name)));
        }
    }

    /// Delete an application with its groups. One that is not there is no error, as in CodeDeploy.
    record DeleteApplication(ApplicationId application, Doc.Struct input) implements ApplicationCommand {
        @Override
        public Outcome<ApplicationId> decide(State tip, Inputs inputs) {
            return Outcome.accepted(
                    application,
                    isThere(tip, application) ? requested(new ApplicationDeleted(application)) : List.of());
        }
    }

    private static boolean isThere(State state, ApplicationId application) {
        return state.releases().applications().get(application).isPresent();
    }

    private static Outcome<ApplicationId> exists(ApplicationId application) {
        return Outcome.refused(
                "ApplicationAlreadyExistsException", "Application with name " + application.name() + " already exists");
    }

    /// What names an application that is not there.
    static <R> Outcome<R> noApplication(ApplicationId application) {
        return Outcome.refused(
                "ApplicationDoesNotExistException", "No application found for name: " + application.name());
    }

    /// 32 hexadecimal digits as a UUID.
    static String uuid(Dice dice) {
        var hex = dice.hex32();
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }
}
