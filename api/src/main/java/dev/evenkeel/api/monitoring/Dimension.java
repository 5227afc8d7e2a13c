package dev.evenkeel.api.monitoring;

import dev.evenkeel.api.protocol.ApiException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// A name and a value that tell series of the same metric apart.
record Dimension(String Name, String Value) {
    /// Values by name.
    ///
    /// @param wrong how the operation refuses a name that is there twice
    static SortedMap<String, String> map(List<Dimension> dimensions, Function<String, ApiException> wrong) {
        var map = new TreeMap<String, String>();
        for (var dimension : dimensions) {
            if (map.put(dimension.Name, dimension.Value) != null) {
                throw wrong.apply("Dimension " + dimension.Name + " is given more than once.");
            }
        }
        return map;
    }

    /// All of a series, in the order of their names.
    static List<Dimension> list(Map<String, String> dimensions) {
        return dimensions.entrySet().stream()
                .map(entry -> new Dimension(entry.getKey(), entry.getValue()))
                .toList();
    }
}
