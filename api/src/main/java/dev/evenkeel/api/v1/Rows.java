package dev.evenkeel.api.v1;

import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskDefinitionRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The tables of a state by name, with their rows as they are told.
final class Rows {
    /// The names of the tables, in the order in which a watch tells them.
    static final List<String> TABLES = List.of("hosts", "clusters", "task-definitions", "services", "tasks");

    private Rows() {}

    /// The rows of a table, in key order.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if there is no such table
    static Stream<Object> of(State state, String table) {
        return switch (table) {
            case "hosts" -> state.hosts().values().map(row -> row);
            case "clusters" -> state.clusters().values().map(row -> row);
            case "task-definitions" -> state.definitions().values().map(Rows::told);
            case "services" -> state.services().values().map(row -> row);
            case "tasks" -> state.tasks().byId().values().map(row -> row);
            default -> throw Parameters.invalid("no table " + table + "; there are " + String.join(", ", TABLES));
        };
    }

    /// Only the document: the typed view of it says nothing new.
    private static Map<String, Object> told(TaskDefinitionRow row) {
        var told = new LinkedHashMap<String, Object>();
        told.put("id", row.definition().id());
        told.put("active", row.active());
        told.put("registeredAt", row.registeredAt());
        told.put("registeredBy", row.registeredBy());
        told.put("document", row.definition().document());
        told.put("since", row.since());
        return told;
    }
}
