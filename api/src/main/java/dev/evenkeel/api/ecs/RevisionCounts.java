package dev.evenkeel.api.ecs;

import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.deployment.ServiceRevisionId;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.List;

/// A service revision and how many tasks it has now.
record RevisionCounts(String arn, int requestedTaskCount, int runningTaskCount, int pendingTaskCount) {
    /// Of all revisions of a service that have tasks or shall have some, newest first.
    static List<RevisionCounts> of(Arns arns, State state, ServiceRow service) {
        return service.deployments().stream()
                .map(row -> of(arns, state, service, row.id()))
                .toList();
    }

    static RevisionCounts of(Arns arns, State state, ServiceRow service, DeploymentId revision) {
        var tasks = state.tasks()
                .of(service.id())
                .filter(task -> revision.equals(task.deployment()))
                .toList();
        boolean newest = service.deployments().stream()
                .findFirst()
                .filter(row -> row.id().equals(revision))
                .isPresent();
        int wanted = Math.toIntExact(tasks.stream().filter(TaskRow::wanted).count());
        return new RevisionCounts(
                arns.of(new ServiceRevisionId(service.id(), revision)),
                newest ? ServiceView.desired(state, service) : wanted,
                ServiceView.running(tasks),
                ServiceView.pending(tasks));
    }
}
