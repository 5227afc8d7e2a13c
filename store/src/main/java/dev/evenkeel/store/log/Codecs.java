package dev.evenkeel.store.log;

import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.model.Doc;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// The codec of every type that facts are made of, found from the declaration of the type: the records are the schema.
final class Codecs {
    private static final Map<Type, Codec<?>> BY_TYPE = new ConcurrentHashMap<>();

    static {
        var whole = codec((out, n) -> out.signed(n), In::whole);
        var large = codec(Out::signed, In::signed);
        var truth = codec((out, b) -> out.octet(b ? 1 : 0), in -> in.octet() == 1);
        BY_TYPE.put(int.class, whole);
        BY_TYPE.put(Integer.class, whole);
        BY_TYPE.put(long.class, large);
        BY_TYPE.put(Long.class, large);
        BY_TYPE.put(boolean.class, truth);
        BY_TYPE.put(
                double.class,
                codec((out, d) -> out.fixed(Double.doubleToLongBits(d)), in -> Double.longBitsToDouble(in.fixed())));
        BY_TYPE.put(String.class, Codecs.<String>codec(Out::text, In::text));
        BY_TYPE.put(Instant.class, codec(Codecs::writeInstant, Codecs::readInstant));
        BY_TYPE.put(Duration.class, codec(Codecs::writeDuration, Codecs::readDuration));
        BY_TYPE.put(Hash.class, Codecs.<Hash>codec((out, h) -> out.raw(h.toBytes()), in -> Hash.of(in.raw(32))));
        BY_TYPE.put(Doc.class, DocCodec.DOC);
        BY_TYPE.put(Doc.Struct.class, DocCodec.STRUCT);
    }

    private Codecs() {}

    // The codec of a class is made from that class.
    @SuppressWarnings("unchecked")
    static <T> Codec<T> of(Class<T> type) {
        return (Codec<T>) of((Type) type);
    }

    static Codec<?> of(Type type) {
        var known = BY_TYPE.get(type);
        if (known != null) {
            return known;
        }
        // Not computeIfAbsent: the codec of a record looks up those of its components.
        var made = make(type);
        BY_TYPE.put(type, made);
        return made;
    }

    private static Codec<?> make(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(of(generic.getActualTypeArguments()[0]));
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return map(of(generic.getActualTypeArguments()[0]), of(generic.getActualTypeArguments()[1]));
        }
        if (type instanceof Class<?> enumeration && enumeration.isEnum()) {
            return enumeration(enumeration);
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            return new RecordCodec<>(record);
        }
        throw new IllegalStateException("facts cannot hold a " + type.getTypeName());
    }

    private static <T> Codec<T> codec(BiConsumer<Out, T> write, Function<In, T> read) {
        return new Codec<>() {
            @Override
            public void write(Out out, T value) {
                write.accept(out, value);
            }

            @Override
            public T read(In in) {
                return read.apply(in);
            }
        };
    }

    private static <E> Codec<List<E>> list(Codec<E> element) {
        return codec(
                (out, list) -> {
                    out.unsigned(list.size());
                    for (var e : list) {
                        element.write(out, e);
                    }
                },
                in -> readList(in, element));
    }

    @SuppressWarnings("unchecked")
    private static <E> List<E> readList(In in, Codec<E> element) {
        int count = in.count();
        if (count == 0) {
            return List.of();
        }
        var elements = new Object[count];
        for (int i = 0; i < count; i++) {
            elements[i] = element.read(in);
        }
        return (List<E>) List.of(elements);
    }

    /// In the map's own order, which reading keeps.
    private static <K, V> Codec<Map<K, V>> map(Codec<K> key, Codec<V> value) {
        return codec(
                (out, map) -> {
                    out.unsigned(map.size());
                    map.forEach((k, v) -> {
                        key.write(out, k);
                        value.write(out, v);
                    });
                },
                in -> {
                    var map = new LinkedHashMap<K, V>();
                    for (int left = in.count(); left > 0; left--) {
                        map.put(key.read(in), value.read(in));
                    }
                    return Collections.unmodifiableMap(map);
                });
    }

    /// By position: constants are only ever appended.
    @SuppressWarnings("EnumOrdinal")
    private static Codec<Enum<?>> enumeration(Class<?> type) {
        var constants = Arrays.stream(type.getEnumConstants())
                .map(constant -> (Enum<?>) constant)
                .toArray(Enum<?>[]::new);
        return codec((out, constant) -> out.unsigned(constant.ordinal()), in -> {
            long position = in.unsigned();
            if (position < 0 || position >= constants.length) {
                throw new NewerEventException("this", type.getSimpleName() + " number " + position);
            }
            return constants[(int) position];
        });
    }

    private static void writeInstant(Out out, Instant at) {
        out.signed(at.getEpochSecond());
        out.unsigned(at.getNano());
    }

    private static Instant readInstant(In in) {
        try {
            return Instant.ofEpochSecond(in.signed(), in.unsigned());
        } catch (DateTimeException | ArithmeticException beyond) {
            throw new MalformedException("a time is beyond all times", beyond);
        }
    }

    private static void writeDuration(Out out, Duration length) {
        out.signed(length.getSeconds());
        out.unsigned(length.getNano());
    }

    private static Duration readDuration(In in) {
        try {
            return Duration.ofSeconds(in.signed(), in.unsigned());
        } catch (ArithmeticException beyond) {
            throw new MalformedException("a length of time is beyond all lengths", beyond);
        }
    }
}
