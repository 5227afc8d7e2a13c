package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.model.balancing.RuleAction.Redirect;
import java.util.Locale;

/// Where a redirect sends a client.
public final class Locations {
    private Locations() {}

    /// Where a request came to.
    ///
    /// @param protocol `HTTP` or `HTTPS`
    /// @param path without its first slash
    /// @param query without its question mark; empty if there is none
    public record Place(String protocol, String host, int port, String path, String query) {}

    /// The value of the Location header.
    public static String of(Redirect redirect, Place from) {
        var protocol = filled(redirect.protocol(), from).toLowerCase(Locale.ROOT);
        var port = filled(redirect.port(), from);
        boolean usual = port.equals(protocol.equals("https") ? "443" : "80");
        var query = filled(redirect.query(), from);
        return protocol + "://" + filled(redirect.host(), from) + (usual ? "" : ":" + port)
                + filled(redirect.path(), from) + (query.isEmpty() ? "" : "?" + query);
    }

    /// The path may hold what looks like a placeholder, so it comes last.
    private static String filled(String text, Place from) {
        return text.indexOf('#') < 0
                ? text
                : text.replace("#{protocol}", from.protocol())
                        .replace("#{host}", from.host())
                        .replace("#{port}", Integer.toString(from.port()))
                        .replace("#{query}", from.query())
                        .replace("#{path}", from.path());
    }
}
