package dev.evenkeel.reconcilers.rollout;

import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.alarm.AlarmId;
import dev.evenkeel.store.model.alarm.AlarmSpec;
import dev.evenkeel.store.model.alarm.MetricQuery;
import dev.evenkeel.store.model.alarm.MetricStat;
import dev.evenkeel.store.state.AlarmRow;
import dev.evenkeel.store.state.State;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The alarms that a service's deployments watch. A name without an alarm is no harm: it never goes off, and as in ECS
/// the alarm may be made later, since one on what a service does cannot be there before it.
///
/// @param rollback whether a deployment that fails is taken back
public record AlarmWatch(List<String> names, boolean rollback) {
    private static final Duration LONGEST_BAKE = Duration.ofMinutes(5);

    public AlarmWatch {
        names = List.copyOf(names);
    }

    /// The ones that a service has, if it has any.
    public static Optional<AlarmWatch> of(ServiceSpec spec) {
        var asked = spec.deploymentConfiguration().struct("alarms");
        return asked.bool("enable").orElse(false)
                ? Optional.of(new AlarmWatch(
                        asked.texts("alarmNames"), asked.bool("rollback").orElse(false)))
                : Optional.empty();
    }

    /// Those that have gone off, in the order in which they are named.
    public List<AlarmRow> ringing(State state, String region) {
        return rows(state, region).filter(AlarmRow::ringing).toList();
    }

    /// How long a rolling deployment bakes: as long as was said; otherwise as long as the slowest alarm needs to see
    /// something, at most five minutes.
    public static Duration bake(State state, ServiceSpec spec, String region) {
        return spec.deploymentConfiguration()
                .whole("bakeTimeInMinutes")
                .map(Duration::ofMinutes)
                .orElseGet(() -> of(spec).stream()
                        .flatMap(watch -> watch.rows(state, region))
                        .map(row -> window(row.spec()))
                        .map(time -> time.compareTo(LONGEST_BAKE) < 0 ? time : LONGEST_BAKE)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO));
    }

    private Stream<AlarmRow> rows(State state, String region) {
        return names.stream().flatMap(name -> state.alarms().get(new AlarmId(region, name)).stream());
    }

    private static Duration window(AlarmSpec spec) {
        int period = Stream.concat(
                        Stream.ofNullable(spec.metric()),
                        spec.queries().stream().map(MetricQuery::stat).filter(Objects::nonNull))
                .mapToInt(AlarmWatch::period)
                .max()
                .orElse(0);
        return Duration.ofSeconds((long) period * spec.rule().periods());
    }

    private static int period(@Nullable MetricStat stat) {
        return stat == null ? 0 : stat.period();
    }
}
