package dev.evenkeel.store.state;

import dev.evenkeel.store.model.InterfaceId;
import dev.evenkeel.store.model.Ipv4;
import dev.evenkeel.store.model.SecurityGroupId;
import dev.evenkeel.store.model.SubnetId;
import dev.evenkeel.store.model.TaskId;
import java.util.Optional;
import java.util.stream.Stream;

/// All interfaces of tasks, and who holds which addresses.
///
/// @param byId every interface whose task was not forgotten
/// @param byTask the interface of each task
/// @param byGroup held interfaces of each security group
/// @param addresses held addresses of each subnet
/// @param published held public addresses
public record Interfaces(
        Table<InterfaceId, InterfaceRow> byId,
        Table<TaskId, InterfaceId> byTask,
        Table<SecurityGroupId, Table<InterfaceId, InterfaceId>> byGroup,
        Table<SubnetId, Table<Ipv4, InterfaceId>> addresses,
        Table<Ipv4, InterfaceId> published) {
    /// No interfaces.
    public static final Interfaces NONE =
            new Interfaces(Table.empty(), Table.empty(), Table.empty(), Table.empty(), Table.empty());

    /// The interface of a task, if it has one.
    public Optional<InterfaceRow> of(TaskId task) {
        return byTask.get(task).flatMap(byId::get);
    }

    /// The interfaces that are members of a security group, in the order of their ids.
    public Stream<InterfaceRow> in(SecurityGroupId group) {
        return byGroup.get(group).stream().flatMap(Table::values).flatMap(id -> byId.get(id).stream());
    }

    /// The addresses of a subnet that are held.
    public Table<Ipv4, InterfaceId> held(SubnetId subnet) {
        return addresses.get(subnet).orElseGet(Table::empty);
    }

    /// With one more.
    public Interfaces with(InterfaceRow row) {
        var rows = byId.with(row.id(), row);
        var tasks = byTask.with(row.task(), row.id());
        if (!row.held()) {
            return new Interfaces(rows, tasks, byGroup, addresses, published);
        }
        var groups = byGroup;
        for (var group : row.groups()) {
            groups =
                    groups.with(group, groups.get(group).orElseGet(Table::empty).with(row.id(), row.id()));
        }
        return new Interfaces(
                rows,
                tasks,
                groups,
                addresses.with(row.subnet(), held(row.subnet()).with(row.address(), row.id())),
                row.published() == null ? published : published.with(row.published(), row.id()));
    }

    /// Without what the interface of a task that has stopped held.
    Interfaces released(TaskId task) {
        var row = of(task).filter(InterfaceRow::held).orElse(null);
        if (row == null) {
            return this;
        }
        var groups = byGroup;
        for (var group : row.groups()) {
            groups = replaced(groups, group, groups.get(group).orElseThrow().without(row.id()));
        }
        return new Interfaces(
                byId.with(row.id(), row.released()),
                byTask,
                groups,
                replaced(addresses, row.subnet(), held(row.subnet()).without(row.address())),
                row.published() == null ? published : published.without(row.published()));
    }

    /// Without the interface of a task that is forgotten.
    Interfaces forgotten(TaskId task) {
        var row = of(task).orElse(null);
        return row == null
                ? this
                : new Interfaces(byId.without(row.id()), byTask.without(task), byGroup, addresses, published);
    }

    private static <K extends Comparable<? super K>, I extends Comparable<? super I>>
            Table<K, Table<I, InterfaceId>> replaced(
                    Table<K, Table<I, InterfaceId>> index, K key, Table<I, InterfaceId> rows) {
        return rows.isEmpty() ? index.without(key) : index.with(key, rows);
    }
}
