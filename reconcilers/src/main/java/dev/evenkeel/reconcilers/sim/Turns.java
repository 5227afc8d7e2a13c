package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.store.ledger.Role;
import java.time.Instant;
import java.util.Optional;

/// A role as the simulator steps it: only when work came in or its own time has come, as its thread would be woken.
final class Turns {
    private final Role role;
    private boolean woken = true;

    Turns(Role role) {
        this.role = role;
        role.onWork(() -> woken = true);
    }

    boolean isDue(Instant now) {
        return woken || role.wakeAt().filter(at -> !at.isAfter(now)).isPresent();
    }

    Optional<Instant> wakeAt() {
        return role.wakeAt();
    }

    /// One turn; a role that had something to do may have more.
    ///
    /// @return whether there was anything to do
    boolean step(Instant now) {
        woken = false;
        boolean worked = role.step(now);
        woken |= worked;
        return worked;
    }
}
