package dev.evenkeel.api.aws;

import dev.evenkeel.store.model.Doc;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Finds what an input asks for and no record component takes up, so that nothing is accepted and then ignored.
///
/// A member that asks for nothing is no harm: false, and empty lists and objects, which clients send as defaults.
public final class Understood {
    private Understood() {}

    /// The path of the first member that has no component in `type`, such as `containerDefinitions[0].secrets`.
    public static Optional<String> firstUnknown(Class<? extends Record> type, Doc.Struct input) {
        return inRecord(type, input, "");
    }

    private static Optional<String> inRecord(Class<?> type, Doc.Struct input, String path) {
        for (Map.Entry<String, Doc> member : input.members().entrySet()) {
            var here = path + member.getKey();
            var found = component(type, member.getKey())
                    .map(known -> inValue(known.getGenericType(), member.getValue(), here))
                    .orElseGet(() -> asksForNothing(member.getValue()) ? Optional.empty() : Optional.of(here));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<RecordComponent> component(Class<?> type, String name) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst();
    }

    private static Optional<String> inValue(Type type, Doc value, String path) {
        if (value instanceof Doc.Struct struct && type instanceof Class<?> c && isBound(c)) {
            return inRecord(c, struct, path + ".");
        }
        if (value instanceof Doc.Items items && type instanceof ParameterizedType list) {
            return inItems(list.getActualTypeArguments()[0], items, path);
        }
        return Optional.empty();
    }

    /// Whether the members of a type are taken up one by one, and not as a tree.
    private static boolean isBound(Class<?> type) {
        return type.isRecord() && !Doc.class.isAssignableFrom(type);
    }

    private static Optional<String> inItems(Type type, Doc.Items items, String path) {
        for (int i = 0; i < items.values().size(); i++) {
            var found = inValue(type, items.values().get(i), path + "[" + i + "]");
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean asksForNothing(Doc value) {
        return switch (value) {
            case Doc.Bool bool -> !bool.value();
            case Doc.Items items -> items.values().isEmpty();
            case Doc.Struct struct -> struct.members().values().stream().allMatch(Understood::asksForNothing);
            case Doc.Text _, Doc.Num _, Doc.Time _, Doc.Blob _ -> false;
        };
    }
}
