package dev.evenkeel.reconcilers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.alarm.AlarmState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Alarms whose state callers say.
final class AlarmsWorldTest {
    @Test
    void anAlarmStaysInTheStateThatItWasSetTo() {
        var world = World.seed(7).host(2048, 4096).alarm("errors", AlarmState.OK);
        var made = world.alarm("errors");

        world.pass(Duration.ofMinutes(1)).alarm("errors", AlarmState.ALARM).pass(Duration.ofMinutes(10));

        var rings = world.alarm("errors");
        assertFalse(made.ringing());
        assertTrue(rings.ringing());
        assertTrue(rings.since().compareTo(made.since()) > 0);
        assertTrue(rings.status().changedAt().isAfter(made.status().changedAt()));
        assertEquals(made.configuredAt(), rings.configuredAt());
    }

    @Test
    void sayingTheSameAgainIsNoChange() {
        var world = World.seed(7).host(2048, 4096).alarm("errors", AlarmState.ALARM);
        var first = world.alarm("errors").status();

        world.pass(Duration.ofMinutes(1)).alarm("errors", AlarmState.ALARM);

        var second = world.alarm("errors").status();
        assertEquals(first.changedAt(), second.changedAt());
        assertTrue(second.updatedAt().isAfter(first.updatedAt()));
    }
}
