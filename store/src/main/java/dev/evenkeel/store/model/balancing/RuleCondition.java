package dev.evenkeel.store.model.balancing;

import java.util.List;
import java.util.Locale;

/// What a rule looks at. It holds if one of the values fits.
///
/// @param header the name of the header of HTTP_HEADER; empty otherwise
/// @param values patterns with `*` and `?`, methods, or CIDR blocks
/// @param pairs of QUERY_STRING; a pair with an empty key fits any key
public record RuleCondition(RequestField field, String header, List<String> values, List<Pair> pairs) {
    /// What of a request is looked at.
    public enum RequestField {
        HOST_HEADER,
        PATH_PATTERN,
        HTTP_HEADER,
        HTTP_REQUEST_METHOD,
        QUERY_STRING,
        SOURCE_IP;

        /// As callers say it, such as `host-header`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// A key and a value of a query string, as patterns.
    public record Pair(String key, String value) {}

    /// A condition on values.
    public static RuleCondition of(RequestField field, List<String> values) {
        return new RuleCondition(field, "", values, List.of());
    }
}
