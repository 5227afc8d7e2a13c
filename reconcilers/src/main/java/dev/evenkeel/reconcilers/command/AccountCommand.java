package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.AccountEvent.AccountSettingChanged;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.SettingId;
import dev.evenkeel.store.state.State;
import java.util.List;

/// Commands about account settings. The values are checked before.
public sealed interface AccountCommand extends Command<SettingId> {
    /// Give a setting a value.
    record PutSetting(SettingId setting, String value, Doc.Struct input) implements AccountCommand {
        @Override
        public Outcome<SettingId> decide(State tip, Inputs inputs) {
            boolean same = tip.settings()
                    .get(setting)
                    .filter(row -> row.value().equals(value))
                    .isPresent();
            return same
                    ? Outcome.accepted(setting, List.of())
                    : Outcome.accepted(setting, requested(new AccountSettingChanged(setting, value)));
        }
    }

    /// Take a setting back; what lies below it counts again.
    record DeleteSetting(SettingId setting, Doc.Struct input) implements AccountCommand {
        @Override
        public Outcome<SettingId> decide(State tip, Inputs inputs) {
            return tip.settings().get(setting).isEmpty()
                    ? Outcome.accepted(setting, List.of())
                    : Outcome.accepted(setting, requested(new AccountSettingChanged(setting, null)));
        }
    }
}
