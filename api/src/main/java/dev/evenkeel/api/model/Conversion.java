package dev.evenkeel.api.model;

import dev.evenkeel.store.model.Doc;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Between one kind of value and one Java type.
interface Conversion {
    Object read(Doc from, String path);

    /// The tree of a value, or null where nothing is to be written.
    @Nullable
    Doc write(Object value);

    /// What stands for an absent member, or null where nothing can.
    default @Nullable Object absent() {
        return null;
    }

    /// The conversion of a record component's type.
    ///
    /// @throws IllegalArgumentException if the type cannot be bound
    static Conversion of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Conversion last = of(arguments[arguments.length - 1]);
            if (generic.getRawType() == Optional.class) {
                return new Maybe(last);
            }
            if (generic.getRawType() == List.class) {
                return new Many(last);
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return new Named(last);
            }
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        throw new IllegalArgumentException("cannot bind " + type);
    }

    private static Conversion ofClass(Class<?> type) {
        Scalar<?> scalar = Scalar.BY_TYPE.get(type);
        if (scalar != null) {
            return scalar;
        }
        if (Doc.class.isAssignableFrom(type)) {
            return new Itself(type);
        }
        if (type.isRecord()) {
            return new Nested(type);
        }
        if (type.isEnum()) {
            return Words.of(type);
        }
        throw new IllegalArgumentException("cannot bind " + type);
    }

    private static BindingException unexpected(Doc from, String path, String wanted) {
        String kind = from.getClass().getSimpleName();
        return new BindingException(path, "expected " + wanted + " but found " + kind);
    }

    /// A value of one [Doc] kind.
    record Scalar<D extends Doc>(
            Class<D> kind,
            Function<D, Object> reading,
            Function<Object, Doc> writing,
            @Nullable Object absent) implements Conversion {
        static final Map<Class<?>, Scalar<?>> BY_TYPE = Map.ofEntries(
                entry(String.class, Doc.Text.class, Doc.Text::value, v -> Doc.of((String) v), null),
                entry(int.class, Doc.Num.class, n -> n.value().intValueExact(), v -> Doc.of((int) v), 0),
                entry(Integer.class, Doc.Num.class, n -> n.value().intValueExact(), v -> Doc.of((int) v), null),
                entry(long.class, Doc.Num.class, n -> n.value().longValueExact(), v -> Doc.of((long) v), 0L),
                entry(Long.class, Doc.Num.class, n -> n.value().longValueExact(), v -> Doc.of((long) v), null),
                entry(double.class, Doc.Num.class, n -> n.value().doubleValue(), Scalar::real, 0.0),
                entry(Double.class, Doc.Num.class, n -> n.value().doubleValue(), Scalar::real, null),
                entry(boolean.class, Doc.Bool.class, Doc.Bool::value, v -> Doc.of((boolean) v), false),
                entry(Boolean.class, Doc.Bool.class, Doc.Bool::value, v -> Doc.of((boolean) v), null),
                entry(Instant.class, Doc.Time.class, t -> Instant.ofEpochMilli(t.epochMillis()), Scalar::time, null));

        private static <D extends Doc> Map.Entry<Class<?>, Scalar<?>> entry(
                Class<?> type,
                Class<D> kind,
                Function<D, Object> reading,
                Function<Object, Doc> writing,
                @Nullable Object absent) {
            return Map.entry(type, new Scalar<>(kind, reading, writing, absent));
        }

        private static Doc real(Object value) {
            return new Doc.Num(BigDecimal.valueOf((double) value));
        }

        private static Doc time(Object value) {
            return new Doc.Time(((Instant) value).toEpochMilli());
        }

        @Override
        public Object read(Doc from, String path) {
            if (!kind.isInstance(from)) {
                throw unexpected(from, path, kind.getSimpleName());
            }
            try {
                return reading.apply(kind.cast(from));
            } catch (ArithmeticException outOfRange) {
                throw unexpected(from, path, "a whole number in range");
            }
        }

        @Override
        public Doc write(Object value) {
            return writing.apply(value);
        }
    }

    /// A tree, unchanged.
    record Itself(Class<?> kind) implements Conversion {
        @Override
        public Object read(Doc from, String path) {
            if (!kind.isInstance(from)) {
                throw unexpected(from, path, kind.getSimpleName());
            }
            return from;
        }

        @Override
        public Doc write(Object value) {
            return (Doc) value;
        }
    }

    /// Another record.
    record Nested(Class<?> type) implements Conversion {
        @Override
        public Object read(Doc from, String path) {
            if (from instanceof Doc.Struct struct) {
                return RecordBinding.of(type).read(struct, path);
            }
            throw unexpected(from, path, "Struct");
        }

        @Override
        public Doc write(Object value) {
            return RecordBinding.of(type).write((Record) value);
        }
    }

    /// The constants of an enum by their words.
    record Words(Map<String, Object> constants) implements Conversion {
        static Words of(Class<?> type) {
            var constants = new LinkedHashMap<String, Object>();
            for (Object constant : type.getEnumConstants()) {
                constants.put(word(constant), constant);
            }
            return new Words(constants);
        }

        static String word(Object constant) {
            return constant instanceof WireNamed named ? named.wireName() : ((Enum<?>) constant).name();
        }

        @Override
        public Object read(Doc from, String path) {
            Object constant = from instanceof Doc.Text text ? constants.get(text.value()) : null;
            if (constant == null) {
                throw unexpected(from, path, "one of " + constants.keySet());
            }
            return constant;
        }

        @Override
        public Doc write(Object value) {
            return Doc.of(word(value));
        }
    }

    /// A list.
    record Many(Conversion item) implements Conversion {
        @Override
        public Object read(Doc from, String path) {
            if (!(from instanceof Doc.Items items)) {
                throw unexpected(from, path, "Items");
            }
            var values = new ArrayList<Object>();
            for (Doc value : items.values()) {
                values.add(item.read(value, path + "." + (values.size() + 1)));
            }
            return Collections.unmodifiableList(values);
        }

        @Override
        public Doc write(Object value) {
            var items = new ArrayList<Doc>();
            for (Object each : (List<?>) value) {
                Doc written = item.write(each);
                if (written != null) {
                    items.add(written);
                }
            }
            return new Doc.Items(items);
        }

        @Override
        public Object absent() {
            return List.of();
        }
    }

    /// A map with string keys, in the order of the tree.
    record Named(Conversion value) implements Conversion {
        @Override
        public Object read(Doc from, String path) {
            if (!(from instanceof Doc.Struct struct)) {
                throw unexpected(from, path, "Struct");
            }
            var values = new LinkedHashMap<String, Object>();
            struct.members().forEach((key, member) -> values.put(key, value.read(member, path + "." + key)));
            return Collections.unmodifiableMap(values);
        }

        @Override
        public Doc write(Object map) {
            var members = new LinkedHashMap<String, Doc>();
            ((Map<?, ?>) map).forEach((key, each) -> {
                Doc written = value.write(each);
                if (written != null) {
                    members.put((String) key, written);
                }
            });
            return new Doc.Struct(members);
        }

        @Override
        public Object absent() {
            return Map.of();
        }
    }

    /// A value that may be absent.
    record Maybe(Conversion value) implements Conversion {
        @Override
        public Object read(Doc from, String path) {
            return Optional.of(value.read(from, path));
        }

        @Override
        public @Nullable Doc write(Object optional) {
            Object present = ((Optional<?>) optional).orElse(null);
            return present == null ? null : value.write(present);
        }

        @Override
        public Object absent() {
            return Optional.empty();
        }
    }
}
