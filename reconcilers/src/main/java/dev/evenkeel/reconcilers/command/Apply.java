package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.state.Fold;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;

/// Several commands as one: all of them or none, each deciding on what the ones before it leave.
public record Apply(List<Command<?>> commands, Doc.Struct input) implements Command<List<Apply.Applied>> {
    public Apply {
        commands = List.copyOf(commands);
    }

    /// What became of one command.
    ///
    /// @param response its own answer
    /// @param changed whether anything happened
    public record Applied(Object response, boolean changed) {}

    @Override
    public Outcome<List<Applied>> decide(State tip, Inputs inputs) {
        var seeds = new Dice(inputs.seed());
        var entries = new ArrayList<Entry>();
        var applied = new ArrayList<Applied>();
        var state = tip;
        for (var command : commands) {
            var own = new Inputs(inputs.now(), seeds.next(), inputs.revision());
            switch (command.decide(state, own)) {
                case Outcome.Accepted<?> yes -> {
                    applied.add(new Applied(yes.response(), !yes.entries().isEmpty()));
                    entries.addAll(yes.entries());
                    state = preview(state, own, yes.entries());
                }
                case Outcome.Refused<?> no -> {
                    return no.as();
                }
            }
        }
        return Outcome.accepted(applied, entries);
    }

    /// The state as it will be, for the commands that follow; its references are those of the batch only by revision.
    private static State preview(State state, Inputs inputs, List<Entry> entries) {
        if (entries.isEmpty()) {
            return state;
        }
        var batch = new Batch(
                inputs.revision(), 1, inputs.now(), new Origin.Genesis("preview"), inputs.seed(), Hash.ZERO, entries);
        return Fold.apply(state, batch, Hash.ZERO);
    }
}
