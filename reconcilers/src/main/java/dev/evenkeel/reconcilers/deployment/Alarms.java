package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.reconcilers.rollout.AlarmWatch;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.ServiceDeploymentEvent.AlarmsFired;
import dev.evenkeel.store.event.ServiceDeploymentEvent.AlarmsIgnored;
import dev.evenkeel.store.state.AlarmRow;
import java.util.List;
import java.util.Optional;

/// The alarms that one service deployment watches, whatever its strategy.
final class Alarms {
    private static final String FINDER = "ECS deployment alarms: ";

    private final Look look;

    Alarms(Look look) {
        this.look = look;
    }

    /// Says that none is watched where one had gone off before the deployment began.
    void ignore() {
        var ringing = ringing();
        if (!ringing.isEmpty()) {
            look.add(new AlarmsIgnored(look.row.id(), names(ringing)), why(ringing));
        }
    }

    /// Says which have gone off, if any have.
    Optional<Trouble> fired() {
        var ringing = ringing();
        if (ringing.isEmpty() || !look.row.alarms().ignored().isEmpty()) {
            return Optional.empty();
        }
        var fired = look.next();
        look.add(new AlarmsFired(look.row.id(), names(ringing)), why(ringing));
        var text = FINDER + "alarm " + String.join(", ", names(ringing)) + " went to ALARM.";
        return Optional.of(new Trouble(text, new Reason.Alarmed(names(ringing), List.of(fired))));
    }

    /// The same as the end of a sentence.
    static String cause(Trouble fired) {
        return fired.text().substring(FINDER.length());
    }

    private List<AlarmRow> ringing() {
        var region = look.row.id().service().cluster().region();
        return AlarmWatch.of(look.asked())
                .map(watch -> watch.ringing(look.state, region))
                .orElse(List.of());
    }

    private static List<String> names(List<AlarmRow> alarms) {
        return alarms.stream().map(alarm -> alarm.id().name()).toList();
    }

    private static Reason why(List<AlarmRow> alarms) {
        return new Reason.Alarmed(
                names(alarms), alarms.stream().map(AlarmRow::since).toList());
    }
}
