package dev.evenkeel.api.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.evenkeel.api.model.Shape;
import dev.evenkeel.store.model.Doc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads JSON or CBOR straight into a value tree, led by a shape. The parser's limits bound depth and length.
final class TreeReader {
    private static final int MAX_UNKNOWN = 100;
    private static final int MAX_MESSAGE = 200;

    private final JsonParser in;
    private final List<String> unknown = new ArrayList<>();

    private TreeReader(JsonParser in) {
        this.in = in;
    }

    /// An empty body is an object without members.
    static Protocol.Input read(JsonFactory format, byte[] body, Shape.Structure shape) {
        try (JsonParser in = format.createParser(body)) {
            if (in.nextToken() == null) {
                return new Protocol.Input(Doc.EMPTY, List.of());
            }
            var reader = new TreeReader(in);
            Doc.Struct members = reader.structure(shape, "");
            if (in.nextToken() != null) {
                throw Scalars.malformed("Unexpected content after the end of the request");
            }
            return new Protocol.Input(members, List.copyOf(reader.unknown));
        } catch (JsonProcessingException e) {
            throw Scalars.malformed(shortened(e.getOriginalMessage()));
        } catch (IOException e) {
            throw Scalars.malformed("The request is not valid UTF-8");
        }
    }

    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
    }

    private Doc value(Shape shape, String path) throws IOException {
        return switch (shape) {
            case Shape.Structure structure -> structure(structure, path);
            case Shape.Listing list -> list(list, path);
            case Shape.Mapping map -> map(map, path);
            case Shape.Document _ -> document(path);
            case Shape.Text _ ->
                Scalars.text(expect(JsonToken.VALUE_STRING, "a String", path).getText(), path);
            case Shape.Truth _ -> Doc.of(truth(path));
            case Shape.Whole whole -> Scalars.whole(number("an Integer", path).getDecimalValue(), whole.bits(), path);
            case Shape.Real _ -> Scalars.real(number("a Double", path).getDecimalValue(), path);
            case Shape.Time _ -> time(path);
            case Shape.Bytes _ -> bytes(path);
        };
    }

    private Doc.Struct structure(Shape.Structure shape, String path) throws IOException {
        expect(JsonToken.START_OBJECT, "a Structure", path);
        var members = new LinkedHashMap<String, Doc>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            Optional<Shape.Member> member = member(shape, name);
            if (member.isEmpty()) {
                ignore(join(path, name));
            } else if (in.currentToken() != JsonToken.VALUE_NULL) {
                String memberName = member.get().name();
                members.put(memberName, value(member.get().shape(), join(path, memberName)));
            }
        }
        return new Doc.Struct(members);
    }

    private static Optional<Shape.Member> member(Shape.Structure shape, String wireName) {
        Optional<Shape.Member> named = shape.member(wireName);
        if (named.isPresent() && named.get().wireName().isEmpty()) {
            return named;
        }
        return shape.members().values().stream()
                .filter(member -> member.wireName().filter(wireName::equals).isPresent())
                .findFirst();
    }

    private void ignore(String path) throws IOException {
        in.skipChildren();
        if (unknown.size() < MAX_UNKNOWN) {
            unknown.add(shortened(path));
        }
    }

    private Doc list(Shape.Listing shape, String path) throws IOException {
        expect(JsonToken.START_ARRAY, "a List", path);
        var items = new ArrayList<Doc>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            String here = path + "." + (items.size() + 1);
            items.add(value(shape.item().shape(), here));
        }
        return new Doc.Items(items);
    }

    private Doc map(Shape.Mapping shape, String path) throws IOException {
        expect(JsonToken.START_OBJECT, "a Map", path);
        var members = new LinkedHashMap<String, Doc>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = Scalars.checkedText(in.currentName(), path);
            in.nextToken();
            members.put(key, value(shape.value().shape(), join(path, key)));
        }
        return new Doc.Struct(members);
    }

    private boolean truth(String path) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_FALSE) {
            expect(JsonToken.VALUE_TRUE, "a Boolean", path);
        }
        return in.getBooleanValue();
    }

    private Doc time(String path) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return Scalars.time(in.getText(), path);
        }
        return Scalars.time(number("a Timestamp", path).getDecimalValue(), path);
    }

    private Doc bytes(String path) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT) {
            return Doc.Blob.of(in.getBinaryValue());
        }
        return Scalars.base64(expect(JsonToken.VALUE_STRING, "a Blob", path).getText(), path);
    }

    private Doc document(String path) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> documentObject(path);
            case START_ARRAY -> documentList(path);
            case VALUE_STRING -> Scalars.text(in.getText(), path);
            case VALUE_TRUE, VALUE_FALSE -> Doc.of(in.getBooleanValue());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                Scalars.number(number("a Document", path).getDecimalValue(), path);
            default -> throw mismatch("a Document", path);
        };
    }

    private Doc documentObject(String path) throws IOException {
        var members = new LinkedHashMap<String, Doc>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = Scalars.checkedText(in.currentName(), path);
            if (in.nextToken() != JsonToken.VALUE_NULL) {
                members.put(key, document(join(path, key)));
            }
        }
        return new Doc.Struct(members);
    }

    private Doc documentList(String path) throws IOException {
        var items = new ArrayList<Doc>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(document(path + "." + (items.size() + 1)));
        }
        return new Doc.Items(items);
    }

    private JsonParser number(String wanted, String path) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT && in.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            throw mismatch(wanted, path);
        }
        if (in.isNaN()) {
            throw Scalars.malformed("NaN can not be converted to " + wanted + Scalars.at(path));
        }
        return in;
    }

    private JsonParser expect(JsonToken token, String wanted, String path) {
        if (in.currentToken() != token) {
            throw mismatch(wanted, path);
        }
        return in;
    }

    private ApiException mismatch(String wanted, String path) {
        String problem = switch (found(in.currentToken())) {
            case "{" -> "Start of structure or map found where not expected";
            case "[" -> "Start of list found where not expected";
            case String token -> token + " can not be converted to " + wanted;
        };
        return Scalars.malformed(problem + Scalars.at(path));
    }

    private static String found(@Nullable JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "{";
            case START_ARRAY -> "[";
            case VALUE_STRING -> "STRING_VALUE";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "NUMBER_VALUE";
            case VALUE_TRUE -> "TRUE_VALUE";
            case VALUE_FALSE -> "FALSE_VALUE";
            case VALUE_NULL -> "NULL_VALUE";
            case VALUE_EMBEDDED_OBJECT -> "BLOB_VALUE";
            case null, default -> "END_OF_INPUT";
        };
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
