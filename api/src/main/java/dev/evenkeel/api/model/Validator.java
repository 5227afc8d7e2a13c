package dev.evenkeel.api.model;

import dev.evenkeel.store.model.Doc;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Checks a value tree against the constraints of its shape, in AWS's words.
///
/// What to make of violations is for the service to say: many answer `ValidationException`, Amazon ECS answers
/// `ClientException` or `InvalidParameterException`.
public final class Validator {
    private static final int MAX_VIOLATIONS = 100;
    private static final int MAX_QUOTED = 1_000;

    private final List<Violation> violations = new ArrayList<>();

    private Validator() {}

    /// The violations in a tree, in the order of the shape's members; at most a hundred.
    public static List<Violation> check(Shape.Structure shape, Doc.Struct value) {
        var validator = new Validator();
        validator.structure(shape, value, "");
        return List.copyOf(validator.violations);
    }

    private void value(Shape shape, Doc value, String path) {
        switch (shape) {
            case Shape.Structure structure
            when value instanceof Doc.Struct struct -> structure(structure, struct, path);
            case Shape.Listing list when value instanceof Doc.Items items -> list(list, items, path);
            case Shape.Mapping map when value instanceof Doc.Struct struct -> map(map, struct, path);
            case Shape scalar ->
                scalar(scalar, value).forEach(broken -> add(path, broken, () -> quoted(scalar, value)));
        }
    }

    private void structure(Shape.Structure shape, Doc.Struct value, String path) {
        for (String required : shape.required()) {
            if (value.get(required).isEmpty()) {
                add(
                        join(path, required),
                        new Broken(Violation.Kind.REQUIRED, "Member must not be null"),
                        () -> " null");
            }
        }
        for (Shape.Member member : shape.members().values()) {
            Optional<Doc> present = value.get(member.name());
            if (present.isPresent()) {
                value(member.shape(), present.get(), join(path, member.name()));
            }
        }
        if (shape.union() && value.members().size() != 1) {
            String constraint = "Exactly one member of the union must be set";
            add(path, new Broken(Violation.Kind.UNION, constraint), () -> quoted(shape, value));
        }
    }

    private void list(Shape.Listing list, Doc.Items items, String path) {
        Supplier<String> quoted = () -> quoted(list, items);
        length(list.length(), items.values().size()).forEach(broken -> add(path, broken, quoted));
        Shape item = list.item().shape();
        for (int i = 0; i < items.values().size() && violations.size() < MAX_VIOLATIONS; i++) {
            Doc value = items.values().get(i);
            if (nests(item)) {
                value(item, value, path + "." + (i + 1) + ".member");
            } else if (inside("Member must satisfy constraint: ", item, value, path, quoted)) {
                return;
            }
        }
    }

    private void map(Shape.Mapping map, Doc.Struct entries, String path) {
        Supplier<String> quoted = () -> quoted(map, entries);
        length(map.length(), entries.members().size()).forEach(broken -> add(path, broken, quoted));
        for (Map.Entry<String, Doc> entry : entries.members().entrySet()) {
            Shape value = map.value().shape();
            Doc key = Doc.of(entry.getKey());
            if (inside("Map keys must satisfy constraint: ", map.key().shape(), key, path, quoted)) {
                return;
            }
            if (nests(value)) {
                value(value, entry.getValue(), path + "." + entry.getKey() + ".member");
            } else if (inside("Map value must satisfy constraint: ", value, entry.getValue(), path, quoted)) {
                return;
            }
        }
    }

    private static boolean nests(Shape shape) {
        return shape instanceof Shape.Structure || shape instanceof Shape.Listing || shape instanceof Shape.Mapping;
    }

    /// AWS reports a bad item at its list, once, with all constraints of the items.
    private boolean inside(String prefix, Shape shape, Doc value, String path, Supplier<String> quoted) {
        List<Broken> broken = scalar(shape, value);
        if (broken.isEmpty()) {
            return false;
        }
        String all = constraints(shape).stream().collect(Collectors.joining(", ", prefix + "[", "]"));
        add(path, new Broken(broken.getFirst().kind(), all), quoted);
        return true;
    }

    private static List<Broken> scalar(Shape shape, Doc value) {
        return switch (value) {
            case Doc.Text text when shape instanceof Shape.Text constraints -> text(constraints, text.value());
            case Doc.Num num when shape instanceof Shape.Whole whole -> range(whole.range(), num.value());
            case Doc.Num num when shape instanceof Shape.Real real -> range(real.range(), num.value());
            case Doc.Blob blob
            when shape instanceof Shape.Bytes bytes ->
                length(bytes.length(), blob.bytes().size());
            case Doc _ -> List.of();
        };
    }

    private static List<Broken> text(Shape.Text shape, String value) {
        var broken = new ArrayList<>(length(shape.length(), value.codePointCount(0, value.length())));
        shape.pattern()
                .filter(pattern -> !pattern.matches(value))
                .ifPresent(pattern -> broken.add(new Broken(Violation.Kind.PATTERN, mustMatch(pattern))));
        if (!shape.values().isEmpty() && !shape.values().contains(value)) {
            broken.add(new Broken(Violation.Kind.ENUM, mustBeOneOf(shape.values())));
        }
        return broken;
    }

    private static List<Broken> length(Shape.Range range, int length) {
        return outside(range, BigDecimal.valueOf(length), Violation.Kind.LENGTH, "Member must have length ");
    }

    private static List<Broken> range(Shape.Range range, BigDecimal value) {
        return outside(range, value, Violation.Kind.RANGE, "Member must have value ");
    }

    private static List<Broken> outside(Shape.Range range, BigDecimal value, Violation.Kind kind, String subject) {
        var broken = new ArrayList<Broken>();
        range.minimum()
                .filter(minimum -> value.compareTo(minimum) < 0)
                .ifPresent(minimum -> broken.add(new Broken(kind, subject + atLeast(minimum))));
        range.maximum()
                .filter(maximum -> value.compareTo(maximum) > 0)
                .ifPresent(maximum -> broken.add(new Broken(kind, subject + atMost(maximum))));
        return broken;
    }

    /// Every constraint of a scalar shape, in the order in which AWS lists them.
    private static List<String> constraints(Shape shape) {
        var all = new ArrayList<String>();
        switch (shape) {
            case Shape.Text text -> {
                text.length().maximum().ifPresent(most -> all.add("Member must have length " + atMost(most)));
                text.length().minimum().ifPresent(least -> all.add("Member must have length " + atLeast(least)));
                text.pattern().ifPresent(pattern -> all.add(mustMatch(pattern)));
                if (!text.values().isEmpty()) {
                    all.add(mustBeOneOf(text.values()));
                }
            }
            case Shape.Whole whole -> bounds(whole.range(), all);
            case Shape.Real real -> bounds(real.range(), all);
            case Shape _ -> {}
        }
        return all;
    }

    private static void bounds(Shape.Range range, List<String> all) {
        range.maximum().ifPresent(most -> all.add("Member must have value " + atMost(most)));
        range.minimum().ifPresent(least -> all.add("Member must have value " + atLeast(least)));
    }

    private static String mustMatch(TextPattern pattern) {
        return "Member must satisfy regular expression pattern: " + pattern;
    }

    private static String mustBeOneOf(List<String> values) {
        return "Member must satisfy enum value set: " + values;
    }

    private static String atLeast(BigDecimal minimum) {
        return "greater than or equal to " + minimum.toPlainString();
    }

    private static String atMost(BigDecimal maximum) {
        return "less than or equal to " + maximum.toPlainString();
    }

    private void add(String path, Broken broken, Supplier<String> value) {
        if (violations.size() < MAX_VIOLATIONS) {
            String message =
                    "Value" + value.get() + " at '" + path + "' failed to satisfy constraint: " + broken.constraint();
            violations.add(new Violation(path, broken.kind(), message));
        }
    }

    /// The value as AWS quotes it, or nothing where it is a secret.
    private static String quoted(Shape shape, Doc value) {
        if (shape.sensitive()) {
            return "";
        }
        var text = new StringBuilder();
        print(Redactor.redact(shape, value), text);
        String bounded = text.length() <= MAX_QUOTED ? text.toString() : text.substring(0, MAX_QUOTED) + "...";
        return " '" + bounded + "'";
    }

    private static void print(Doc value, StringBuilder out) {
        if (out.length() > MAX_QUOTED) {
            return;
        }
        switch (value) {
            case Doc.Struct struct -> {
                String separator = "{";
                for (Map.Entry<String, Doc> entry : struct.members().entrySet()) {
                    out.append(separator).append(entry.getKey()).append('=');
                    print(entry.getValue(), out);
                    separator = ", ";
                }
                out.append(struct.members().isEmpty() ? "{}" : "}");
            }
            case Doc.Items items -> {
                String separator = "[";
                for (Doc item : items.values()) {
                    out.append(separator);
                    print(item, out);
                    separator = ", ";
                }
                out.append(items.values().isEmpty() ? "[]" : "]");
            }
            case Doc.Text text -> out.append(text.value());
            case Doc.Num number -> out.append(number.value().toPlainString());
            case Doc.Bool bool -> out.append(bool.value());
            case Doc.Time time -> out.append(time.epochMillis());
            case Doc.Blob blob -> out.append(blob.bytes().size()).append(" bytes");
        }
    }

    /// AWS writes members with a small first letter, also where the model has a capital one.
    private static String join(String path, String name) {
        var small = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return path.isEmpty() ? small : path + "." + small;
    }

    private record Broken(Violation.Kind kind, String constraint) {}
}
