package dev.evenkeel.store.event;

import dev.evenkeel.store.model.Scale;
import dev.evenkeel.store.model.TaskSetId;
import dev.evenkeel.store.model.TaskSetSpec;

/// The life of task sets.
public sealed interface TaskSetEvent extends Event {
    /// The task set.
    TaskSetId set();

    /// A task set exists beside the others of its service.
    record TaskSetCreated(TaskSetId set, TaskSetSpec spec) implements TaskSetEvent {}

    /// It shall have another share of its service's desired count.
    record TaskSetScaleChanged(TaskSetId set, Scale scale) implements TaskSetEvent {}

    /// It serves production from now on; the one that did is one of the others.
    record TaskSetPrimaryChanged(TaskSetId set) implements TaskSetEvent {}

    /// It was deleted and its tasks are being stopped.
    record TaskSetDraining(TaskSetId set) implements TaskSetEvent {}

    /// Its last task has stopped: it is gone.
    record TaskSetDeleted(TaskSetId set) implements TaskSetEvent {}

    /// It has as many tasks as it shall, and all of them are healthy.
    record TaskSetSteadied(TaskSetId set) implements TaskSetEvent {}
}
