package dev.evenkeel.api.v1;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.store.audit.Entities;
import dev.evenkeel.store.audit.History;
import dev.evenkeel.store.audit.Why;
import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.event.TaskEvent.TaskForgotten;
import dev.evenkeel.store.ledger.Ledger;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.LogGroupId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.model.TaskId;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds what a caller asks about, and why it is as it is: the causes of the newest event about it.
final class WhyPage {
    private static final Pattern DEFINITION = Pattern.compile("([\\w-]+):(\\d{1,9})");
    private static final Pattern REF = Pattern.compile("r(\\d{1,18})\\.(\\d{1,9})");
    private static final int NOT_FOUND = 404;
    private static final int RECENT = 10;

    private final Ledger ledger;
    private final History history;

    WhyPage(Ledger ledger, History history) {
        this.ledger = ledger;
        this.history = history;
    }

    /// Why a thing of a region is as it is.
    ///
    /// @param path the kind and, after it, the id, of which a cluster may be left out and a task's may be cut short
    /// @throws ApiException if there is no such thing
    Why of(String region, List<String> path) {
        if (path.size() < 2) {
            throw Parameters.invalid("name a kind and an id, such as task/0123abcd or service/dev/web");
        }
        var kind = path.getFirst();
        var id = path.subList(1, path.size());
        var ref = kind.equals("event") ? event(id.getFirst()) : newest(entity(region, kind, id));
        return Why.of(history, ref).orElseThrow(() -> notFound(String.join("/", path)));
    }

    private String entity(String region, String kind, List<String> id) {
        return switch (kind) {
            case "task" -> Entities.key(task(region, id));
            case "service" -> Entities.key(service(region, id));
            case "cluster" -> Entities.key(new ClusterId(region, id.getFirst()));
            case "task-definition" -> Entities.key(definition(region, id.getFirst()));
            case "deployment" -> Entities.key(new DeploymentId(String.join("/", id)));
            case "host" -> Entities.key(new HostId(id.getFirst()));
            case "log-group" -> Entities.key(new LogGroupId(region, String.join("/", id)));
            default ->
                throw Parameters.invalid("no kind " + kind + "; there are task, service, cluster, task-definition,"
                        + " deployment, host, log-group and event");
        };
    }

    /// What came of a task is told by its end, not by the tidying up long after.
    private EventRef newest(String entity) {
        var about = history.about(entity, RECENT);
        return about.stream()
                .filter(recorded -> !(recorded.event() instanceof TaskForgotten))
                .reduce((_, later) -> later)
                .map(History.Recorded::ref)
                .orElseThrow(() -> notFound(entity));
    }

    private static EventRef event(String text) {
        var match = REF.matcher(text);
        if (!match.matches()) {
            throw Parameters.invalid("an event is named like r4711.2, not " + text);
        }
        return new EventRef(new Revision(Long.parseLong(match.group(1))), Integer.parseInt(match.group(2)));
    }

    private static TaskDefinitionId definition(String region, String text) {
        var match = DEFINITION.matcher(text);
        if (!match.matches()) {
            throw Parameters.invalid("a task definition is named like web:1, not " + text);
        }
        return new TaskDefinitionId(region, match.group(1), Integer.parseInt(match.group(2)));
    }

    private TaskId task(String region, List<String> id) {
        var start = id.getLast();
        var found = ledger.state()
                .tasks()
                .byId()
                .from(new TaskId(new ClusterId(region, ""), ""))
                .map(entry -> entry.getKey())
                .takeWhile(task -> task.cluster().region().equals(region))
                .filter(task -> task.value().startsWith(start) && isIn(task.cluster(), id));
        return only(found, "task/" + String.join("/", id));
    }

    private ServiceId service(String region, List<String> id) {
        var found = ledger.state()
                .services()
                .from(new ServiceId(new ClusterId(region, ""), ""))
                .map(entry -> entry.getKey())
                .takeWhile(service -> service.cluster().region().equals(region))
                .filter(service -> service.name().equals(id.getLast()) && isIn(service.cluster(), id));
        return only(found, "service/" + String.join("/", id));
    }

    private static boolean isIn(ClusterId cluster, List<String> id) {
        return id.size() == 1 || cluster.name().equals(id.getFirst());
    }

    private static <T> T only(Stream<T> found, String what) {
        var first = found.limit(2).toList();
        if (first.size() == 2) {
            throw Parameters.invalid(what + " may be " + first.getFirst() + " or " + first.getLast());
        }
        return first.stream().findFirst().orElseThrow(() -> notFound(what));
    }

    private static ApiException notFound(String what) {
        return ApiError.sender(NOT_FOUND, "ResourceNotFoundException", "nothing is known of " + what)
                .asException();
    }
}
