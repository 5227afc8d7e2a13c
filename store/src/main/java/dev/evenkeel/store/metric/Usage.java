package dev.evenkeel.store.metric;

import dev.evenkeel.store.model.TaskId;

/// What the containers of one task used over a while.
///
/// @param cpu CPU units, 1024 a core
/// @param memory MiB, without the page cache
/// @param received bytes a second over the network
/// @param sent bytes a second over the network
/// @param read bytes from disks
/// @param written bytes to disks
public record Usage(TaskId task, double cpu, double memory, double received, double sent, double read, double written) {
    /// Of the same task, both at once.
    public Usage plus(Usage other) {
        return new Usage(
                task,
                cpu + other.cpu,
                memory + other.memory,
                received + other.received,
                sent + other.sent,
                read + other.read,
                written + other.written);
    }

    /// The mean of so many over equal whiles; what was read and written is added up.
    public Usage dividedBy(int count) {
        return new Usage(task, cpu / count, memory / count, received / count, sent / count, read, written);
    }
}
