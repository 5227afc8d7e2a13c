package dev.evenkeel.api.protocol;

import dev.evenkeel.api.model.Shape;
import dev.evenkeel.store.model.Doc;
import java.util.Base64;
import java.util.Map;

/// Writes value trees as the query protocol's XML, led by a shape.
final class XmlWriter {
    private final StringBuilder out = new StringBuilder(512);

    XmlWriter open(String name) {
        out.append('<').append(name).append('>');
        return this;
    }

    XmlWriter open(String name, String namespace) {
        out.append('<').append(name).append(" xmlns=\"");
        escape(namespace);
        out.append("\">");
        return this;
    }

    XmlWriter close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    XmlWriter element(String name, String text) {
        open(name);
        escape(text);
        return close(name);
    }

    /// The members of a structure, in the order of its shape.
    void members(Shape.Structure shape, Doc.Struct value) {
        for (Shape.Member member : shape.members().values()) {
            value.get(member.name()).ifPresent(present -> member(member, present));
        }
    }

    private void member(Shape.Member member, Doc value) {
        value(member, member.wireName().orElse(member.name()), value);
    }

    private void value(Shape.Member member, String name, Doc value) {
        switch (member.shape()) {
            case Shape.Structure structure -> {
                open(name);
                members(structure, (Doc.Struct) value);
                close(name);
            }
            case Shape.Listing list -> list(list, name, (Doc.Items) value);
            case Shape.Mapping map -> map(map, name, (Doc.Struct) value);
            case Shape _ -> element(name, text(value));
        }
    }

    private void list(Shape.Listing list, String name, Doc.Items items) {
        open(name);
        for (Doc item : items.values()) {
            value(list.item(), list.item().wireName().orElse("member"), item);
        }
        close(name);
    }

    private void map(Shape.Mapping map, String name, Doc.Struct entries) {
        open(name);
        for (Map.Entry<String, Doc> entry : entries.members().entrySet()) {
            open("entry");
            element(map.key().wireName().orElse("key"), entry.getKey());
            value(map.value(), map.value().wireName().orElse("value"), entry.getValue());
            close("entry");
        }
        close(name);
    }

    private static String text(Doc value) {
        return switch (value) {
            case Doc.Text text -> text.value();
            case Doc.Num number -> number.value().toPlainString();
            case Doc.Bool bool -> String.valueOf(bool.value());
            case Doc.Time time -> Scalars.iso(time);
            case Doc.Blob blob -> Base64.getEncoder().encodeToString(blob.toArray());
            case Doc.Struct _, Doc.Items _ -> throw new IllegalArgumentException("no text: " + value);
        };
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#xD;");
                default -> out.append(allowed(c) ? c : '\uFFFD');
            }
        }
    }

    /// XML 1.0 has no way to write most control characters.
    private static boolean allowed(char c) {
        return c >= ' ' ? c < '\uFFFE' : c == '\t' || c == '\n';
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
