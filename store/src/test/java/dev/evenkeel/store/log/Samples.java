package dev.evenkeel.store.log;

import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.model.Doc;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value of any type that facts are made of, made from its declaration: full of everything, or with all that may be
/// absent absent.
public final class Samples {
    private final boolean full;
    private int count;

    private Samples(boolean full) {
        this.full = full;
    }

    /// With every component present and two elements in each list.
    public static <T> T full(Class<T> type) {
        return type.cast(new Samples(true).value(type, type.getSimpleName()));
    }

    /// Without anything that may be absent.
    public static <T> T sparse(Class<T> type) {
        return type.cast(new Samples(false).value(type, type.getSimpleName()));
    }

    private Object value(Type type, String name) {
        count++;
        return switch (type) {
            case ParameterizedType list
            when list.getRawType() == List.class ->
                full ? List.of(value(element(list, 0), name), value(element(list, 0), name)) : List.of();
            case ParameterizedType map when map.getRawType() == Map.class -> map(map, name);
            case Class<?> plain -> plain(plain, name);
            default -> throw new IllegalArgumentException("no sample of " + type);
        };
    }

    private Map<Object, Object> map(ParameterizedType type, String name) {
        var map = new LinkedHashMap<Object, Object>();
        for (int i = 0; full && i < 2; i++) {
            map.put(value(element(type, 0), name), value(element(type, 1), name));
        }
        return map;
    }

    private static Type element(ParameterizedType type, int index) {
        return type.getActualTypeArguments()[index];
    }

    private Object plain(Class<?> type, String name) {
        return switch (type.getSimpleName()) {
            case "String" -> full ? name + "-" + count : "";
            case "int", "Integer" -> full ? count : 0;
            case "long", "Long" -> full ? count * 1_000_000_007L : 0L;
            case "boolean" -> full;
            case "double" -> full ? count + 0.25 : 0.0;
            case "Instant" -> full ? Instant.parse("2026-02-03T04:05:06.789Z").plusNanos(count) : Instant.EPOCH;
            case "Duration" -> full ? Duration.ofMillis(1500L * count) : Duration.ZERO;
            case "Hash" -> full ? Hash.digest(name + count) : Hash.ZERO;
            case "Doc", "Struct" -> full ? doc() : Doc.EMPTY;
            default -> type.isEnum() ? constant(type) : record(type);
        };
    }

    private Object constant(Class<?> type) {
        var constants = type.getEnumConstants();
        return constants[full ? count % constants.length : 0];
    }

    private static Doc.Struct doc() {
        var members = new LinkedHashMap<String, Doc>();
        members.put("text", Doc.of("ünïcode"));
        members.put("whole", Doc.of(-7));
        members.put("decimal", new Doc.Num(new BigDecimal("0.250")));
        members.put("huge", new Doc.Num(new BigDecimal("1e30")));
        members.put("yes", Doc.of(true));
        members.put("no", Doc.of(false));
        members.put("time", new Doc.Time(1_700_000_000_123L));
        members.put("bytes", Doc.Blob.of(new byte[] {0, 1, -1}));
        members.put("items", Doc.of(List.of(Doc.of("a"), Doc.EMPTY, Doc.of(List.of()))));
        return new Doc.Struct(members);
    }

    private Object record(Class<?> type) {
        var components = type.getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException("no sample of " + type);
        }
        var values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = component(components[i]);
        }
        try {
            var parameters =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return type.getConstructor(parameters).newInstance(values);
        } catch (ReflectiveOperationException refused) {
            throw new IllegalArgumentException("no sample of " + type, refused);
        }
    }

    private @Nullable Object component(RecordComponent component) {
        AnnotatedElement annotated = component.getAnnotatedType();
        boolean absent = !full && annotated.isAnnotationPresent(Nullable.class);
        return absent ? null : value(component.getGenericType(), component.getName());
    }
}
