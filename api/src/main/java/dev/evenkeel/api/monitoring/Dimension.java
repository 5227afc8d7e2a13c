package dev.evenkeel.api.monitoring;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A name and a value that tell series of the same metric apart.
record Dimension(String Name, String Value) {
    /// Values by name.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException when a name is there twice
    static SortedMap<String, String> map(List<Dimension> dimensions) {
        var map = new TreeMap<String, String>();
        for (var dimension : dimensions) {
            if (map.put(dimension.Name, dimension.Value) != null) {
                throw Errors.value("Dimension " + dimension.Name + " is given more than once.");
            }
        }
        return map;
    }

    /// All of a series, in the order of their names.
    static List<Dimension> list(SortedMap<String, String> dimensions) {
        return dimensions.entrySet().stream()
                .map(entry -> new Dimension(entry.getKey(), entry.getValue()))
                .toList();
    }
}
