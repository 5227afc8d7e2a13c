package dev.evenkeel.api.model;

import dev.evenkeel.store.model.Doc;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one record class is read and written, worked out once per class.
final class RecordBinding {
    private static final ClassValue<RecordBinding> CACHE = new ClassValue<>() {
        @Override
        protected RecordBinding computeValue(Class<?> type) {
            return new RecordBinding(type);
        }
    };

    private final Constructor<?> constructor;
    private final List<Component> components = new ArrayList<>();

    private RecordBinding(Class<?> type) {
        try {
            RecordComponent[] parts = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            for (RecordComponent part : parts) {
                part.getAccessor().setAccessible(true);
                Conversion conversion = Conversion.of(part.getGenericType());
                components.add(new Component(part.getName(), part.getAccessor(), conversion, nullable(part)));
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " is not a record", e);
        }
    }

    static RecordBinding of(Class<?> type) {
        return CACHE.get(type);
    }

    static boolean nullable(RecordComponent component) {
        AnnotatedElement type = component.getAnnotatedType();
        return type.isAnnotationPresent(Nullable.class);
    }

    Object read(Doc.Struct from, String path) {
        var arguments = new @Nullable Object[components.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = components.get(i).read(from, path);
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw thrownByRecord(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    Doc.Struct write(Record record) {
        var members = new LinkedHashMap<String, Doc>();
        for (Component component : components) {
            Object value = component.value(record);
            Doc written = value == null ? null : component.conversion.write(value);
            if (written != null) {
                members.put(component.name, written);
            }
        }
        return new Doc.Struct(members);
    }

    private static RuntimeException thrownByRecord(InvocationTargetException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }

    private record Component(String name, Method accessor, Conversion conversion, boolean nullable) {
        @Nullable
        Object read(Doc.Struct from, String path) {
            String here = path.isEmpty() ? name : path + "." + name;
            Doc member = from.members().get(name);
            if (member != null) {
                return conversion.read(member, here);
            }
            Object absent = nullable ? null : conversion.absent();
            if (absent == null && !nullable) {
                throw new BindingException(here, "a member is absent");
            }
            return absent;
        }

        @Nullable
        Object value(Record record) {
            try {
                return accessor.invoke(record);
            } catch (InvocationTargetException e) {
                throw thrownByRecord(e);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
