package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.store.event.ClusterEvent.ClusterChanged;
import dev.evenkeel.store.event.ClusterEvent.ClusterCreated;
import dev.evenkeel.store.event.ClusterEvent.ClusterDeleted;
import dev.evenkeel.store.ledger.Inputs;
import dev.evenkeel.store.ledger.Outcome;
import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.state.ClusterRow;
import dev.evenkeel.store.state.ServiceRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskRow;
import java.util.List;

/// Commands about clusters.
public sealed interface ClusterCommand extends Command<ClusterId> {
    /// Have a cluster of this name. One that is there is answered as it is, as ECS does.
    ///
    /// @param document settings, tags and the like, as they were validated
    record CreateCluster(ClusterId cluster, Doc.Struct document, Doc.Struct input) implements ClusterCommand {
        @Override
        public Outcome<ClusterId> decide(State tip, Inputs inputs) {
            return Answers.isActive(tip, cluster)
                    ? Outcome.accepted(cluster, List.of())
                    : Outcome.accepted(cluster, requested(new ClusterCreated(cluster, document)));
        }
    }

    /// Have a cluster with exactly these settings, made if it is missing.
    record PutCluster(ClusterId cluster, Doc.Struct document, Doc.Struct input) implements ClusterCommand {
        @Override
        public Outcome<ClusterId> decide(State tip, Inputs inputs) {
            var row = tip.clusters().get(cluster).filter(ClusterRow::active);
            if (row.isEmpty()) {
                return Outcome.accepted(cluster, requested(new ClusterCreated(cluster, document)));
            }
            return row.get().document().equals(document)
                    ? Outcome.accepted(cluster, List.of())
                    : Outcome.accepted(cluster, requested(new ClusterChanged(cluster, document)));
        }
    }

    /// Make a cluster INACTIVE. It must be empty.
    record DeleteCluster(ClusterId cluster, Doc.Struct input) implements ClusterCommand {
        @Override
        public Outcome<ClusterId> decide(State tip, Inputs inputs) {
            if (!Answers.isActive(tip, cluster)) {
                return Answers.noCluster();
            }
            if (hasServices(tip)) {
                return Outcome.refused(
                        "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.");
            }
            if (hasTasks(tip)) {
                return Outcome.refused(
                        "ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");
            }
            return Outcome.accepted(cluster, requested(new ClusterDeleted(cluster)));
        }

        private boolean hasServices(State tip) {
            return InCluster.services(tip, cluster).anyMatch(row -> row.status() != ServiceRow.Status.INACTIVE);
        }

        private boolean hasTasks(State tip) {
            return InCluster.tasks(tip, cluster).anyMatch(TaskRow::alive);
        }
    }
}
