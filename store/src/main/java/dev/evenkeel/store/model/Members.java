package dev.evenkeel.store.model;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads what several views of a document have in common.
final class Members {
    private Members() {}

    static Optional<Integer> number(Doc.Struct doc, String name) {
        return doc.whole(name).map(Long::intValue);
    }

    static boolean flag(Doc.Struct doc, String name) {
        return doc.bool(name).orElse(false);
    }

    static String text(Doc.Struct doc, String name) {
        return doc.text(name).orElse("");
    }

    /// The members of an object that are strings, in the order of their names.
    static Map<String, String> texts(Doc.Struct doc) {
        var values = new TreeMap<String, String>();
        doc.members().forEach((name, value) -> {
            if (value instanceof Doc.Text text) {
                values.put(name, text.value());
            }
        });
        return values;
    }

    /// A list of pairs of a name and a value, in the order of the names; the last of equal names counts.
    static Map<String, String> pairs(Doc.Struct doc, String list, String name, String value) {
        var pairs = new TreeMap<String, String>();
        doc.structs(list).forEach(pair -> pairs.put(text(pair, name), text(pair, value)));
        return pairs;
    }
}
