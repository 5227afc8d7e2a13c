package dev.evenkeel.api.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a value must look like. Shapes refer to each other by [Ref], because models may be recursive.
public sealed interface Shape {
    /// The name in AWS's model, such as `RunTaskRequest`.
    String name();

    /// Whether values of this shape must not be written to logs.
    boolean sensitive();

    /// An object with named members. `required` names the members that must be present.
    record Structure(
            String name,
            boolean sensitive,
            Map<String, Member> members,
            List<String> required,
            boolean union,
            Optional<ErrorFacts> error)
            implements Shape {
        /// The shape of operations without input or output.
        public static final Structure NOTHING =
                new Structure("Unit", false, Map.of(), List.of(), false, Optional.empty());

        /// The member of this name, if the structure has one.
        public Optional<Member> member(String memberName) {
            return Optional.ofNullable(members.get(memberName));
        }
    }

    /// A list; `length` bounds the number of items.
    record Listing(String name, boolean sensitive, Member item, Range length) implements Shape {}

    /// A map with string keys; `length` bounds the number of entries.
    record Mapping(String name, boolean sensitive, Member key, Member value, Range length) implements Shape {}

    /// A string; `length` counts Unicode code points, `values` is empty where any text will do.
    record Text(String name, boolean sensitive, Range length, Optional<TextPattern> pattern, List<String> values)
            implements Shape {}

    /// A whole number of 32 or 64 bits.
    record Whole(String name, boolean sensitive, int bits, Range range) implements Shape {}

    /// A floating point number.
    record Real(String name, boolean sensitive, Range range) implements Shape {}

    /// A truth value.
    record Truth(String name, boolean sensitive) implements Shape {}

    /// A point in time, of millisecond precision.
    record Time(String name, boolean sensitive) implements Shape {}

    /// Bytes; `length` counts them.
    record Bytes(String name, boolean sensitive, Range length) implements Shape {}

    /// Any JSON value.
    record Document(String name, boolean sensitive) implements Shape {}

    /// One member of a structure, the item of a list, or the key or value of a map.
    ///
    /// @param wireName the name on the wire where it differs from `name`
    /// @param queryName the name in requests of the `ec2` protocol where it differs from `wireName` with a capital
    /// @param idempotencyToken whether it makes a repeated call the same call
    record Member(
            String name, Ref target, Optional<String> wireName, Optional<String> queryName, boolean idempotencyToken) {
        /// What the member must look like.
        public Shape shape() {
            return target.shape();
        }
    }

    /// How an error is told on the wire.
    ///
    /// @param code the code of the query protocol, which may differ from the shape's name
    record ErrorFacts(String code, int status, boolean senderFault) {}

    /// Bounds, both inclusive; absent is unbounded.
    record Range(Optional<BigDecimal> minimum, Optional<BigDecimal> maximum) {
        /// No bounds.
        public static final Range ANY = new Range(Optional.empty(), Optional.empty());
    }

    /// A shape by name, resolved once when its model has been read whole. Compared by identity.
    final class Ref {
        private final String name;
        private @Nullable Shape shape;

        Ref(String name) {
            this.name = name;
        }

        /// The shape referred to.
        public Shape shape() {
            return Objects.requireNonNull(shape, name);
        }

        void resolve(Map<String, Shape> shapes) {
            shape = Objects.requireNonNull(shapes.get(name), name);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
