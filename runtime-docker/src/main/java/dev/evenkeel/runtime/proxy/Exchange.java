package dev.evenkeel.runtime.proxy;

import dev.evenkeel.reconcilers.balancing.Locations;
import dev.evenkeel.store.model.balancing.RuleAction.FixedResponse;
import dev.evenkeel.store.model.balancing.RuleAction.Redirect;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.net.ConnectException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One request and its answer, from the client to a target and back. Bodies are passed on as they come, as fast as the
/// slower side takes them.
final class Exchange {
    private static final int SMALL = 16 * 1024;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    /// Methods that may be sent twice, RFC 9110 section 9.2.2, if they have no body.
    private static final Set<HttpMethod> REPEATABLE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

    private final HttpServerRequest in;
    private final HttpServerResponse response;
    private final Table.Entry entry;
    private final Clients clients;
    private final Traffic.Balancer traffic;
    private final Set<Member> tried = new HashSet<>();
    private @Nullable Pool pool;
    private Table.@Nullable Rule rule;
    private @Nullable HttpClientRequest out;
    private long sentAt;
    private boolean repeated;

    Exchange(HttpServerRequest in, Table.Entry entry, Clients clients) {
        this.in = in;
        this.response = in.response();
        this.entry = entry;
        this.clients = clients;
        this.traffic = clients.traffic().of(entry.balancer().id());
    }

    void begin() {
        traffic.requested();
        boolean last = HeaderRules.isLast(in);
        if (last) {
            response.putHeader("connection", "close");
        }
        response.endHandler(_ -> {
            traffic.passed(in.bytesRead() + response.bytesWritten());
            if (last) {
                in.connection().close();
            }
        });
        var chosen = entry.rule(new IncomingView(in));
        rule = chosen;
        switch (chosen.action().kind()) {
            case FIXED_RESPONSE -> fixed(Objects.requireNonNull(chosen.action().fixed()));
            case REDIRECT -> redirect(Objects.requireNonNull(chosen.action().redirect()));
            case FORWARD -> {
                in.pause();
                response.closeHandler(_ -> left());
                pool = group(chosen);
                attempt();
            }
        }
    }

    private void fixed(FixedResponse fixed) {
        response.setStatusCode(fixed.status());
        if (!fixed.body().isEmpty()) {
            response.putHeader("content-type", fixed.contentType());
        }
        traffic.answered(fixed.status());
        response.end(fixed.body());
    }

    private void redirect(Redirect redirect) {
        var authority = in.authority();
        var path = Objects.requireNonNullElse(in.path(), "/");
        var from = new Locations.Place(
                entry.listener().protocol().name(),
                authority == null ? entry.balancer().address() : authority.host(),
                entry.listener().port(),
                path.startsWith("/") ? path.substring(1) : path,
                Objects.requireNonNullElse(in.query(), ""));
        traffic.answered(redirect.status());
        response.setStatusCode(redirect.status())
                .putHeader("location", Locations.of(redirect, from))
                .end();
    }

    /// The group that a client stays with, or else the one whose turn it is.
    private @Nullable Pool group(Table.Rule chosen) {
        if (chosen.action().stickiness() != null) {
            var wanted = Cookies.of(in, Cookies.GROUP).orElse("");
            for (var candidate : chosen.pools()) {
                if (Clients.token(candidate).equals(wanted) && chosen.leadsTo(candidate)) {
                    return candidate;
                }
            }
        }
        return chosen.next();
    }

    private void attempt() {
        if (response.closed()) {
            return;
        }
        var group = pool;
        var member = group == null ? null : choose(group);
        if (group == null || member == null) {
            refuse(tried.isEmpty() ? UNAVAILABLE : BAD_GATEWAY);
            return;
        }
        if (!member.begin()) {
            clients.leaving(group, member);
            attempt();
            return;
        }
        if (tried.isEmpty() && !repeated) {
            traffic.to(group.group().id()).requested();
        }
        var options = new RequestOptions()
                .setServer(member.address())
                .setMethod(in.method())
                .setURI(in.uri())
                .setIdleTimeout(entry.balancer().web().idle().toMillis());
        clients.of(group).request(options).onComplete(ready -> {
            if (ready.succeeded()) {
                send(group, member, ready.result());
            } else {
                unreachable(group, member, ready.cause());
            }
        });
    }

    private @Nullable Member choose(Pool group) {
        if (group.group().balance().sticky() && tried.isEmpty()) {
            var kept = Cookies.of(in, Cookies.TARGET).map(group::sticky).orElse(null);
            if (kept != null) {
                return kept;
            }
        }
        return group.next(tried);
    }

    /// Nothing was sent yet, so another target may do.
    private void unreachable(Pool group, Member member, Throwable cause) {
        traffic.to(group.group().id()).unreachable();
        finished(member);
        tried.add(member);
        if (cause instanceof ConnectException || !(cause instanceof TimeoutException)) {
            attempt();
        } else {
            refuse(GATEWAY_TIMEOUT);
        }
    }

    private void send(Pool group, Member member, HttpClientRequest request) {
        if (response.closed()) {
            finished(member);
            request.reset();
            return;
        }
        out = request;
        // What fails also fails the answer; without a handler Vert.x writes each failure to the server's log.
        request.exceptionHandler(_ -> {});
        var listener = entry.listener();
        boolean secure = clients.secure();
        HeaderRules.toTarget(in, request.headers(), entry.balancer().web(), secure, listener.port());
        request.authority(authority(member));
        sentAt = System.nanoTime();
        if (Tunnel.isWanted(in)) {
            request.putHeader("connection", "upgrade").putHeader("upgrade", in.getHeader("upgrade"));
            request.connect().onComplete(answered -> heard(group, member, answered.result(), answered.cause()));
            return;
        }
        request.response().onComplete(answered -> heard(group, member, answered.result(), answered.cause()));
        if (isBodiless()) {
            in.resume();
            request.end();
            return;
        }
        if (!in.headers().contains("content-length")) {
            request.setChunked(true);
        }
        in.pipe().endOnFailure(false).to(request).onFailure(_ -> request.reset());
    }

    /// Of HTTP/2 it can only be known by waiting, so what usually has no body has none there unless its length is
    /// given.
    private boolean isBodiless() {
        var length = in.getHeader("content-length");
        if (length != null) {
            return length.equals("0");
        }
        return in.version() == HttpVersion.HTTP_2
                ? REPEATABLE.contains(in.method()) || in.method().equals(HttpMethod.DELETE) || in.isEnded()
                : !in.headers().contains("transfer-encoding");
    }

    private HostAndPort authority(Member member) {
        var asked = in.authority();
        if (asked == null) {
            return HostAndPort.create(member.address().host(), member.address().port());
        }
        int port = entry.listener().port();
        int usual = clients.secure() ? 443 : 80;
        boolean named =
                asked.port() > 0 || port == usual || entry.balancer().web().preserveHost();
        return named ? asked : HostAndPort.create(asked.host(), port);
    }

    private void heard(Pool group, Member member, @Nullable HttpClientResponse answer, @Nullable Throwable failure) {
        if (answer == null) {
            failed(member, Objects.requireNonNull(failure));
            return;
        }
        traffic.to(group.group().id()).answered(answer.statusCode(), System.nanoTime() - sentAt);
        traffic.answeredByTarget(answer.statusCode());
        HeaderRules.toClient(answer.headers(), response.headers());
        stay(group, member);
        response.setStatusCode(answer.statusCode());
        if (in.version() != HttpVersion.HTTP_2) {
            response.setStatusMessage(answer.statusMessage());
        }
        if (answer.statusCode() == Tunnel.SWITCHING) {
            Tunnel.open(in, answer, () -> finished(member));
        } else {
            relay(member, answer);
        }
    }

    private void stay(Pool group, Member member) {
        var balance = group.group().balance();
        if (balance.sticky()) {
            response.headers().add("set-cookie", Cookies.set(Cookies.TARGET, member.token(), balance.stickyFor()));
        }
        var chosen = rule;
        var stickiness = chosen == null ? null : chosen.action().stickiness();
        if (stickiness != null) {
            response.headers().add("set-cookie", Cookies.set(Cookies.GROUP, Clients.token(group), stickiness));
        }
    }

    private void relay(Member member, HttpClientResponse answer) {
        var length = answer.getHeader("content-length");
        if (length != null && length.length() <= 5 && Integer.parseInt(length) <= SMALL && !isHeadOnly(answer)) {
            answer.body().onComplete(body -> {
                finished(member);
                if (body.succeeded()) {
                    response.end(body.result());
                } else {
                    response.reset();
                }
            });
            return;
        }
        if (length == null && !isHeadOnly(answer) && in.version() == HttpVersion.HTTP_1_1) {
            response.setChunked(true);
        }
        answer.pipe().endOnComplete(false).to(response).onComplete(done -> {
            finished(member);
            if (done.succeeded()) {
                end(answer.trailers());
            } else if (!response.closed()) {
                response.reset();
            }
        });
    }

    private boolean isHeadOnly(HttpClientResponse answer) {
        return in.method().equals(HttpMethod.HEAD) || answer.statusCode() == 204 || answer.statusCode() == 304;
    }

    private void end(MultiMap trailers) {
        if (!trailers.isEmpty()) {
            response.trailers().addAll(trailers);
        }
        response.end();
    }

    /// A connection that was kept open may have been closed just then; what may be sent twice is sent again.
    private void failed(Member member, Throwable cause) {
        finished(member);
        if (cause instanceof TimeoutException) {
            refuse(GATEWAY_TIMEOUT);
        } else if (!repeated && REPEATABLE.contains(in.method()) && isBodiless() && !Tunnel.isWanted(in)) {
            repeated = true;
            attempt();
        } else {
            refuse(BAD_GATEWAY);
        }
    }

    private void refuse(int status) {
        if (response.closed() || response.ended() || response.headWritten()) {
            return;
        }
        traffic.answered(status);
        in.resume();
        ErrorPages.send(response, status);
    }

    /// The client left before it had its answer.
    private void left() {
        var request = out;
        if (request != null && !response.ended()) {
            request.reset();
        }
    }

    private void finished(Member member) {
        member.end();
        clients.leaving(Objects.requireNonNull(pool), member);
    }
}
