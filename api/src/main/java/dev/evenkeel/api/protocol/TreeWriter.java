package dev.evenkeel.api.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.evenkeel.api.model.Shape;
import dev.evenkeel.store.model.Doc;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/// Writes a value tree as JSON or CBOR, led by a shape.
final class TreeWriter {
    private static final int CBOR_EPOCH_TIME = 1;
    private static final double MILLIS_PER_SECOND = 1000.0;

    private final JsonGenerator out;

    private TreeWriter(JsonGenerator out) {
        this.out = out;
    }

    static byte[] write(JsonFactory format, Shape.Structure shape, Doc.Struct value) {
        return write(format, writer -> writer.structure(shape, value));
    }

    /// An error's body: its kind, its message if it has one, then its other members, which have no shape here.
    static byte[] error(JsonFactory format, ApiError error) {
        return write(format, writer -> {
            writer.out.writeStartObject();
            writer.out.writeStringField("__type", error.code());
            if (!error.message().isEmpty()) {
                writer.out.writeStringField("message", error.message());
            }
            for (Map.Entry<String, Doc> member : error.members().members().entrySet()) {
                writer.out.writeFieldName(member.getKey());
                writer.document(member.getValue());
            }
            writer.out.writeEndObject();
        });
    }

    private static byte[] write(JsonFactory format, Content content) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = format.createGenerator(bytes)) {
            content.writeTo(new TreeWriter(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void value(Shape shape, Doc value) throws IOException {
        switch (shape) {
            case Shape.Structure structure -> structure(structure, as(Doc.Struct.class, value, shape));
            case Shape.Listing list -> list(list, as(Doc.Items.class, value, shape));
            case Shape.Mapping map -> map(map, as(Doc.Struct.class, value, shape));
            case Shape.Text _ ->
                out.writeString(as(Doc.Text.class, value, shape).value());
            case Shape.Whole _ ->
                out.writeNumber(as(Doc.Num.class, value, shape).value().longValueExact());
            case Shape.Real _ ->
                out.writeNumber(as(Doc.Num.class, value, shape).value().doubleValue());
            case Shape.Truth _ ->
                out.writeBoolean(as(Doc.Bool.class, value, shape).value());
            case Shape.Time _ -> time(as(Doc.Time.class, value, shape));
            case Shape.Bytes _ ->
                out.writeBinary(as(Doc.Blob.class, value, shape).toArray());
            case Shape.Document _ -> document(value);
        }
    }

    private static <D extends Doc> D as(Class<D> kind, Doc value, Shape shape) {
        if (kind.isInstance(value)) {
            return kind.cast(value);
        }
        String found = value.getClass().getSimpleName();
        throw new IllegalArgumentException(shape.name() + " cannot be written from " + found);
    }

    private void structure(Shape.Structure shape, Doc.Struct value) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, Doc> entry : value.members().entrySet()) {
            Optional<Shape.Member> member = shape.member(entry.getKey());
            if (member.isPresent()) {
                out.writeFieldName(member.get().wireName().orElse(entry.getKey()));
                value(member.get().shape(), entry.getValue());
            }
        }
        out.writeEndObject();
    }

    private void list(Shape.Listing shape, Doc.Items value) throws IOException {
        out.writeStartArray();
        for (Doc item : value.values()) {
            value(shape.item().shape(), item);
        }
        out.writeEndArray();
    }

    private void map(Shape.Mapping shape, Doc.Struct value) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, Doc> entry : value.members().entrySet()) {
            out.writeFieldName(entry.getKey());
            value(shape.value().shape(), entry.getValue());
        }
        out.writeEndObject();
    }

    private void time(Doc.Time time) throws IOException {
        if (out instanceof CBORGenerator cbor) {
            cbor.writeTag(CBOR_EPOCH_TIME);
            cbor.writeNumber(time.epochMillis() / MILLIS_PER_SECOND);
        } else {
            out.writeNumber(Scalars.seconds(time).toPlainString());
        }
    }

    private void document(Doc value) throws IOException {
        switch (value) {
            case Doc.Struct struct -> {
                out.writeStartObject();
                for (Map.Entry<String, Doc> entry : struct.members().entrySet()) {
                    out.writeFieldName(entry.getKey());
                    document(entry.getValue());
                }
                out.writeEndObject();
            }
            case Doc.Items items -> {
                out.writeStartArray();
                for (Doc item : items.values()) {
                    document(item);
                }
                out.writeEndArray();
            }
            case Doc.Text text -> out.writeString(text.value());
            case Doc.Num number -> out.writeNumber(number.value());
            case Doc.Bool bool -> out.writeBoolean(bool.value());
            case Doc.Time time -> time(time);
            case Doc.Blob blob -> out.writeBinary(blob.toArray());
        }
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(TreeWriter writer) throws IOException;
    }
}
