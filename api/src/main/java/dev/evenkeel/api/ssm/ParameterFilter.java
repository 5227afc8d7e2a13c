package dev.evenkeel.api.ssm;

import dev.evenkeel.store.model.ParameterType;
import dev.evenkeel.store.state.ParameterRow;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a parameter must have to be listed.
record ParameterFilter(String Key, @Nullable String Option, List<String> Values) {
    private static final String TAG = "tag:";
    private static final Set<String> OF_DESCRIBE = Set.of("Name", "Type", "KeyId", "Path", "Tier", "DataType");
    private static final Set<String> OF_PATH = Set.of("Type", "KeyId", "Label");
    private static final List<String> TIERS = List.of("Standard", "Advanced", "Intelligent-Tiering");

    /// All of the filters that DescribeParameters takes.
    static Predicate<ParameterRow> describing(List<ParameterFilter> filters) {
        return all(filters, OF_DESCRIBE, true, "Path, Name, Type, KeyId, Tier, DataType");
    }

    /// All of the filters that GetParametersByPath takes.
    static Predicate<ParameterRow> underPath(List<ParameterFilter> filters) {
        return all(filters, OF_PATH, false, "Type, KeyId, Label");
    }

    private static Predicate<ParameterRow> all(
            List<ParameterFilter> filters, Set<String> keys, boolean tags, String known) {
        var seen = new TreeSet<String>();
        for (var filter : filters) {
            if (!keys.contains(filter.Key) && !(tags && filter.Key.startsWith(TAG))) {
                throw Errors.of(
                        "InvalidFilterKey",
                        "The following filter key is not valid: " + filter.Key + ". Valid filter keys include: ["
                                + known + "].");
            }
            if (!seen.add(filter.Key)) {
                throw Errors.of(
                        "InvalidFilterKey",
                        "The following filter is duplicated in the request: " + filter.Key
                                + ". A request can contain only one occurrence of a specific filter.");
            }
            filter.check();
        }
        return row -> filters.stream().allMatch(filter -> filter.matches(row));
    }

    private String option() {
        var usual = Key.equals("Path") ? "OneLevel" : "Equals";
        return Option == null ? usual : Option;
    }

    private void check() {
        if (Values.isEmpty() && !Key.startsWith(TAG)) {
            throw Errors.of(
                    "InvalidFilterValue", "The following filter values are missing : null for filter key " + Key + ".");
        }
        if (!options().contains(option())) {
            throw Errors.of(
                    "InvalidFilterOption",
                    "The following filter option is not valid: " + option() + ". Valid options include: " + options()
                            + ".");
        }
        switch (Key) {
            case "Path" -> Values.forEach(ParameterNames::path);
            case "Type" -> known(List.of("String", "StringList", "SecureString"));
            case "Tier" -> known(TIERS);
            default -> {}
        }
    }

    private List<String> options() {
        return switch (Key) {
            case "Path" -> List.of("Recursive", "OneLevel");
            case "Name" -> List.of("BeginsWith", "Equals", "Contains");
            default -> List.of("BeginsWith", "Equals");
        };
    }

    private void known(List<String> words) {
        for (var value : Values) {
            if (!words.contains(value)) {
                throw Errors.of(
                        "InvalidFilterValue",
                        "The following filter value is not valid: " + value + ". Valid values include: " + words + ".");
            }
        }
    }

    private boolean matches(ParameterRow row) {
        var latest = row.latest();
        return switch (Key) {
            case "Name" -> any(row.id().name());
            case "Type" -> any(latest.type().word());
            case "KeyId" -> latest.type() == ParameterType.SECURE_STRING && any(PutOperation.DEFAULT_KEY);
            case "Tier" -> any(ParameterQueries.TIER);
            case "DataType" -> any(latest.document().text("DataType").orElse(""));
            case "Path" ->
                Values.stream()
                        .anyMatch(path ->
                                under(row.id().name(), ParameterNames.path(path), option().equals("Recursive")));
            case "Label" -> row.labels().keySet().stream().anyMatch(this::any);
            default -> hasTag(row);
        };
    }

    private boolean hasTag(ParameterRow row) {
        var value = row.tags().get(Key.substring(TAG.length()));
        return value != null && (Values.isEmpty() || any(value));
    }

    private boolean any(String text) {
        return Values.stream().anyMatch(value -> switch (option()) {
            case "BeginsWith" -> text.startsWith(value);
            case "Contains" -> text.contains(value);
            default -> text.equals(value);
        });
    }

    /// Whether a parameter lies under a path that ends with a slash.
    static boolean under(String name, String path, boolean recursive) {
        return name.startsWith(path) && (recursive || name.indexOf('/', path.length()) < 0);
    }
}
