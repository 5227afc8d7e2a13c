package dev.evenkeel.store.log;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Records by their components, in order. Those that may be null are preceded by one set of bits that says which are
/// there, the first component in the lowest.
final class RecordCodec<T> implements Codec<T> {
    private final Class<T> type;
    private final MethodHandle constructor;
    private final MethodHandle[] accessors;
    private final Codec<Object>[] codecs;
    /// The bit of each component, 0 for those that are always there.
    private final long[] bits;

    private final boolean sparse;
    private final @Nullable T only;

    @SuppressWarnings("unchecked")
    RecordCodec(Class<T> type) {
        var components = type.getRecordComponents();
        this.type = type;
        this.accessors = Arrays.stream(components).map(RecordCodec::accessor).toArray(MethodHandle[]::new);
        this.codecs = Arrays.stream(components)
                .map(c -> (Codec<Object>) Codecs.of(c.getGenericType()))
                .toArray(Codec[]::new);
        this.bits = bits(components);
        this.sparse = Arrays.stream(bits).anyMatch(bit -> bit != 0);
        this.constructor = constructor(type, components);
        this.only = components.length == 0 ? construct(new Object[0]) : null;
    }

    private static long[] bits(RecordComponent[] components) {
        var bits = new long[components.length];
        int next = 0;
        for (int i = 0; i < bits.length; i++) {
            if (components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                bits[i] = 1L << next++;
            }
        }
        return bits;
    }

    private static MethodHandle accessor(RecordComponent component) {
        try {
            return lookup(component.getDeclaringRecord())
                    .unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(component + " cannot be read", hidden);
        }
    }

    private static MethodHandles.Lookup lookup(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }

    private static MethodHandle constructor(Class<?> type, RecordComponent[] components) {
        var parameters = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return lookup(type)
                    .findConstructor(type, MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (NoSuchMethodException | IllegalAccessException hidden) {
            throw new IllegalStateException(type + " cannot be made", hidden);
        }
    }

    @Override
    public void write(Out out, T value) {
        var components = components(value);
        if (sparse) {
            out.unsigned(present(components));
        }
        for (int i = 0; i < components.length; i++) {
            var component = components[i];
            if (component != null) {
                codecs[i].write(out, component);
            } else if (bits[i] == 0) {
                throw new IllegalArgumentException(
                        type.getRecordComponents()[i].getName() + " of a " + type.getSimpleName() + " is null");
            }
        }
    }

    private long present(@Nullable Object[] components) {
        long present = 0;
        for (int i = 0; i < components.length; i++) {
            present |= components[i] == null ? 0 : bits[i];
        }
        return present;
    }

    @Override
    public T read(In in) {
        if (only != null) {
            return only;
        }
        long present = sparse ? in.unsigned() : 0;
        var components = new @Nullable Object[codecs.length];
        for (int i = 0; i < components.length; i++) {
            if (bits[i] == 0 || (present & bits[i]) != 0) {
                components[i] = codecs[i].read(in);
            }
        }
        return construct(components);
    }

    private @Nullable Object[] components(T value) {
        var components = new @Nullable Object[accessors.length];
        try {
            for (int i = 0; i < components.length; i++) {
                components[i] = (Object) accessors[i].invokeExact((Object) value);
            }
        } catch (Throwable thrown) {
            throw new IllegalStateException("a " + type.getSimpleName() + " does not give its components", thrown);
        }
        return components;
    }

    @SuppressWarnings("unchecked")
    private T construct(@Nullable Object[] components) {
        try {
            return (T) (Object) constructor.invokeExact(components);
        } catch (Throwable refused) {
            throw new MalformedException("no " + type.getSimpleName() + " has these components", refused);
        }
    }
}
