package dev.evenkeel.store.event;

import dev.evenkeel.store.model.ClusterId;
import dev.evenkeel.store.model.Doc;

/// The life of clusters.
public sealed interface ClusterEvent extends Event {
    /// The cluster.
    ClusterId cluster();

    /// A cluster exists, or exists again.
    record ClusterCreated(ClusterId cluster, Doc.Struct document) implements ClusterEvent {}

    /// Its settings, configuration or tags are now these.
    record ClusterChanged(ClusterId cluster, Doc.Struct document) implements ClusterEvent {}

    /// The cluster is INACTIVE.
    record ClusterDeleted(ClusterId cluster) implements ClusterEvent {}
}
