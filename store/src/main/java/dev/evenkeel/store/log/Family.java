package dev.evenkeel.store.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Types that stand in for one another, each with a number that is never given out twice and a version that rises when
/// its components, or those of a record within it, change.
///
/// What has been written in an old version stays as it was written. Its record lives on among the retired ones, with a
/// function that makes the next version of it; reading goes through as many of these as it takes.
final class Family<T> {
    private final String name;
    private final Map<Class<?>, Form<?>> byType = new LinkedHashMap<>();
    private final Map<Long, Form<?>> byNumber = new LinkedHashMap<>();

    /// @param name of what they are, for people
    Family(String name, List<Form<?>> forms) {
        this.name = name;
        for (var form : forms) {
            if (byNumber.put(form.key(), form) != null || byType.put(form.type, form) != null) {
                throw new IllegalArgumentException(form + " is listed twice");
            }
        }
    }

    /// One version of one type.
    ///
    /// @param next makes the next version of a retired one; null for the version in use
    record Form<R>(
            int number,
            int version,
            Class<R> type,
            @Nullable Function<? super R, ? extends Record> next) {
        /// The version in use.
        static <R extends Record> Form<R> inUse(int number, int version, Class<R> type) {
            return new Form<>(number, version, type, null);
        }

        /// A version that is not written any more.
        static <R extends Record> Form<R> retired(
                int number, int version, Class<R> type, Function<? super R, ? extends Record> next) {
            return new Form<>(number, version, type, next);
        }

        private long key() {
            return Family.key(number, version);
        }

        private void write(Out out, Object value) {
            Codecs.of(type).write(out, type.cast(value));
        }

        private Object read(In in) {
            return Codecs.of(type).read(in);
        }
    }

    private static long key(long number, long version) {
        return (number << Integer.SIZE) | version;
    }

    List<Form<?>> forms() {
        return List.copyOf(byType.values());
    }

    /// The form in which values of this class are written.
    Form<?> form(Class<?> type) {
        var form = byType.get(type);
        if (form == null) {
            throw new IllegalArgumentException(type + " has no number among the " + name + " types");
        }
        return form;
    }

    void write(Out out, T value) {
        var form = form(value.getClass());
        out.unsigned(form.number());
        out.unsigned(form.version());
        form.write(out, value);
    }

    // A form that is in use reads a T, and upcasting ends at one.
    @SuppressWarnings("unchecked")
    T read(In in) {
        long number = in.unsigned();
        long version = in.unsigned();
        var form = byNumber.get(key(number, version));
        if (form == null) {
            throw new NewerEventException("this", name + " type " + number + ", version " + version);
        }
        return (T) current(form, form.read(in));
    }

    /// The value in the version in use.
    private <R> Object current(Form<R> form, Object value) {
        if (form.next == null) {
            return value;
        }
        var upcast = form.next.apply(form.type.cast(value));
        return current(form(upcast.getClass()), upcast);
    }
}
