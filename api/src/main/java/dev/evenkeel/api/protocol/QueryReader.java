package dev.evenkeel.api.protocol;

import dev.evenkeel.api.model.Shape;
import dev.evenkeel.store.model.Doc;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads form parameters into a value tree, led by a shape.
final class QueryReader {
    private static final int MAX_UNKNOWN = 100;
    private static final int MAX_NUMBER_LENGTH = 200;

    private final QueryParameters parameters;
    private final QueryDialect dialect;

    private QueryReader(QueryParameters parameters, QueryDialect dialect) {
        this.parameters = parameters;
        this.dialect = dialect;
    }

    static Protocol.Input read(QueryParameters parameters, Shape.Structure shape, QueryDialect dialect) {
        Doc.Struct members = new QueryReader(parameters, dialect).structure(shape, "");
        List<String> unknown = parameters.unread().stream()
                .filter(name -> !name.equals("Action") && !name.equals("Version") && !name.startsWith("X-Amz-"))
                .limit(MAX_UNKNOWN)
                .toList();
        return new Protocol.Input(members, unknown);
    }

    private Doc.Struct structure(Shape.Structure shape, String prefix) {
        var members = new LinkedHashMap<String, Doc>();
        for (Shape.Member member : shape.members().values()) {
            Doc value = value(member, prefix + dialect.name(member));
            if (value != null) {
                members.put(member.name(), value);
            }
        }
        return new Doc.Struct(members);
    }

    private @Nullable Doc value(Shape.Member member, String name) {
        return switch (member.shape()) {
            case Shape.Structure structure -> parameters.hasBelow(name) ? structure(structure, name + ".") : null;
            case Shape.Listing list -> list(list, name);
            case Shape.Mapping map -> map(map, name);
            case Shape shape ->
                parameters.get(name).map(text -> scalar(shape, text, name)).orElse(null);
        };
    }

    /// `Name.member.1`, or `Name.1`; a parameter `Name` without a value is an empty list.
    private @Nullable Doc list(Shape.Listing list, String name) {
        String prefix = dialect.items(name, list);
        var items = new ArrayList<Doc>();
        for (int index : parameters.indexesBelow(prefix)) {
            Doc item = value(list.item(), prefix + "." + index);
            if (item != null) {
                items.add(item);
            }
        }
        boolean told = parameters.get(name).filter(String::isEmpty).isPresent();
        return items.isEmpty() && !told ? null : new Doc.Items(items);
    }

    private @Nullable Doc map(Shape.Mapping map, String name) {
        String prefix = name + ".entry";
        String keyName = map.key().wireName().orElse("key");
        String valueName = map.value().wireName().orElse("value");
        var members = new LinkedHashMap<String, Doc>();
        for (int index : parameters.indexesBelow(prefix)) {
            Optional<String> key = parameters.get(prefix + "." + index + "." + keyName);
            Doc value = value(map.value(), prefix + "." + index + "." + valueName);
            if (key.isPresent() && value != null) {
                members.put(key.get(), value);
            }
        }
        return members.isEmpty() ? null : new Doc.Struct(members);
    }

    private static Doc scalar(Shape shape, String text, String name) {
        return switch (shape) {
            case Shape.Text _ -> Doc.of(text);
            case Shape.Whole whole -> Scalars.whole(number(text, name), whole.bits(), name);
            case Shape.Real _ -> Scalars.real(number(text, name), name);
            case Shape.Truth _ -> truth(text, name);
            case Shape.Time _ -> Scalars.time(text, name);
            case Shape.Bytes _ -> Scalars.base64(text, name);
            case Shape.Structure _, Shape.Listing _, Shape.Mapping _, Shape.Document _ ->
                throw new IllegalStateException(shape.name() + " is no scalar");
        };
    }

    private static BigDecimal number(String text, String name) {
        try {
            if (text.length() <= MAX_NUMBER_LENGTH) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException notANumber) {
            throw Scalars.malformed("A String can not be converted to a number" + Scalars.at(name));
        }
        throw Scalars.malformed("A number is too long" + Scalars.at(name));
    }

    private static Doc truth(String text, String name) {
        return switch (text) {
            case "true" -> Doc.of(true);
            case "false" -> Doc.of(false);
            default -> throw Scalars.malformed("A String can not be converted to a Boolean" + Scalars.at(name));
        };
    }
}
