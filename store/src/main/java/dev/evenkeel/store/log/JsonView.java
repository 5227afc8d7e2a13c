package dev.evenkeel.store.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.evenkeel.store.event.Event;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Reason;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.model.Doc;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Batches, events and rows as JSON for people and for tools that follow the log. Made when someone asks; nothing reads
/// it back.
///
/// Records become objects, without what is absent. Ids become their text, revisions numbers, times ISO 8601 in UTC.
/// Events, reasons and origins begin with a `type`.
public final class JsonView {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private JsonView() {}

    /// The value on one line.
    public static String of(Object value) {
        var text = new StringWriter();
        try (var out = JSON.createGenerator(text)) {
            write(out, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /// Writes the value where the generator stands.
    public static void write(JsonGenerator out, Object value) throws IOException {
        switch (value) {
            case String text -> out.writeString(text);
            case Boolean truth -> out.writeBoolean(truth);
            case Integer whole -> out.writeNumber(whole);
            case Long whole -> out.writeNumber(whole);
            case Double number -> out.writeNumber(number);
            case Revision revision -> out.writeNumber(revision.value());
            case Hash hash -> out.writeString(hash.toString());
            case Enum<?> constant -> out.writeString(constant.name());
            case Doc doc -> writeDoc(out, doc);
            case Collection<?> items -> {
                out.writeStartArray();
                for (var item : items) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case Map<?, ?> members -> {
                out.writeStartObject();
                for (var member : members.entrySet()) {
                    out.writeFieldName(member.getKey().toString());
                    write(out, member.getValue());
                }
                out.writeEndObject();
            }
            case Record id when id instanceof Comparable<?> -> out.writeString(id.toString());
            case Record record -> writeRecord(out, record);
            default -> out.writeString(value.toString());
        }
    }

    private static void writeRecord(JsonGenerator out, Record record) throws IOException {
        out.writeStartObject();
        if (record instanceof Event || record instanceof Reason || record instanceof Origin) {
            out.writeStringField("type", record.getClass().getSimpleName());
        }
        for (var component : COMPONENTS.get(record.getClass())) {
            var value = value(record, component);
            if (value != null) {
                out.writeFieldName(component.getName());
                write(out, value);
            }
        }
        out.writeEndObject();
    }

    private static @Nullable Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException hidden) {
            throw new IllegalStateException(component + " does not tell its value", hidden);
        }
    }

    private static void writeDoc(JsonGenerator out, Doc doc) throws IOException {
        switch (doc) {
            case Doc.Struct struct -> write(out, struct.members());
            case Doc.Items items -> write(out, items.values());
            case Doc.Text text -> out.writeString(text.value());
            case Doc.Num num -> out.writeNumber(num.value());
            case Doc.Bool bool -> out.writeBoolean(bool.value());
            case Doc.Time time ->
                out.writeString(Instant.ofEpochMilli(time.epochMillis()).toString());
            case Doc.Blob blob -> out.writeBinary(blob.toArray());
        }
    }
}
