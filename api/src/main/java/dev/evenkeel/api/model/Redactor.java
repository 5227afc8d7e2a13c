package dev.evenkeel.api.model;

import dev.evenkeel.store.model.Doc;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Takes secrets out of value trees before they are kept or printed, by what the model marks as sensitive.
public final class Redactor {
    private static final Doc HIDDEN = Doc.of("****");

    private Redactor() {}

    /// A request or answer without its secrets.
    public static Doc.Struct redact(Shape.Structure shape, Doc.Struct value) {
        return redact((Shape) shape, value) instanceof Doc.Struct struct ? struct : Doc.EMPTY;
    }

    /// The value, with `****` in place of everything whose shape is sensitive. Members the shape does not have are
    /// hidden too: nobody knows what they are.
    public static Doc redact(Shape shape, Doc value) {
        if (shape.sensitive()) {
            return HIDDEN;
        }
        return switch (shape) {
            case Shape.Structure structure when value instanceof Doc.Struct struct -> members(structure, struct);
            case Shape.Listing list
            when value instanceof Doc.Items items ->
                new Doc.Items(items.values().stream()
                        .map(item -> redact(list.item().shape(), item))
                        .toList());
            case Shape.Mapping map when value instanceof Doc.Struct entries -> entries(map, entries);
            case Shape _ -> value;
        };
    }

    private static Doc members(Shape.Structure shape, Doc.Struct value) {
        var redacted = new LinkedHashMap<String, Doc>();
        for (Map.Entry<String, Doc> entry : value.members().entrySet()) {
            Optional<Shape.Member> member = shape.member(entry.getKey());
            redacted.put(
                    entry.getKey(),
                    member.map(m -> redact(m.shape(), entry.getValue())).orElse(HIDDEN));
        }
        return new Doc.Struct(redacted);
    }

    private static Doc entries(Shape.Mapping map, Doc.Struct value) {
        var redacted = new LinkedHashMap<String, Doc>();
        value.members()
                .forEach((key, each) -> redacted.put(key, redact(map.value().shape(), each)));
        return new Doc.Struct(redacted);
    }
}
