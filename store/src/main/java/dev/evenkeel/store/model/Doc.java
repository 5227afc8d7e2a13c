package dev.evenkeel.store.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An immutable tree of values: what a caller sent, as it was validated, without the bytes it came in.
///
/// Protocol codecs read and write it, events carry it, operations bind it to records. Member order is kept, so equal
/// input gives equal bytes. There is no null: an absent member is absent.
public sealed interface Doc {
    /// An object without members.
    Struct EMPTY = new Struct(Map.of());

    /// Members by name, in the order in which they were set.
    record Struct(Map<String, Doc> members) implements Doc {
        public Struct {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /// The member of this name, if it is present.
        public Optional<Doc> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /// The text of a member, if it is present and a string.
        public Optional<String> text(String name) {
            return members.get(name) instanceof Text text ? Optional.of(text.value()) : Optional.empty();
        }

        /// The whole number of a member, if it is present and a number.
        public Optional<Long> whole(String name) {
            return members.get(name) instanceof Num num
                    ? Optional.of(num.value().longValue())
                    : Optional.empty();
        }

        /// The truth of a member, if it is present and a boolean.
        public Optional<Boolean> bool(String name) {
            return members.get(name) instanceof Bool bool ? Optional.of(bool.value()) : Optional.empty();
        }

        /// The object under a name, or [#EMPTY] where it is absent.
        public Struct struct(String name) {
            return members.get(name) instanceof Struct struct ? struct : EMPTY;
        }

        /// The items under a name, or none where it is absent.
        public List<Doc> items(String name) {
            return members.get(name) instanceof Items items ? items.values() : List.of();
        }

        /// The items under a name that are objects.
        public List<Struct> structs(String name) {
            return items(name).stream()
                    .filter(Struct.class::isInstance)
                    .map(Struct.class::cast)
                    .toList();
        }

        /// The items under a name that are strings.
        public List<String> texts(String name) {
            return items(name).stream()
                    .filter(Text.class::isInstance)
                    .map(item -> ((Text) item).value())
                    .toList();
        }

        /// This object with one member set or replaced.
        public Struct with(String name, Doc value) {
            var copy = new LinkedHashMap<>(members);
            copy.put(name, value);
            return new Struct(copy);
        }

        /// This object with the members of another one set or replaced.
        public Struct with(Struct other) {
            var copy = new LinkedHashMap<>(members);
            copy.putAll(other.members);
            return new Struct(copy);
        }

        /// This object without one member.
        public Struct without(String name) {
            var copy = new LinkedHashMap<>(members);
            copy.remove(name);
            return new Struct(copy);
        }
    }

    /// A list.
    record Items(List<Doc> values) implements Doc {
        public Items {
            values = List.copyOf(values);
        }
    }

    /// A string.
    record Text(String value) implements Doc {}

    /// A number; whole numbers have scale 0, so that 1 and 1.0 are told apart as they were written.
    record Num(BigDecimal value) implements Doc {}

    /// A truth value.
    record Bool(boolean value) implements Doc {}

    /// A point in time, milliseconds since 1970-01-01T00:00:00Z.
    record Time(long epochMillis) implements Doc {}

    /// Bytes, as a list to keep equality by value; base64 on JSON wires.
    record Blob(List<Byte> bytes) implements Doc {
        public Blob {
            bytes = List.copyOf(bytes);
        }

        /// A blob of these bytes.
        public static Blob of(byte[] bytes) {
            var boxed = new ArrayList<Byte>(bytes.length);
            for (byte b : bytes) {
                boxed.add(b);
            }
            return new Blob(boxed);
        }

        /// The bytes, as a fresh array.
        public byte[] toArray() {
            var array = new byte[bytes.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = bytes.get(i);
            }
            return array;
        }
    }

    /// A string value.
    static Doc of(String value) {
        return new Text(value);
    }

    /// A whole number.
    static Doc of(long value) {
        return new Num(BigDecimal.valueOf(value));
    }

    /// A truth value.
    static Doc of(boolean value) {
        return new Bool(value);
    }

    /// A list of values.
    static Doc of(List<? extends Doc> values) {
        return new Items(List.copyOf(values));
    }
}
