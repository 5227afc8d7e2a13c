package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.state.State;

/// A call whose input was already found wrong: nothing happens but that the log knows it was asked.
public record Refuse(String code, String message, Doc.Struct input) implements Command<Boolean> {
    @Override
    public Outcome<Boolean> decide(State tip, Inputs inputs) {
        return Outcome.refused(code, message);
    }
}
