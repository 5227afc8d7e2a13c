package dev.evenkeel.store.state;

import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.ServiceId;
import dev.evenkeel.store.model.TaskId;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All tasks of the live state, and those that hold resources by service and by host.
///
/// The indexes hold ids only: most changes of a task are seen in its row alone, and leave them as they are.
///
/// @param byId every task that was not forgotten
/// @param byService tasks of each service that hold resources
/// @param byHost tasks of each host that hold resources
/// @param loads what they hold of each host
public record Tasks(
        Table<TaskId, TaskRow> byId,
        Table<ServiceId, Table<TaskId, TaskId>> byService,
        Table<HostId, Table<TaskId, TaskId>> byHost,
        Table<HostId, HostLoad> loads) {
    /// No tasks.
    public static final Tasks NONE = new Tasks(Table.empty(), Table.empty(), Table.empty(), Table.empty());

    /// With this row set or replaced, in every index that it belongs to.
    ///
    /// @param before the row that it replaces, or null for a new task
    public Tasks with(@Nullable TaskRow before, TaskRow row) {
        boolean was = before != null && before.alive();
        boolean wasOnHost = before != null && before.alive() && before.host() != null;
        var services = byService;
        if (row.service() instanceof ServiceId service && was != row.alive()) {
            services = index(byService, service, row);
        }
        var hosts = byHost;
        var held = loads;
        if (row.host() instanceof HostId host && wasOnHost != row.alive()) {
            hosts = index(byHost, host, row);
            held = loads(host, row);
        }
        return new Tasks(byId.with(row.id(), row), services, hosts, held);
    }

    /// Without a task that has stopped.
    public Tasks without(TaskId task) {
        return new Tasks(byId.without(task), byService, byHost, loads);
    }

    /// The tasks of a service that hold resources, in the order of their ids.
    public Stream<TaskRow> of(ServiceId service) {
        return rows(byService.get(service));
    }

    /// The tasks of a host that hold resources, in the order of their ids.
    public Stream<TaskRow> on(HostId host) {
        return rows(byHost.get(host));
    }

    private Stream<TaskRow> rows(Optional<Table<TaskId, TaskId>> ids) {
        return ids.stream().flatMap(Table::values).flatMap(id -> byId.get(id).stream());
    }

    /// What the tasks of a host hold of it.
    public HostLoad load(HostId host) {
        return loads.get(host).orElse(HostLoad.NONE);
    }

    private Table<HostId, HostLoad> loads(HostId host, TaskRow row) {
        var load = row.alive() ? load(host).plus(row) : load(host).minus(row);
        return load.equals(HostLoad.NONE) ? loads.without(host) : loads.with(host, load);
    }

    private static <K extends Comparable<? super K>> Table<K, Table<TaskId, TaskId>> index(
            Table<K, Table<TaskId, TaskId>> index, K key, TaskRow row) {
        Table<TaskId, TaskId> ids = index.get(key).orElseGet(Table::empty);
        ids = row.alive() ? ids.with(row.id(), row.id()) : ids.without(row.id());
        return ids.isEmpty() ? index.without(key) : index.with(key, ids);
    }
}
