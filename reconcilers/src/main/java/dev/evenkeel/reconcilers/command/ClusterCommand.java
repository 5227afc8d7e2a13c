package dev.evenkeel.reconcilers.command;

import static dev.evenkeel.reconcilers.command.Answers.requested;

import dev.evenkeel.reconcilers.launch.Launch;
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
import java.util.ArrayList;
import java.util.List;

/// Commands about clusters.
public sealed interface ClusterCommand extends Command<ClusterId> {
    /// The member of a cluster's document with its settings.
    String SETTINGS = "settings";

    /// The member of a cluster's document with the names of its capacity providers.
    String PROVIDERS = "capacityProviders";

    private static Doc.Struct merged(ClusterRow row, Doc.Struct members) {
        var document = row.document();
        for (var member : members.members().entrySet()) {
            document = document.with(member.getKey(), member.getValue());
        }
        return document;
    }

    private static Outcome<ClusterId> changed(ClusterRow row, Doc.Struct document) {
        return row.document().equals(document)
                ? Outcome.accepted(row.id(), List.of())
                : Outcome.accepted(row.id(), requested(new ClusterChanged(row.id(), document)));
    }

    /// Have a cluster of this name. One that is there is answered as it is, as ECS does.
    ///
    /// @param document settings, tags and the like, as they were validated
    record CreateCluster(ClusterId cluster, Doc.Struct document, Doc.Struct input) implements ClusterCommand {
        @Override
        public Outcome<ClusterId> decide(State tip, Inputs inputs) {
            return Answers.isActive(tip, cluster)
                    ? Outcome.accepted(cluster, List.of())
                    : Outcome.accepted(cluster, requested(new ClusterCreated(cluster, complete(tip))));
        }

        /// A cluster that says nothing of Container Insights has what the account's setting says.
        private Doc.Struct complete(State tip) {
            if (!document.items(SETTINGS).isEmpty()) {
                return document;
            }
            var value = AccountSettings.effective(tip, cluster.region(), "", AccountSettings.CONTAINER_INSIGHTS);
            var setting = Doc.EMPTY
                    .with("name", Doc.of(AccountSettings.CONTAINER_INSIGHTS))
                    .with("value", Doc.of(value));
            return document.with(SETTINGS, Doc.of(List.of(setting)));
        }
    }

    /// Have a cluster with exactly these settings, made if it is missing. What is not said of settings stays.
    record PutCluster(ClusterId cluster, Doc.Struct document, Doc.Struct input) implements ClusterCommand {
        @Override
        public Outcome<ClusterId> decide(State tip, Inputs inputs) {
            var row = tip.clusters().get(cluster).filter(ClusterRow::active);
            if (row.isEmpty()) {
                return new CreateCluster(cluster, document, input).decide(tip, inputs);
            }
            var wanted = document.items(SETTINGS).isEmpty()
                    ? document.with(SETTINGS, new Doc.Items(row.get().document().items(SETTINGS)))
                    : document;
            return changed(row.get(), wanted);
        }
    }

    /// Change what these members of a cluster's document say; the others stay.
    record UpdateCluster(ClusterId cluster, Doc.Struct members, Doc.Struct input) implements ClusterCommand {
        @Override
        public Outcome<ClusterId> decide(State tip, Inputs inputs) {
            var row = tip.clusters().get(cluster).filter(ClusterRow::active);
            return row.isEmpty() ? Answers.noCluster() : changed(row.get(), merged(row.get(), members));
        }
    }

    /// Give a cluster these capacity providers, and this strategy for what names none. One that is taken away must not
    /// be in use.
    ///
    /// @param members `capacityProviders` and `defaultCapacityProviderStrategy`
    record PutCapacityProviders(ClusterId cluster, Doc.Struct members, Doc.Struct input) implements ClusterCommand {
        @Override
        public Outcome<ClusterId> decide(State tip, Inputs inputs) {
            var row = tip.clusters().get(cluster).filter(ClusterRow::active);
            if (row.isEmpty()) {
                return Answers.noCluster();
            }
            var gone = new ArrayList<>(row.get().document().texts(PROVIDERS));
            gone.removeAll(members.texts(PROVIDERS));
            for (String provider : gone) {
                if (isUsed(tip, provider)) {
                    return Outcome.refused(
                            "ResourceInUseException",
                            "The specified capacity provider is in use and cannot be removed: " + provider + ".");
                }
            }
            return changed(row.get(), merged(row.get(), members));
        }

        private boolean isUsed(State tip, String provider) {
            return InCluster.tasks(tip, cluster)
                            .filter(TaskRow::alive)
                            .anyMatch(task -> task.request()
                                    .text(Launch.PROVIDER)
                                    .filter(provider::equals)
                                    .isPresent())
                    || InCluster.services(tip, cluster)
                            .filter(service -> service.status() != ServiceRow.Status.INACTIVE)
                            .flatMap(service -> service.spec().document().structs("capacityProviderStrategy").stream())
                            .anyMatch(item -> item.text("capacityProvider")
                                    .filter(provider::equals)
                                    .isPresent());
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
