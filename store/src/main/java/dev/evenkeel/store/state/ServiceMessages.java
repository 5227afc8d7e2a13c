package dev.evenkeel.store.state;

import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentCompleted;
import dev.evenkeel.store.event.DeploymentEvent.DeploymentFailed;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.ServiceDeploymentEvent.RollbackStarted;
import dev.evenkeel.store.event.ServiceEvent.PlacementRefused;
import dev.evenkeel.store.event.ServiceEvent.RolloutBlocked;
import dev.evenkeel.store.event.ServiceEvent.ServiceSteadied;
import dev.evenkeel.store.event.ServiceEvent.StartsThrottled;
import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.event.TaskEvent.TaskStopRequested;
import dev.evenkeel.store.event.TaskSetEvent.TaskSetSteadied;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Nearest;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A service's `events[]`: a view on the log, one line for each thing that changed.
final class ServiceMessages {
    private static final String BLOCKED = "was unable to stop or start tasks during a deployment because of the service"
            + " deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.";

    private ServiceMessages() {}

    /// Tasks that one decision started or stopped make one line together.
    private static final class Group {
        private final EventRef first;
        private final List<TaskId> tasks = new ArrayList<>();

        Group(EventRef first) {
            this.first = first;
        }
    }

    static State add(State before, State after, Batch batch) {
        var started = new TreeMap<ServiceId, Group>();
        var stopped = new TreeMap<ServiceId, Group>();
        var state = after;
        for (int i = 0; i < batch.entries().size(); i++) {
            var event = batch.entries().get(i).event();
            var ref = batch.ref(i);
            if (event instanceof TaskCreated created && created.service() instanceof ServiceId service) {
                started.computeIfAbsent(service, _ -> new Group(ref)).tasks.add(created.task());
            } else if (event instanceof TaskStopRequested stop) {
                service(after, stop.task())
                        .ifPresent(id -> stopped.computeIfAbsent(id, _ -> new Group(ref))
                                .tasks
                                .add(stop.task()));
            } else {
                state = single(before, state, event, ref);
            }
        }
        for (var group : started.entrySet()) {
            state = message(state, group.getKey(), group.getValue().first, "has started " + tasks(group.getValue()));
        }
        for (var group : stopped.entrySet()) {
            var text = "has stopped " + tasks(group.getValue()).replaceFirst(" tasks: ", " running tasks: ");
            state = message(state, group.getKey(), group.getValue().first, text);
        }
        return TargetMessages.add(before, state, batch);
    }

    private static State single(State before, State state, Event event, EventRef ref) {
        if (event instanceof ServiceSteadied e) {
            return message(state, e.service(), ref, "has reached a steady state.");
        }
        if (event instanceof DeploymentCompleted e) {
            return message(state, e.service(), ref, "(deployment " + e.deployment() + ") deployment completed.");
        }
        if (event instanceof DeploymentFailed e) {
            return message(
                    state, e.service(), ref, "(deployment " + e.deployment() + ") deployment failed: " + what(e));
        }
        if (event instanceof RollbackStarted e && e.to() instanceof DeploymentId to) {
            return message(state, e.id().service(), ref, "rolling back to deployment " + to + ".");
        }
        if (event instanceof TaskSetSteadied e) {
            var set = "(taskSet " + e.set().deployment() + ") ";
            return message(state, e.set().service(), ref, set + "has reached a steady state.");
        }
        if (event instanceof RolloutBlocked e) {
            return message(state, e.service(), ref, BLOCKED);
        }
        if (event instanceof PlacementRefused e && !e.refusals().isEmpty()) {
            return notLaunched(message(state, e.service(), ref, refused(e)), e, ref);
        }
        boolean entering = event instanceof StartsThrottled e
                && before.services()
                        .get(e.service())
                        .map(s -> s.starts().throttledAt() == 0)
                        .orElse(true);
        if (entering && event instanceof StartsThrottled e) {
            return message(state, e.service(), ref, "is unable to consistently start tasks successfully.");
        }
        return state;
    }

    /// ECS names the finder first, and leaves it out in the message.
    private static String what(DeploymentFailed event) {
        return event.reason().replaceFirst("^ECS deployment (circuit breaker|alarms): ", "");
    }

    /// With a circuit breaker, which does not count what was never launched, ECS says so.
    private static State notLaunched(State state, PlacementRefused event, EventRef ref) {
        var service = state.services().get(event.service());
        var deployment = service.filter(row -> !row.deployments().isEmpty())
                .map(ServiceRow::primary)
                .filter(row -> !row.completed() && breaks(row));
        if (service.isEmpty() || deployment.isEmpty()) {
            return state;
        }
        var id = deployment.get().id();
        long there = state.tasks()
                .of(event.service())
                .filter(task -> task.wanted() && id.equals(task.deployment()))
                .count();
        long missing = service.get().spec().desiredCount() - there;
        return missing <= 0
                ? state
                : message(
                        state,
                        event.service(),
                        ref,
                        "could not launch " + missing + " tasks for deployment " + id + ".");
    }

    private static boolean breaks(DeploymentRow row) {
        return row.asked()
                .deploymentConfiguration()
                .struct("deploymentCircuitBreaker")
                .bool("enable")
                .orElse(false);
    }

    private static String refused(PlacementRefused event) {
        if (event.refusals().stream().anyMatch(refusal -> refusal.reason().equals("PROVISIONING"))) {
            return "was unable to place tasks in your cluster because the tasks provisioning capacity limit was exceeded.";
        }
        var why = event.nearest() instanceof Nearest nearest
                ? " The closest matching (container-instance " + nearest.host() + ") " + hindrance(nearest.reason())
                : " Reason: No Container Instances were found in your cluster.";
        return "was unable to place a task because no container instance met all of its requirements." + why
                + " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";
    }

    private static String hindrance(String reason) {
        return switch (reason) {
            case "RESOURCE:CPU" -> "has insufficient CPU units available.";
            case "RESOURCE:MEMORY" -> "has insufficient memory available.";
            case "RESOURCE:PORTS" -> "is already using a port required by your task.";
            case "ATTRIBUTE" -> "is missing an attribute required by your task.";
            default -> "encountered error \"" + reason + "\"";
        };
    }

    private static String tasks(Group group) {
        return group.tasks.size() + " tasks: "
                + group.tasks.stream().map(t -> "(task " + t.value() + ")").collect(Collectors.joining(" ")) + ".";
    }

    private static Optional<ServiceId> service(State state, TaskId task) {
        return state.tasks().byId().get(task).flatMap(row -> Optional.ofNullable(row.service()));
    }

    static State message(State state, ServiceId service, EventRef ref, String text) {
        return state.services()
                .get(service)
                .map(row -> state.withServices(
                        state.services().with(service, row.message(new ServiceMessage(ref, state.at(), text)))))
                .orElse(state);
    }
}
