package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.ledger.Dice;
import java.time.Duration;

/// A line that delays, loses, doubles and reorders what is sent over it, in both directions.
final class Wire {
    private static final Quality GOOD = new Quality(Duration.ofMillis(5), 0, 0);

    private final Agenda agenda;
    private final Dice dice;
    private Quality quality = GOOD;
    private boolean cut;

    /// How good a line is.
    ///
    /// @param delay the longest; messages overtake each other within it
    /// @param loss share of messages that never arrive, in percent
    /// @param duplication share of messages that arrive twice, in percent
    record Quality(Duration delay, int loss, int duplication) {}

    Wire(Agenda agenda, Dice dice) {
        this.agenda = agenda;
        this.dice = dice;
    }

    void poor(Quality worse) {
        quality = worse;
    }

    void cut() {
        cut = true;
    }

    void repair() {
        cut = false;
        quality = GOOD;
    }

    /// Sends something.
    ///
    /// @return whether it will arrive; the sender must not know
    boolean send(Runnable arrival) {
        if (cut || dice.chance(quality.loss())) {
            return false;
        }
        agenda.after(delay(), arrival);
        if (dice.chance(quality.duplication())) {
            agenda.after(delay(), arrival);
        }
        return true;
    }

    private Duration delay() {
        return Duration.ofMillis(1L + dice.below((int) quality.delay().toMillis()));
    }
}
