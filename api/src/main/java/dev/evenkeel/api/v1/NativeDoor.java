package dev.evenkeel.api.v1;

import dev.evenkeel.api.aws.Authenticator;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Submitter;
import dev.evenkeel.api.http.Answer;
import dev.evenkeel.api.http.Handler;
import dev.evenkeel.api.http.Incoming;
import dev.evenkeel.api.manifest.Applier;
import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.api.protocol.AwsJson;
import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.api.protocol.RawResponse;
import dev.evenkeel.reconcilers.command.Quotas;
import dev.evenkeel.store.audit.History;
import dev.evenkeel.store.audit.Renderer;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.Ledger;
import dev.evenkeel.store.log.EventLog;
import dev.evenkeel.store.log.JsonView;
import dev.evenkeel.store.watch.WatchHub;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Answers below `/v1/`. Requests are signed as AWS's are, for the service `evenkeel`.
public final class NativeDoor implements Handler {
    private static final String SERVICE = "evenkeel";
    private static final String LINES = "application/x-ndjson";
    private static final long BATCHES = 1_000;
    private static final List<String> PAGES = List.of("apply", "watch", "log", "state", "why");

    private final Authenticator authenticator;
    private final String account;
    private final Applier applier;
    private final Streams streams;
    private final PastStates states;
    private final WhyPage why;

    private NativeDoor(
            Authenticator authenticator,
            String account,
            Applier applier,
            Streams streams,
            PastStates states,
            WhyPage why) {
        this.authenticator = authenticator;
        this.account = account;
        this.applier = applier;
        this.streams = streams;
        this.states = states;
        this.why = why;
    }

    /// What the door leads to.
    ///
    /// @param hub hears of every batch of the ledger
    /// @param ecs whose inputs manifests are
    /// @param quotas that manifests are held to
    public record Rooms(Ledger ledger, EventLog log, History history, WatchHub hub, ServiceModel ecs, Quotas quotas) {}

    /// A door to these rooms.
    ///
    /// @param account the twelve digits that all callers belong to
    public static NativeDoor to(Rooms rooms, Authenticator authenticator, String account) {
        return new NativeDoor(
                authenticator,
                account,
                new Applier(rooms.ecs(), new Submitter(rooms.ledger()), rooms.log(), rooms.quotas()),
                new Streams(rooms.ledger(), rooms.log(), rooms.hub()::watch),
                new PastStates(rooms.ledger(), rooms.log()),
                new WhyPage(rooms.ledger(), rooms.history()));
    }

    @Override
    public Answer handle(Incoming incoming) throws InterruptedException {
        var rest = incoming.request().rawPath().substring("/v1/".length());
        try {
            var path =
                    Arrays.stream(rest.split("/", -1)).map(Parameters::decoded).toList();
            return answer(incoming, caller(incoming), path);
        } catch (ApiException refused) {
            return new Answer.Whole(label(rest), AwsJson.PLAIN.error(refused.error(), incoming.requestId()));
        }
    }

    private Answer answer(Incoming incoming, Caller caller, List<String> path) throws InterruptedException {
        var request = incoming.request();
        var parameters = new Parameters(request.rawQuery());
        return switch (request.method() + " " + path.getFirst()) {
            case "POST apply" -> json("apply", applier.apply(caller, request.body()));
            case "GET watch" -> lines("watch", streams.watch(parameters.revision("from")));
            case "GET log" ->
                lines(
                        "log",
                        streams.batches(
                                parameters.revision("from").orElse(Revision.ZERO.next()),
                                parameters.number("limit").orElse(BATCHES)));
            case "GET state" -> json("state", state(parameters, path));
            case "GET why" -> why(caller, request, path.subList(1, path.size()));
            default ->
                throw ApiError.sender(404, "UnknownOperationException", "there is no such page")
                        .asException();
        };
    }

    /// A tree of lines for people, or the same as JSON for who asks for that.
    private Answer why(Caller caller, RawRequest request, List<String> path) {
        var because = why.of(caller.region(), path);
        boolean asJson = request.headers()
                .first("accept")
                .filter(types -> types.contains("application/json"))
                .isPresent();
        return asJson ? json("why", because) : whole("why", "text/plain; charset=utf-8", Renderer.render(because));
    }

    private Caller caller(Incoming incoming) {
        var identity = authenticator.identify(incoming.request(), incoming.at());
        if (identity.service().filter(scope -> !scope.equals(SERVICE)).isPresent()) {
            throw ApiError.sender(
                            403,
                            "InvalidSignatureException",
                            "Credential should be scoped to correct service: '" + SERVICE + "'.")
                    .asException();
        }
        return new Caller(account, identity.region(), identity.principal(), incoming.requestId());
    }

    private Map<String, Object> state(Parameters parameters, List<String> path) {
        var state = states.at(parameters.revision("at"));
        var told = new LinkedHashMap<String, Object>();
        told.put("revision", state.revision());
        told.put("at", state.at());
        var tables = path.size() > 1 ? path.subList(1, path.size()) : Rows.TABLES;
        tables.forEach(table -> told.put(table, Rows.of(state, table).toList()));
        return told;
    }

    /// What strangers ask for must not become new meters.
    private static Answer.Label label(String path) {
        var page = PAGES.stream().filter(path::startsWith).findFirst();
        return new Answer.Label(SERVICE, page.orElse("unknown"));
    }

    private static Answer json(String operation, Object value) {
        return whole(operation, "application/json", JsonView.of(value) + "\n");
    }

    private static Answer whole(String operation, String type, String text) {
        var response = new RawResponse(200, Headers.of("content-type", type), text.getBytes(StandardCharsets.UTF_8));
        return new Answer.Whole(new Answer.Label(SERVICE, operation), response);
    }

    private static Answer lines(String operation, Answer.Body body) {
        return new Answer.Streamed(new Answer.Label(SERVICE, operation), Headers.of("content-type", LINES), body);
    }
}
