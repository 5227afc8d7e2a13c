package dev.evenkeel.api.model;

import dev.evenkeel.store.model.Doc;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares hand-written records with the shapes of a service model, so that a misspelt or mistyped component fails a
/// test instead of being ignored at run time.
public final class RecordConformance {
    private final List<String> problems = new ArrayList<>();
    private final Set<Pair> seen = new HashSet<>();
    private final boolean input;

    private RecordConformance(boolean input) {
        this.input = input;
    }

    /// What is wrong with a record written as an answer of this shape; empty if nothing is. Every component, also of
    /// nested records, must be a member of the shape, of a type that can hold it. Members without a
    /// component are not missed.
    public static List<String> ofOutput(Class<? extends Record> type, Shape.Structure shape) {
        return new RecordConformance(false).compare(type, shape);
    }

    /// As [#ofOutput], for a record that requests are read into: members the model does not require must in addition
    /// be able to be absent, since [Binder] would refuse requests without them.
    public static List<String> ofInput(Class<? extends Record> type, Shape.Structure shape) {
        return new RecordConformance(true).compare(type, shape);
    }

    private List<String> compare(Class<?> type, Shape.Structure shape) {
        structure(type, shape, shape.name());
        return List.copyOf(problems);
    }

    private void structure(Class<?> type, Shape.Structure shape, String path) {
        if (!seen.add(new Pair(type, shape))) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String here = path + "." + component.getName();
            Optional<Shape.Member> member = shape.member(component.getName());
            if (member.isEmpty()) {
                problems.add(here + ": " + shape.name() + " has no such member");
                continue;
            }
            if (input && !shape.required().contains(component.getName()) && !mayBeAbsent(component)) {
                problems.add(here + ": not required by the model, so it must be @Nullable or Optional");
            }
            value(component.getGenericType(), member.get().shape(), here);
        }
    }

    private static boolean mayBeAbsent(RecordComponent component) {
        Class<?> type = component.getType();
        return type.isPrimitive()
                || type == Optional.class
                || type == List.class
                || type == Map.class
                || RecordBinding.nullable(component);
    }

    private void value(Type type, Shape shape, String path) {
        if (type instanceof ParameterizedType generic) {
            parameterized(generic, shape, path);
        } else if (type instanceof Class<?> plain) {
            plain(plain, shape, path);
        } else {
            problems.add(path + ": cannot bind " + type);
        }
    }

    private void parameterized(ParameterizedType type, Shape shape, String path) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            value(arguments[0], shape, path);
        } else if (type.getRawType() == List.class && shape instanceof Shape.Listing list) {
            value(arguments[0], list.item().shape(), path + "[]");
        } else if (type.getRawType() == Map.class
                && arguments[0] == String.class
                && shape instanceof Shape.Mapping map) {
            value(arguments[1], map.value().shape(), path + "{}");
        } else {
            mismatch(type, shape, path);
        }
    }

    private void plain(Class<?> type, Shape shape, String path) {
        if (type.isRecord() && !Doc.class.isAssignableFrom(type) && shape instanceof Shape.Structure structure) {
            structure(type, structure, path);
        } else if (type.isEnum() && shape instanceof Shape.Text text) {
            words(type, text, path);
        } else if (!holds(type, shape)) {
            mismatch(type, shape, path);
        }
    }

    private static boolean holds(Class<?> type, Shape shape) {
        if (type == Doc.class) {
            return true;
        }
        return switch (shape) {
            case Shape.Structure _, Shape.Mapping _ -> type == Doc.Struct.class;
            case Shape.Listing _ -> type == Doc.Items.class;
            case Shape.Text _ -> type == String.class;
            case Shape.Whole whole -> isLong(type) || (isInt(type) && whole.bits() == 32);
            case Shape.Real _ -> type == double.class || type == Double.class;
            case Shape.Truth _ -> type == boolean.class || type == Boolean.class;
            case Shape.Time _ -> type == Instant.class;
            case Shape.Bytes _ -> type == Doc.Blob.class;
            case Shape.Document _ -> false;
        };
    }

    private static boolean isLong(Class<?> type) {
        return type == long.class || type == Long.class;
    }

    private static boolean isInt(Class<?> type) {
        return type == int.class || type == Integer.class;
    }

    private void words(Class<?> type, Shape.Text shape, String path) {
        for (Object constant : type.getEnumConstants()) {
            String word = Conversion.Words.word(constant);
            if (!shape.values().isEmpty() && !shape.values().contains(word)) {
                problems.add(path + ": " + shape.name() + " has no value " + word);
            }
        }
        for (String value : shape.values()) {
            if (input && !Conversion.Words.of(type).constants().containsKey(value)) {
                problems.add(path + ": " + type.getSimpleName() + " has no constant for " + value);
            }
        }
    }

    private void mismatch(Type type, Shape shape, String path) {
        String kind = shape.getClass().getSimpleName();
        problems.add(path + ": " + type.getTypeName() + " cannot hold " + shape.name() + " (" + kind + ")");
    }

    /// Records may be recursive; the same record may also stand for several shapes.
    private record Pair(Class<?> type, Shape shape) {}
}
