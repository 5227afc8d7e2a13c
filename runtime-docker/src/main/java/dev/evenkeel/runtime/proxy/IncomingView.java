package dev.evenkeel.runtime.proxy;

import dev.evenkeel.reconcilers.balancing.RequestView;
import dev.evenkeel.store.model.balancing.RuleCondition.Pair;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.stream.StreamSupport;

/// A request as rules see it.
record IncomingView(HttpServerRequest request) implements RequestView {
    @Override
    public String host() {
        var authority = request.authority();
        return authority == null ? "" : authority.host();
    }

    @Override
    public String path() {
        var path = request.path();
        return path == null ? "" : path;
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public List<String> header(String name) {
        return request.headers().getAll(name);
    }

    @Override
    public List<Pair> query() {
        return StreamSupport.stream(request.params().spliterator(), false)
                .map(entry -> new Pair(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public String source() {
        return request.remoteAddress().hostAddress();
    }
}
