package dev.evenkeel.reconcilers.host;

import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.HostId;
import java.util.List;

/// What a host saw change. Numbered per host, so that a repeated one is taken once.
///
/// @param seen the revision of the assignments it works by
public record Report(HostId host, long sequence, Revision seen, List<TaskReport> tasks) {
    public Report {
        tasks = List.copyOf(tasks);
    }
}
