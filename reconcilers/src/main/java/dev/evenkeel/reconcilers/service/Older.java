package dev.evenkeel.reconcilers.service;

import dev.evenkeel.store.event.TaskEvent.TaskCreated;
import dev.evenkeel.store.model.DeploymentId;
import dev.evenkeel.store.model.Phase;
import dev.evenkeel.store.state.DeploymentRow;
import dev.evenkeel.store.state.TaskRow;
import java.util.List;

/// Replaces tasks that a health check failed, of older deployments that were whole once. While too few tasks are
/// healthy, as the newest ones are not yet and may never be, one of its own revision takes the place of each, and it
/// stays until that can be started; otherwise it merely goes before those that are healthy.
final class Older {
    private final Look look;
    private final ServiceView view;

    Older(Look look) {
        this.look = look;
        this.view = look.view;
    }

    /// Whether a task is one of these.
    private boolean has(TaskRow task) {
        return isOlder(task) && view.healthy().failed(task);
    }

    private boolean isOlder(TaskRow task) {
        var row = look.row;
        return task.deployment() instanceof DeploymentId id
                && !id.equals(row.primary().id())
                && row.deployment(id).filter(Older::wasWhole).isPresent();
    }

    private static boolean wasWhole(DeploymentRow deployment) {
        return deployment.completed() && deployment.failure() == null;
    }

    /// Whether stopping a task is not for others to decide: one that failed a check, and, as long as too few are
    /// healthy, an older one that is on its way.
    boolean keeps(TaskRow task) {
        boolean coming = isOlder(task) && task.phase().compareTo(Phase.RUNNING) < 0;
        boolean few = view.healthyCount() < Bounds.of(look.row.spec()).minimumHealthy();
        return has(task) || (coming && few);
    }

    /// Whether a task was started; then nothing else may be, for its place is taken.
    boolean replace() {
        int missing = Bounds.of(look.row.spec()).minimumHealthy() - serving();
        for (var deployment : look.row.deployments()) {
            var failed = failed(deployment);
            int wanted = Math.clamp(missing, 0, failed.size());
            int came = start(deployment, wanted);
            failed.stream().limit(failed.size() - wanted + came).forEach(this::stop);
            if (came > 0) {
                return true;
            }
        }
        return false;
    }

    /// Healthy ones, and older ones that are on their way.
    private int serving() {
        var newest = look.row.primary().id();
        return Math.toIntExact(view.wanted().stream()
                .filter(task -> view.healthy().test(task)
                        || (!newest.equals(task.deployment()) && !view.healthy().failed(task)))
                .count());
    }

    private List<TaskRow> failed(DeploymentRow deployment) {
        return view.outgoing().stream()
                .filter(task -> deployment.id().equals(task.deployment()) && has(task))
                .toList();
    }

    private int start(DeploymentRow deployment, int count) {
        if (count == 0) {
            return 0;
        }
        var side = look.at(deployment);
        new Starter(side).start(count);
        look.take(side);
        return side.count(TaskCreated.class);
    }

    private void stop(TaskRow task) {
        view.healthy().failure(task).ifPresent(failure -> look.stop(task, failure.text(), failure.why()));
    }
}
