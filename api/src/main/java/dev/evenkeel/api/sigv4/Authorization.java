package dev.evenkeel.api.sigv4;

import dev.evenkeel.api.protocol.RawRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a request says of its signature, in its `Authorization` header or, presigned, in its query string.
///
/// @param timestamp when it was signed, as `X-Amz-Date` has it
/// @param validFor how long after signing it is good, for presigned requests
/// @param sessionToken the token of temporary credentials, if there is one
record Authorization(
        String accessKeyId,
        Scope scope,
        List<String> signedHeaders,
        String signature,
        String timestamp,
        Optional<Duration> validFor,
        Optional<String> sessionToken) {
    private static final int CREDENTIAL_PARTS = 5;
    private static final long MAX_EXPIRES_SECONDS = 604_800;

    /// @throws dev.evenkeel.api.protocol.ApiException if there is none, or it is not whole
    static Authorization of(RawRequest request) {
        Optional<String> header = request.headers().first("authorization");
        if (header.isPresent()) {
            return ofHeader(request, header.get().strip());
        }
        Map<String, String> query = query(request.rawQuery());
        if (query.containsKey("X-Amz-Algorithm") || query.containsKey("X-Amz-Signature")) {
            return ofQuery(query);
        }
        throw Refusals.notSigned();
    }

    private static Authorization ofHeader(RawRequest request, String header) {
        int space = header.indexOf(' ');
        String algorithm = space < 0 ? header : header.substring(0, space);
        if (!algorithm.equals(Scope.ALGORITHM)) {
            throw Refusals.incomplete("Unsupported AWS 'algorithm': '" + algorithm + "'.", header);
        }
        Map<String, String> parts = parts(header.substring(algorithm.length()), header);
        var missing = new ArrayList<String>();
        for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
            if (parts.getOrDefault(name, "").isEmpty()) {
                missing.add("Authorization header requires '" + name + "' parameter.");
            }
        }
        Optional<String> timestamp = timestamp(request);
        if (timestamp.isEmpty()) {
            missing.add("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }
        if (!missing.isEmpty() || timestamp.isEmpty()) {
            throw Refusals.incomplete(String.join(" ", missing), header);
        }
        Optional<String> token = request.headers().first("x-amz-security-token");
        return of(parts, timestamp.get(), Optional.empty(), token);
    }

    private static Map<String, String> parts(String text, String header) {
        var parts = new HashMap<String, String>();
        for (String part : text.split(",", -1)) {
            String pair = part.strip();
            int equals = pair.indexOf('=');
            if (equals < 0 && !pair.isEmpty()) {
                String problem =
                        "'" + pair + "' not a valid key=value pair (missing equal-sign) in Authorization header.";
                throw Refusals.incomplete(problem, header);
            }
            if (equals > 0) {
                parts.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return parts;
    }

    private static Optional<String> timestamp(RawRequest request) {
        Optional<String> amzDate = request.headers().first("x-amz-date");
        return amzDate.isPresent()
                ? amzDate.map(String::strip)
                : request.headers().first("date").flatMap(Authorization::ofHttpDate);
    }

    private static Optional<String> ofHttpDate(String date) {
        try {
            Instant time = ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Scope.timestamp(time));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static Authorization ofQuery(Map<String, String> query) {
        var missing = new ArrayList<String>();
        for (String name : List.of("Algorithm", "Credential", "Signature", "SignedHeaders", "Date", "Expires")) {
            if (query.getOrDefault("X-Amz-" + name, "").isEmpty()) {
                missing.add("AWS query-string parameters must include 'X-Amz-" + name + "'.");
            }
        }
        if (!missing.isEmpty()) {
            throw Refusals.incomplete(String.join(" ", missing) + " Re-examine the query-string parameters.");
        }
        if (!query.getOrDefault("X-Amz-Algorithm", "").equals(Scope.ALGORITHM)) {
            throw Refusals.incomplete("Unsupported AWS 'algorithm': '" + query.get("X-Amz-Algorithm") + "'.");
        }
        var parts = new HashMap<String, String>();
        query.forEach((name, value) -> parts.put(name.replaceFirst("^X-Amz-", ""), value));
        Optional<Duration> validFor = Optional.of(expires(parts.getOrDefault("Expires", "")));
        Optional<String> token = Optional.ofNullable(query.get("X-Amz-Security-Token"));
        return of(parts, parts.getOrDefault("Date", ""), validFor, token);
    }

    private static Duration expires(String seconds) {
        boolean sane = seconds.matches("[0-9]{1,6}") && Long.parseLong(seconds) <= MAX_EXPIRES_SECONDS;
        if (!sane) {
            throw Refusals.incomplete("X-Amz-Expires must be a number of seconds not above " + MAX_EXPIRES_SECONDS);
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private static Authorization of(
            Map<String, String> parts, String timestamp, Optional<Duration> validFor, Optional<String> token) {
        String credential = parts.getOrDefault("Credential", "");
        String[] elements = credential.split("/", -1);
        if (elements.length != CREDENTIAL_PARTS) {
            throw Refusals.incomplete("Credential must have exactly 5 slash-delimited elements, e.g."
                    + " keyid/date/region/service/term, got '" + credential + "'");
        }
        if (!elements[4].equals(Scope.TERMINATOR)) {
            throw Refusals.invalid(
                    "Credential should be scoped with a valid terminator: 'aws4_request', not '" + elements[4] + "'.");
        }
        List<String> signed = List.of(
                parts.getOrDefault("SignedHeaders", "").toLowerCase(Locale.ROOT).split(";", -1));
        var scope = new Scope(elements[1], elements[2], elements[3]);
        String signature = parts.getOrDefault("Signature", "");
        return new Authorization(elements[0], scope, signed, signature, timestamp, validFor, token);
    }

    private static Map<String, String> query(String rawQuery) {
        var query = new HashMap<String, String>();
        for (String part : rawQuery.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.startsWith("X-Amz-")) {
                query.put(part.substring(0, equals), decoded(part.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String escaped) {
        try {
            return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusals.incomplete("The query string is malformed");
        }
    }
}
