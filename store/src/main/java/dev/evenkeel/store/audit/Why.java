package dev.evenkeel.store.audit;

import dev.evenkeel.store.audit.History.Recorded;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.TaskEvent;
import dev.evenkeel.store.event.TaskEvent.ContainerRestarted;
import dev.evenkeel.store.event.TaskEvent.ShellOpened;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskForgotten;
import dev.evenkeel.store.event.TaskEvent.TaskObserved;
import dev.evenkeel.store.event.TaskEvent.TaskPlaced;
import dev.evenkeel.store.event.TaskEvent.TaskProtectionChanged;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.event.TaskEvent.TaskStopped;
import dev.evenkeel.store.event.TaskEvent.TaskTagged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// An event and what led to it, back to what came from outside: a call, a report, a lease, or the beginning.
///
/// @param because the events it rests on
/// @param elsewhere the causes are told elsewhere in the same tree, or lie deeper than is told
public record Why(Recorded what, List<Why> because, boolean elsewhere) {
    private static final int DEEPEST = 40;
    private static final int TASK_EVENTS = 100;

    /// The causes of the event at a place, if there is one.
    public static Optional<Why> of(History history, EventRef ref) {
        return of(history, ref, new TreeSet<>(), 0);
    }

    private static Optional<Why> of(History history, EventRef ref, Set<EventRef> told, int depth) {
        return history.event(ref).map(recorded -> {
            var causes = causes(history, recorded);
            boolean elsewhere = !causes.isEmpty() && (!told.add(ref) || depth == DEEPEST);
            if (elsewhere) {
                return new Why(recorded, List.of(), true);
            }
            var because = causes.stream()
                    .flatMap(cause -> of(history, cause, told, depth + 1).stream())
                    .toList();
            return new Why(recorded, because, false);
        });
    }

    /// The evidence that was given; for what a host saw, what had been decided of the task; for what a call led to, the
    /// call.
    private static List<EventRef> causes(History history, Recorded recorded) {
        var evidence = recorded.reason().evidence();
        if (!evidence.isEmpty()) {
            return evidence;
        }
        if (recorded.origin() instanceof Origin.Call && recorded.ref().index() > 0) {
            return List.of(new EventRef(recorded.ref().revision(), 0));
        }
        return recorded.event() instanceof TaskEvent task ? decided(history, recorded.ref(), task) : List.of();
    }

    private static List<EventRef> decided(History history, EventRef ref, TaskEvent event) {
        var earlier = history.about(Entities.key(event.task()), TASK_EVENTS).stream()
                .filter(other -> other.ref().compareTo(ref) < 0)
                .toList();
        return switch (event) {
            case TaskStopped _ ->
                last(earlier, TaskStopRequested.class).or(() -> last(earlier, TaskCreated.class)).stream()
                        .toList();
            case TaskObserved _ ->
                last(earlier, TaskPlaced.class).or(() -> last(earlier, TaskCreated.class)).stream()
                        .toList();
            case TaskPlaced _,
                    ContainerRestarted _,
                    TaskStopRequested _,
                    TaskTagged _,
                    TaskProtectionChanged _,
                    ShellOpened _ -> last(earlier, TaskCreated.class).stream().toList();
            case TaskForgotten _ -> last(earlier, TaskStopped.class).stream().toList();
            case TaskCreated _ -> List.of();
        };
    }

    private static Optional<EventRef> last(List<Recorded> events, Class<? extends TaskEvent> type) {
        var found = new ArrayList<EventRef>();
        for (var event : events) {
            if (type.isInstance(event.event())) {
                found.add(event.ref());
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }
}
