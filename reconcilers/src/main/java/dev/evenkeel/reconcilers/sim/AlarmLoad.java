package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.command.AlarmCommand.PutAlarm;
import dev.evenkeel.reconcilers.command.AlarmCommand.SetState;
import dev.evenkeel.store.ledger.Dice;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.alarm.AlarmActions;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.model.alarm.AlarmState;
import dev.evenkeel.store.model.alarm.Comparison;
import dev.evenkeel.store.model.alarm.MetricStat;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A few alarms that somebody sets off, mostly one that a deployment watches, and that are silent again a while later.
final class AlarmLoad {
    private static final List<String> NAMES = List.of("errors", "latency", "queue");
    private static final int MOST = 7;

    private final Agenda agenda;
    private final Dice dice;
    private final SimServer server;
    private final SimClient client;
    private final String region;

    AlarmLoad(Agenda agenda, Dice dice, SimServer server, SimClient client, String region) {
        this.agenda = agenda;
        this.dice = dice;
        this.server = server;
        this.client = client;
        this.region = region;
    }

    /// ECS's `alarms` of a deployment configuration: some of them.
    static Doc.Struct watched(Dice dice) {
        int first = dice.below(NAMES.size());
        var names = NAMES.subList(first, first + 1 + dice.below(NAMES.size() - first)).stream()
                .map(Doc::of)
                .toList();
        return Doc.EMPTY
                .with("enable", Doc.of(true))
                .with("rollback", Doc.of(dice.chance(70)))
                .with("alarmNames", Doc.of(names));
    }

    /// Makes them, and lets some go off at random times.
    void begin(Duration within) {
        NAMES.forEach(this::create);
        for (int i = dice.below(MOST); i > 0; i--) {
            agenda.after(Duration.ofMillis(1000L + dice.below((int) within.toMillis())), this::ring);
        }
    }

    private void create(String name) {
        var metric = new MetricStat("World", name, Map.of(), 60, "Sum", null);
        var rule = new AlarmSpec.Rule(1, null, Comparison.ABOVE, 0, null, null);
        var spec = new AlarmSpec(null, AlarmActions.NONE, metric, List.of(), rule);
        client.call(
                "monitoring:PutMetricAlarm",
                new PutAlarm(id(name), spec, Map.of(), Doc.EMPTY),
                _ -> set(name, AlarmState.OK));
    }

    private void ring() {
        var watched = server.state().deployments().open().values().toList().stream()
                .flatMap(row -> server.state().deployments().revision(row.id().service(), row.target()).stream())
                .flatMap(revision ->
                        revision.asked().deploymentConfiguration().struct("alarms").texts("alarmNames").stream())
                .toList();
        var name = watched.isEmpty() || dice.chance(30)
                ? NAMES.get(dice.below(NAMES.size()))
                : watched.get(dice.below(watched.size()));
        set(name, AlarmState.ALARM);
        agenda.after(Duration.ofSeconds(60L + dice.below(120)), () -> set(name, AlarmState.OK));
    }

    private void set(String name, AlarmState state) {
        client.call("monitoring:SetAlarmState", new SetState(id(name), state, "by the dice", null, Doc.EMPTY), _ -> {});
    }

    private AlarmId id(String name) {
        return new AlarmId(region, name);
    }
}
