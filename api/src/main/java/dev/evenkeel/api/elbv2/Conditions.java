package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.reconcilers.balancing.BalancingLimits;
import dev.evenkeel.store.model.balancing.AddressRange;
import dev.evenkeel.store.model.balancing.RuleCondition;
import dev.evenkeel.store.model.balancing.RuleCondition.RequestField;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What rules look at, as inputs say it and as it is told.
final class Conditions {
    private static final int LONGEST = 128;
    private static final int LONGEST_HEADER = 40;

    /// What the values of each field may be.
    private static final Map<RequestField, Pattern> ALLOWED = new EnumMap<>(Map.of(
            RequestField.HOST_HEADER, Pattern.compile("[A-Za-z0-9.*?-]+"),
            RequestField.PATH_PATTERN, Pattern.compile("[A-Za-z0-9_.$/~\"'@:+&*?-]+"),
            RequestField.HTTP_HEADER, Pattern.compile("[\\x20-\\x7e]+"),
            RequestField.HTTP_REQUEST_METHOD, Pattern.compile("[A-Z_-]{1,40}")));

    private Conditions() {}

    record Condition(
            @Nullable String Field,
            List<String> Values,
            @Nullable ValuesConfig HostHeaderConfig,
            @Nullable ValuesConfig PathPatternConfig,
            @Nullable HeaderConfig HttpHeaderConfig,
            @Nullable QueryConfig QueryStringConfig,
            @Nullable ValuesConfig HttpRequestMethodConfig,
            @Nullable ValuesConfig SourceIpConfig) {}

    record ValuesConfig(List<String> Values) {}

    record HeaderConfig(@Nullable String HttpHeaderName, List<String> Values) {}

    record QueryConfig(List<Pair> Values) {}

    record Pair(@Nullable String Key, @Nullable String Value) {}

    /// A condition as it is told. The older member Values repeats what hosts and paths have in their own.
    record View(
            String Field,
            List<String> Values,
            Optional<ValuesConfig> HostHeaderConfig,
            Optional<ValuesConfig> PathPatternConfig,
            Optional<HeaderConfig> HttpHeaderConfig,
            Optional<QueryConfig> QueryStringConfig,
            Optional<ValuesConfig> HttpRequestMethodConfig,
            Optional<ValuesConfig> SourceIpConfig) {}

    /// The conditions of a rule.
    static List<RuleCondition> of(List<Condition> conditions) {
        if (conditions.isEmpty()) {
            throw Errors.invalid("A condition must be specified");
        }
        var read = conditions.stream().map(Conditions::one).toList();
        int values = read.stream()
                .mapToInt(c -> c.values().size() + c.pairs().size())
                .sum();
        if (values > BalancingLimits.CONDITION_VALUES) {
            throw Errors.invalid(
                    "A rule can have at most " + BalancingLimits.CONDITION_VALUES + " condition values, not " + values);
        }
        for (var field : RequestField.values()) {
            boolean often = field == RequestField.HTTP_HEADER || field == RequestField.QUERY_STRING;
            if (!often && read.stream().filter(c -> c.field() == field).count() > 1) {
                throw Errors.invalid("A rule can only have one '" + field.word() + "' condition");
            }
        }
        return read;
    }

    private static RuleCondition one(Condition input) {
        var field = Arrays.stream(RequestField.values())
                .filter(known -> known.word().equals(input.Field()))
                .findFirst()
                .orElseThrow(() -> Errors.invalid("Condition field '" + input.Field()
                        + "' must be one of http-header, http-request-method, host-header, path-pattern, query-string,"
                        + " source-ip"));
        return switch (field) {
            case HOST_HEADER -> plain(field, values(input, input.HostHeaderConfig()));
            case PATH_PATTERN -> plain(field, values(input, input.PathPatternConfig()));
            case HTTP_REQUEST_METHOD -> plain(field, values(null, input.HttpRequestMethodConfig()));
            case SOURCE_IP -> addresses(values(null, input.SourceIpConfig()));
            case HTTP_HEADER -> header(input.HttpHeaderConfig());
            case QUERY_STRING -> query(input.QueryStringConfig());
        };
    }

    private static List<String> values(@Nullable Condition older, @Nullable ValuesConfig config) {
        if (config != null && !config.Values().isEmpty()) {
            return config.Values();
        }
        return older == null ? List.of() : older.Values();
    }

    private static RuleCondition plain(RequestField field, List<String> values) {
        checkValues(field, values);
        return RuleCondition.of(field, values);
    }

    private static void checkValues(RequestField field, List<String> values) {
        if (values.isEmpty()) {
            throw Errors.invalid("A condition value must be specified for '" + field.word() + "'");
        }
        for (var value : values) {
            var allowed = ALLOWED.get(field);
            if (value.length() > LONGEST
                    || (allowed != null && !allowed.matcher(value).matches())) {
                throw Errors.invalid("The '" + field.word() + "' condition value '" + value + "' is not valid");
            }
        }
    }

    private static RuleCondition addresses(List<String> blocks) {
        checkValues(RequestField.SOURCE_IP, blocks);
        for (var block : blocks) {
            var parts = block.split("/", -1);
            boolean right = parts.length == 2 && parts[1].matches("\\d{1,2}") && Integer.parseInt(parts[1]) <= 32;
            if (!right || !isAddress(parts[0])) {
                throw Errors.invalid("The 'source-ip' condition value '" + block + "' must be an IPv4 CIDR block");
            }
        }
        return RuleCondition.of(RequestField.SOURCE_IP, blocks);
    }

    private static boolean isAddress(String text) {
        try {
            AddressRange.number(text);
            return true;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static RuleCondition header(@Nullable HeaderConfig config) {
        var name = config == null ? null : config.HttpHeaderName();
        if (config == null || name == null || name.isEmpty() || name.length() > LONGEST_HEADER) {
            throw Errors.invalid("An HTTP header name of 1 to " + LONGEST_HEADER + " characters must be specified");
        }
        if (name.toLowerCase(Locale.ROOT).equals("host")) {
            throw Errors.invalid("The header name 'host' is not valid: use a host-header condition");
        }
        checkValues(RequestField.HTTP_HEADER, config.Values());
        return new RuleCondition(RequestField.HTTP_HEADER, name, config.Values(), List.of());
    }

    private static RuleCondition query(@Nullable QueryConfig config) {
        if (config == null || config.Values().isEmpty()) {
            throw Errors.invalid("A condition value must be specified for 'query-string'");
        }
        var pairs = config.Values().stream().map(Conditions::pair).toList();
        return new RuleCondition(RequestField.QUERY_STRING, "", List.of(), pairs);
    }

    private static RuleCondition.Pair pair(Pair input) {
        if (input.Value() == null || input.Value().isEmpty()) {
            throw Errors.invalid("A query string value must be specified");
        }
        var key = input.Key() == null ? "" : input.Key();
        if (key.length() > LONGEST || input.Value().length() > LONGEST) {
            throw ApiError.sender("ValidationError", "A query string key or value is longer than " + LONGEST)
                    .asException();
        }
        return new RuleCondition.Pair(key, input.Value());
    }

    /// A condition as it is told.
    static View told(RuleCondition condition) {
        var field = condition.field();
        var values = Optional.of(new ValuesConfig(condition.values()));
        var pairs = condition.pairs().stream()
                .map(pair -> new Pair(pair.key().isEmpty() ? null : pair.key(), pair.value()))
                .toList();
        boolean older = field == RequestField.HOST_HEADER || field == RequestField.PATH_PATTERN;
        return new View(
                field.word(),
                older ? condition.values() : List.of(),
                values.filter(_ -> field == RequestField.HOST_HEADER),
                values.filter(_ -> field == RequestField.PATH_PATTERN),
                Optional.of(new HeaderConfig(condition.header(), condition.values()))
                        .filter(_ -> field == RequestField.HTTP_HEADER),
                Optional.of(new QueryConfig(pairs)).filter(_ -> field == RequestField.QUERY_STRING),
                values.filter(_ -> field == RequestField.HTTP_REQUEST_METHOD),
                values.filter(_ -> field == RequestField.SOURCE_IP));
    }
}
