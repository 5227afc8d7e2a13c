package dev.evenkeel.store.audit;

import dev.evenkeel.store.event.AlarmEvent;

/// Events of alarms in words.
final class AlarmSentences {
    private AlarmSentences() {}

    static String of(AlarmEvent event) {
        var name = "alarm " + event.alarm().name();
        return switch (event) {
            case AlarmEvent.AlarmPut e -> {
                var rule = e.spec().rule();
                yield name + " goes off when " + watched(e) + " is "
                        + rule.comparison().phrase() + " " + rule.threshold() + " in " + rule.needed() + " of "
                        + rule.periods() + (rule.periods() == 1 ? " period" : " periods");
            }
            case AlarmEvent.AlarmStateChanged e -> name + " is " + e.state() + ": " + e.reason();
            case AlarmEvent.AlarmTagged _ -> name + " has other tags";
            case AlarmEvent.AlarmDeleted _ -> name + " deleted";
        };
    }

    private static String watched(AlarmEvent.AlarmPut event) {
        var metric = event.spec().metric();
        return metric == null ? "an expression" : metric.stat() + " of " + metric.namespace() + " " + metric.name();
    }
}
