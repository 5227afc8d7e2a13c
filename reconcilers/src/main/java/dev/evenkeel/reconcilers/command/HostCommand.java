package dev.evenkeel.reconcilers.command;

import dev.evenkeel.reconcilers.host.Report;
import dev.evenkeel.reconcilers.host.TaskReport;
import dev.evenkeel.store.event.Entry;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.HostEvent.HostConditionChanged;
import dev.evenkeel.store.event.HostEvent.HostLost;
import dev.evenkeel.store.event.HostEvent.HostRegistered;
import dev.evenkeel.store.event.HostEvent.HostReturned;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.TaskEvent.ContainerRestarted;
import dev.evenkeel.store.event.TaskEvent.TaskObserved;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.HostSpec;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.model.RestartCount;
import dev.evenkeel.store.model.StopCode;
import dev.evenkeel.store.state.HostRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What hosts say, and what is noticed of them. The answer tells whether it was news.
public sealed interface HostCommand extends Command<Boolean> {
    /// A task that ended by itself before it had run this long did not really start.
    Duration MINIMUM_RUN = Duration.ofSeconds(10);

    /// A host offers itself, for the first time or anew.
    record RegisterHost(HostId host, HostSpec spec) implements HostCommand {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            var row = tip.hosts().get(host);
            if (row.filter(r -> r.spec().equals(spec)).isEmpty()) {
                return news(new HostRegistered(host, spec));
            }
            return row.get().connected() ? Outcome.accepted(false, List.of()) : news(new HostReturned(host));
        }
    }

    /// A host has not been heard of for as long as its lease is.
    record LoseHost(HostId host) implements HostCommand {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            boolean connected = tip.hosts().get(host).filter(HostRow::connected).isPresent();
            return connected ? news(new HostLost(host)) : Outcome.accepted(false, List.of());
        }
    }

    /// A host suffers from something, or no longer does.
    ///
    /// @param condition such as [HostRow#DISK_PRESSURE]
    /// @param message figures for people
    record NoteCondition(HostId host, String condition, boolean holds, String message) implements HostCommand {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            boolean news = tip.hosts()
                    .get(host)
                    .filter(row -> row.conditions().containsKey(condition) != holds)
                    .isPresent();
            return news
                    ? news(new HostConditionChanged(host, condition, holds, message))
                    : Outcome.accepted(false, List.of());
        }
    }

    /// A host reports. What is old, repeated or about tasks that have stopped is passed over.
    record TakeReport(Report report) implements HostCommand {
        @Override
        public Outcome<Boolean> decide(State tip, Inputs inputs) {
            var host = tip.hosts().get(report.host());
            if (host.isEmpty() || report.sequence() <= host.get().lastReport()) {
                return Outcome.accepted(false, List.of());
            }
            var entries = new ArrayList<Entry>();
            if (!host.get().connected()) {
                entries.add(new Entry(new HostReturned(report.host()), new Reason.Observed()));
            }
            for (var seen : report.tasks()) {
                tip
                        .tasks()
                        .byId()
                        .get(seen.task())
                        .filter(row -> row.alive() && report.host().equals(row.host()))
                        .stream()
                        .flatMap(row -> Stream.concat(restarts(row, seen), event(row, seen, inputs.now()).stream()))
                        .forEach(event -> entries.add(new Entry(event, new Reason.Observed())));
            }
            return Outcome.accepted(!entries.isEmpty(), entries);
        }

        private static Stream<Event> restarts(TaskRow row, TaskReport seen) {
            return seen.restarts().stream()
                    .filter(now -> now.count() > RestartCount.of(row.restarts(), now.container()))
                    .map(now -> new ContainerRestarted(row.id(), now.container(), now.count()));
        }

        private static Optional<Event> event(TaskRow row, TaskReport seen, Instant now) {
            if (seen.phase() == Phase.STOPPED) {
                return Optional.of(stopped(row, seen, now));
            }
            boolean forward = row.phase().mayBecome(seen.phase());
            boolean news = forward
                    || seen.health() != row.health()
                    || !seen.containers().equals(row.containers())
                    || (row.times().pullStoppedAt() == null && seen.pullStoppedAt() != null)
                    || (row.times().pullStartedAt() == null && seen.pullStartedAt() != null);
            return news
                    ? Optional.of(new TaskObserved(
                            row.id(),
                            forward ? seen.phase() : row.phase(),
                            seen.health(),
                            seen.containers(),
                            seen.pullStartedAt(),
                            seen.pullStoppedAt()))
                    : Optional.empty();
        }

        private static TaskStopped stopped(TaskRow row, TaskReport seen, Instant now) {
            var asked = row.stopCode();
            if (asked != null) {
                var reason = row.stoppedReason() == null ? "" : row.stoppedReason();
                return new TaskStopped(row.id(), asked, reason, seen.containers(), false);
            }
            var startedAt = row.times().startedAt();
            boolean failed = startedAt == null || now.isBefore(startedAt.plus(MINIMUM_RUN));
            return new TaskStopped(
                    row.id(),
                    seen.stopCode() == null ? StopCode.ESSENTIAL_CONTAINER_EXITED : seen.stopCode(),
                    seen.stopReason() == null ? "Essential container in task exited" : seen.stopReason(),
                    seen.containers(),
                    failed);
        }
    }

    private static Outcome<Boolean> news(Event event) {
        return Outcome.accepted(true, List.of(new Entry(event, new Reason.Observed())));
    }
}
