package dev.evenkeel.runtime.proxy;

import dev.evenkeel.reconcilers.balancing.Routes.Web;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which header fields go on, and what is added to them.
final class HeaderRules {
    /// Those that are about one connection, RFC 9110 section 7.6.1, and the Expect that is answered here.
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "te",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "expect");

    private static final Pattern USUAL = Pattern.compile("[A-Za-z0-9-]+");
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private HeaderRules() {}

    /// The header fields of a request as its target gets them.
    static void toTarget(HttpServerRequest in, MultiMap out, Web web, boolean secure, int port) {
        var named = namedByConnection(in.headers());
        for (Map.Entry<String, String> field : in.headers()) {
            var name = field.getKey();
            if (goesOn(name, named) && !name.equalsIgnoreCase("host") && isAllowed(name, web)) {
                out.add(name, field.getValue());
            }
        }
        if (in.headers().contains("te", "trailers", true)) {
            out.set("te", "trailers");
        }
        forwardedFor(in, out, web);
        out.set("X-Forwarded-Proto", secure ? "https" : "http");
        out.set("X-Forwarded-Port", Integer.toString(port));
    }

    /// The header fields of an answer as the client gets them.
    static void toClient(MultiMap in, MultiMap out) {
        var named = namedByConnection(in);
        for (Map.Entry<String, String> field : in) {
            if (goesOn(field.getKey(), named)) {
                out.add(field.getKey(), field.getValue());
            }
        }
    }

    /// Whether a client wants its connection closed after this answer, be it among other words.
    static boolean isLast(HttpServerRequest in) {
        return in.version() != HttpVersion.HTTP_2
                && namedByConnection(in.headers()).contains("close");
    }

    private static boolean isAllowed(String name, Web web) {
        return !web.dropInvalidHeaders() || USUAL.matcher(name).matches();
    }

    private static boolean goesOn(String name, Set<String> named) {
        var lower = name.toLowerCase(Locale.ROOT);
        return !HOP_BY_HOP.contains(lower) && !named.contains(lower);
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        var values = headers.getAll("connection");
        if (values.isEmpty()) {
            return Set.of();
        }
        var names = new TreeSet<String>();
        for (var value : values) {
            for (var name : value.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static void forwardedFor(HttpServerRequest in, MultiMap out, Web web) {
        switch (web.forwardedFor()) {
            case "remove" -> out.remove(FORWARDED_FOR);
            case "preserve" -> {}
            default -> {
                var remote = in.remoteAddress();
                var client = web.clientPort() ? remote.hostAddress() + ":" + remote.port() : remote.hostAddress();
                var before = String.join(", ", out.getAll(FORWARDED_FOR));
                out.set(FORWARDED_FOR, before.isEmpty() ? client : before + ", " + client);
            }
        }
    }
}
