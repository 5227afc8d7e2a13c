package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.model.balancing.RuleCondition.Pair;
import java.util.List;

/// What rules look at of a request.
public interface RequestView {
    /// The host that was asked for, without its port; empty if none was.
    String host();

    /// The path, without the query string.
    String path();

    /// The method, as it was sent.
    String method();

    /// The values of a header field.
    List<String> header(String name);

    /// The pairs of the query string, decoded.
    List<Pair> query();

    /// The client's address; IPv4 in all that is served so far.
    String source();
}
