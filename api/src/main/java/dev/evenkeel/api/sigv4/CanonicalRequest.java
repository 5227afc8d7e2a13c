package dev.evenkeel.api.sigv4;

import dev.evenkeel.api.protocol.RawRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// The form of a request that is signed; the rules are those of every AWS service but Amazon S3.
final class CanonicalRequest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED_MARKS = "-_.~";

    private CanonicalRequest() {}

    /// The canonical form, with the hash of the body that is really there.
    ///
    /// @throws IllegalArgumentException if the query string is not escaped properly
    static String of(RawRequest request, List<String> signedHeaders) {
        var out = new StringBuilder(512);
        out.append(request.method()).append('\n');
        out.append(path(request.rawPath())).append('\n');
        out.append(query(request.rawQuery())).append('\n');
        for (String name : signedHeaders) {
            String values = request.headers().all(name).stream()
                    .map(CanonicalRequest::trimmed)
                    .collect(Collectors.joining(","));
            out.append(name).append(':').append(values).append('\n');
        }
        out.append('\n').append(String.join(";", signedHeaders)).append('\n');
        return out.append(Hashes.hexSha256(request.body())).toString();
    }

    private static String trimmed(String value) {
        return value.strip().replaceAll("\\s+", " ");
    }

    /// Without `.`, `..` and empty segments, and escaped once more on top of the escapes of the request line.
    static String path(String rawPath) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : rawPath.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(escape(segment));
            }
        }
        String path = "/" + String.join("/", segments);
        return rawPath.endsWith("/") && !segments.isEmpty() ? path + "/" : path;
    }

    /// Sorted by escaped name, then value; a presigned request's own signature is left out.
    static String query(String rawQuery) {
        var pairs = new ArrayList<Pair>();
        for (String part : rawQuery.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (!part.isEmpty() && !name.equals("X-Amz-Signature")) {
                pairs.add(new Pair(normal(name), equals < 0 ? "" : normal(part.substring(equals + 1))));
            }
        }
        return pairs.stream().sorted().map(Pair::toString).collect(Collectors.joining("&"));
    }

    /// However a client escaped a name or value, there is one way to escape it here. A plus is a plus.
    private static String normal(String escaped) {
        return escape(URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    static String escape(String text) {
        var out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (unreserved(b)) {
                out.append((char) b);
            } else {
                HEX.toHexDigits(out.append('%'), b);
            }
        }
        return out.toString();
    }

    private static boolean unreserved(byte b) {
        return (b >= 'A' && b <= 'Z')
                || (b >= 'a' && b <= 'z')
                || (b >= '0' && b <= '9')
                || UNRESERVED_MARKS.indexOf(b) >= 0;
    }

    private record Pair(String name, String value) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : value.compareTo(other.value);
        }

        @Override
        public String toString() {
            return name + "=" + value;
        }
    }
}
