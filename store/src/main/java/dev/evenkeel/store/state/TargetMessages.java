package dev.evenkeel.store.state;

import dev.evenkeel.store.event.BalancingEvent.TargetHealthChanged;
import dev.evenkeel.store.event.BalancingEvent.TargetsDeregistered;
import dev.evenkeel.store.event.BalancingEvent.TaskTargetsRegistered;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskId;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.TargetHealth;
import dev.evenkeel.store.model.balancing.TargetHealth.TargetState;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The part of a service's `events[]` that tells of targets. What one batch did to one group makes one line.
final class TargetMessages {
    private final State before;
    private final TreeMap<Line, Tally> lines = new TreeMap<>();
    private final TreeMap<ServiceId, Tally> draining = new TreeMap<>();
    private State state;

    private TargetMessages(State before, State state) {
        this.before = before;
        this.state = state;
    }

    /// What happened to targets of a service in one of its groups.
    ///
    /// @param verb `registered` or `deregistered`
    /// @param group the ARN of the target group
    private record Line(ServiceId service, String verb, String group) implements Comparable<Line> {
        private static final Comparator<Line> ORDER =
                Comparator.comparing(Line::service).thenComparing(Line::verb).thenComparing(Line::group);

        @Override
        public int compareTo(Line other) {
            return ORDER.compare(this, other);
        }
    }

    /// To how many it happened, from which event on.
    private static final class Tally {
        private final EventRef first;
        private final TreeSet<TaskId> tasks = new TreeSet<>();
        private int targets;

        Tally(EventRef first) {
            this.first = first;
        }

        void count(TaskId task) {
            tasks.add(task);
            targets++;
        }
    }

    static State add(State before, State state, Batch batch) {
        var messages = new TargetMessages(before, state);
        for (int i = 0; i < batch.entries().size(); i++) {
            messages.note(batch.entries().get(i).event(), batch.ref(i));
        }
        return messages.state();
    }

    private void note(Event event, EventRef by) {
        if (event instanceof TaskTargetsRegistered e) {
            e.targets().forEach(target -> note("registered", e.group(), target.task(), by));
        } else if (event instanceof TargetsDeregistered e) {
            e.targets()
                    .forEach(target ->
                            row(new TargetRow.Key(e.group(), target)).ifPresent(row -> deregistered(row, by)));
        } else if (event instanceof TaskStopped e) {
            before.tasks().byId().get(e.task()).stream()
                    .flatMap(task -> TaskTargets.rows(before, task))
                    .filter(row -> !row.draining())
                    .forEach(row -> note("deregistered", row.key().group(), e.task(), by));
        } else if (event instanceof TargetHealthChanged e) {
            row(new TargetRow.Key(e.group(), e.target()))
                    .filter(row -> row.health().state() != TargetState.UNHEALTHY)
                    .ifPresent(row -> judged(row, e.health(), by));
        }
    }

    private Optional<TargetRow> row(TargetRow.Key key) {
        return before.balancers().targets().get(key);
    }

    private void note(String verb, TargetGroupId group, @Nullable TaskId id, EventRef by) {
        var task = task(id).orElse(null);
        if (task != null && task.service() instanceof ServiceId service) {
            lines.computeIfAbsent(new Line(service, verb, arn(task, group)), _ -> new Tally(by))
                    .count(task.id());
        }
    }

    private void deregistered(TargetRow row, EventRef by) {
        note("deregistered", row.key().group(), row.task(), by);
        var task = task(row.task()).orElse(null);
        if (task != null && task.service() instanceof ServiceId service) {
            draining.computeIfAbsent(service, _ -> new Tally(by)).count(task.id());
        }
    }

    private void judged(TargetRow row, TargetHealth health, EventRef by) {
        var task = task(row.task()).orElse(null);
        if (health.state() == TargetState.UNHEALTHY && task != null && task.service() instanceof ServiceId service) {
            var text = "(task " + task.id().value() + ") (port "
                    + row.key().target().port() + ") is unhealthy in (target-group "
                    + arn(task, row.key().group()) + ") due to (reason " + health.description() + ")";
            state = ServiceMessages.message(state, service, by, text);
        }
    }

    private Optional<TaskRow> task(@Nullable TaskId id) {
        return id == null ? Optional.empty() : state.tasks().byId().get(id);
    }

    /// As the caller of CreateService gave it.
    private static String arn(TaskRow task, TargetGroupId group) {
        return BalancedPort.of(task.request()).stream()
                .filter(port -> port.group().filter(group::equals).isPresent())
                .map(BalancedPort::arn)
                .findFirst()
                .orElse(group.toString());
    }

    private State state() {
        for (var tally : draining.entrySet()) {
            var text = "has begun draining connections on "
                    + tally.getValue().tasks.size() + " tasks.";
            state = ServiceMessages.message(state, tally.getKey(), tally.getValue().first, text);
        }
        for (var tally : lines.entrySet()) {
            var line = tally.getKey();
            var text = line.verb() + " " + tally.getValue().targets + " targets in (target-group " + line.group() + ")";
            state = ServiceMessages.message(state, line.service(), tally.getValue().first, text);
        }
        return state;
    }
}
