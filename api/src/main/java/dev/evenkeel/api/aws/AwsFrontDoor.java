package dev.evenkeel.api.aws;

import dev.evenkeel.api.http.Answer;
import dev.evenkeel.api.http.Handler;
import dev.evenkeel.api.http.Incoming;
import dev.evenkeel.api.model.Binder;
import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.api.model.Redactor;
import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.api.protocol.AwsQuery;
import dev.evenkeel.api.protocol.Compression;
import dev.evenkeel.api.protocol.ProtocolRouter;
import dev.evenkeel.api.protocol.RawResponse;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.ledger.Ledger;
import dev.evenkeel.store.model.Doc;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Answers AWS's clients: finds the operation, believes the signature, checks the input against the model, and hands
/// what is left to the operation.
public final class AwsFrontDoor implements Handler {
    private final ProtocolRouter router;
    private final Authenticator authenticator;
    private final Submitter submitter;
    private final Ledger ledger;
    private final String account;
    private final Throttle throttle;
    private final Map<String, AwsService> services = new TreeMap<>();

    /// @param account the twelve digits that all callers belong to
    /// @param throttle asked about every call of a known caller
    public AwsFrontDoor(
            ProtocolRouter router,
            Authenticator authenticator,
            Ledger ledger,
            String account,
            Throttle throttle,
            List<AwsService> services) {
        this.router = router;
        this.authenticator = authenticator;
        this.submitter = new Submitter(ledger);
        this.ledger = ledger;
        this.account = account;
        this.throttle = throttle;
        services.forEach(service -> this.services.put(service.id(), service));
    }

    @Override
    public Answer handle(Incoming incoming) throws InterruptedException {
        return switch (router.route(Compression.plain(incoming.request()))) {
            case ProtocolRouter.Route.Refused refused ->
                new Answer.Whole(
                        new Answer.Label("aws", "unknown"),
                        refused.protocol().error(refused.error(), incoming.requestId()));
            case ProtocolRouter.Route.Found found ->
                new Answer.Whole(
                        new Answer.Label(
                                found.service().facts().id(), found.operation().name()),
                        answered(found, incoming));
        };
    }

    private RawResponse answered(ProtocolRouter.Route.Found found, Incoming incoming) throws InterruptedException {
        try {
            var caller = caller(found, incoming);
            admit(found, incoming);
            var told = told(found, incoming, caller);
            var response = found.protocol().write(found.operation(), told.output(), incoming.requestId());
            return withRevision(response, told.revision());
        } catch (ApiException refused) {
            return found.protocol().error(refused.error(), incoming.requestId());
        }
    }

    private void admit(ProtocolRouter.Route.Found found, Incoming incoming) {
        var operation = found.operation();
        if (!throttle.admits(operation.service(), operation.name(), incoming.at())) {
            throw ApiError.sender("ThrottlingException", "Rate exceeded").asException();
        }
    }

    /// Whoever goes on watching from this revision misses nothing that the answer did not know.
    private static RawResponse withRevision(RawResponse response, Revision revision) {
        var headers = response.headers().with("x-evenkeel-revision", Long.toString(revision.value()));
        return new RawResponse(response.status(), headers, response.body());
    }

    private Caller caller(ProtocolRouter.Route.Found found, Incoming incoming) {
        var identity = identity(found, incoming);
        var name = found.service().facts().signingName();
        if (identity.service().filter(scope -> !scope.equals(name)).isPresent()) {
            var message = "Credential should be scoped to correct service: '" + name + "'.";
            throw ApiError.sender("InvalidSignatureException", message).asException();
        }
        return new Caller(account, identity.region(), identity.principal(), incoming.requestId());
    }

    /// Services of the query protocol tell strangers 403, all others 400.
    private Identity identity(ProtocolRouter.Route.Found found, Incoming incoming) {
        try {
            return authenticator.identify(incoming.request(), incoming.at());
        } catch (ApiException stranger) {
            throw found.protocol() instanceof AwsQuery
                    ? stranger
                    : ApiError.sender(stranger.error().code(), stranger.error().message())
                            .asException();
        }
    }

    private Told told(ProtocolRouter.Route.Found found, Incoming incoming, Caller caller) throws InterruptedException {
        var model = found.operation();
        var service = services.get(model.service());
        var operation = service == null ? null : service.operations().get(model.name());
        var origin = origin(model, caller);
        var asked = Doc.EMPTY;
        Work work;
        try {
            asked = found.protocol()
                    .read(model, Compression.plain(incoming.request()))
                    .members();
            if (service == null || operation == null) {
                throw unsupported(model);
            }
            Inputs.check(service.wording(), model, operation.input(), asked);
            work = switch (operation) {
                case Operation.Query<?, ?> query -> query(query, caller, asked);
                case Operation.Direct<?, ?> direct -> direct(direct, caller, asked);
                case Operation.Mutation<?, ?, ?> mutation ->
                    mutation(mutation, origin, new Call(caller, asked, Redactor.redact(model.input(), asked)));
            };
        } catch (ApiException refused) {
            if (!Reads.isRead(model, operation)) {
                submitter.refuse(origin, refused.error(), Redactor.redact(model.input(), asked));
            }
            throw refused;
        }
        return work.done();
    }

    /// What is left to do once an input was understood.
    @FunctionalInterface
    private interface Work {
        Told done() throws InterruptedException;
    }

    /// An answer and the revision of the state that it was read from.
    private record Told(Doc.Struct output, Revision revision) {}

    private static Origin.Call origin(OperationModel model, Caller caller) {
        return new Origin.Call(caller.requestId(), caller.principal(), model.service() + ":" + model.name());
    }

    private static ApiException unsupported(OperationModel model) {
        return ApiError.sender("UnsupportedOperationException", model.name() + " is not supported by Evenkeel yet.")
                .asException();
    }

    private <I extends Record, O extends Record> Work query(
            Operation.Query<I, O> query, Caller caller, Doc.Struct asked) {
        var input = Binder.read(query.input(), asked);
        return () -> {
            var state = ledger.state();
            return new Told(Binder.write(query.reading().answer(caller, state, input)), state.revision());
        };
    }

    private <I extends Record, O extends Record> Work direct(
            Operation.Direct<I, O> direct, Caller caller, Doc.Struct asked) {
        var input = Binder.read(direct.input(), asked);
        return () -> {
            var state = ledger.state();
            return new Told(Binder.write(direct.doing().answer(caller, state, input)), state.revision());
        };
    }

    private <I extends Record, O extends Record, R> Work mutation(
            Operation.Mutation<I, O, R> mutation, Origin.Call origin, Call call) {
        var command = mutation.wording().command(call, Binder.read(mutation.input(), call.document()));
        return () -> {
            var receipt = submitter.submit(origin, command);
            var state = ledger.state();
            var answer = mutation.answering().answer(call.caller(), state, receipt.response());
            return new Told(Binder.write(answer), state.revision());
        };
    }
}
