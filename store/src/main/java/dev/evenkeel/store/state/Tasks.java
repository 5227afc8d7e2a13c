package dev.evenkeel.store.state;

import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskId;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All tasks of the live state, and those that hold resources by service and by host.
///
/// @param byId every task that was not forgotten
/// @param byService tasks of each service that hold resources
/// @param byHost tasks of each host that hold resources
/// @param loads what they hold of each host
public record Tasks(
        Table<TaskId, TaskRow> byId,
        Table<ServiceId, Table<TaskId, TaskRow>> byService,
        Table<HostId, Table<TaskId, TaskRow>> byHost,
        Table<HostId, HostLoad> loads) {
    /// No tasks.
    public static final Tasks NONE = new Tasks(Table.empty(), Table.empty(), Table.empty(), Table.empty());

    /// With this row set or replaced, in every index that it belongs to.
    ///
    /// @param before the row that it replaces, or null for a new task
    public Tasks with(@Nullable TaskRow before, TaskRow row) {
        var services = row.service() instanceof ServiceId service ? index(byService, service, row) : byService;
        if (!(row.host() instanceof HostId host)) {
            return new Tasks(byId.with(row.id(), row), services, byHost, loads);
        }
        boolean held = before != null && before.host() != null && before.alive();
        return new Tasks(byId.with(row.id(), row), services, index(byHost, host, row), loads(host, row, held));
    }

    /// Without a task that has stopped.
    public Tasks without(TaskId task) {
        return new Tasks(byId.without(task), byService, byHost, loads);
    }

    /// The tasks of a service that hold resources, in the order of their ids.
    public Stream<TaskRow> of(ServiceId service) {
        return byService.get(service).map(Table::values).orElseGet(Stream::empty);
    }

    /// The tasks of a host that hold resources, in the order of their ids.
    public Stream<TaskRow> on(HostId host) {
        return byHost.get(host).map(Table::values).orElseGet(Stream::empty);
    }

    /// What the tasks of a host hold of it.
    public HostLoad load(HostId host) {
        return loads.get(host).orElse(HostLoad.NONE);
    }

    private Table<HostId, HostLoad> loads(HostId host, TaskRow row, boolean held) {
        if (held == row.alive()) {
            return loads;
        }
        var load = held ? load(host).minus(row) : load(host).plus(row);
        return load.equals(HostLoad.NONE) ? loads.without(host) : loads.with(host, load);
    }

    private static <K extends Comparable<? super K>> Table<K, Table<TaskId, TaskRow>> index(
            Table<K, Table<TaskId, TaskRow>> index, K key, TaskRow row) {
        Table<TaskId, TaskRow> rows = index.get(key).orElseGet(Table::empty);
        rows = row.alive() ? rows.with(row.id(), row) : rows.without(row.id());
        return rows.isEmpty() ? index.without(key) : index.with(key, rows);
    }
}
