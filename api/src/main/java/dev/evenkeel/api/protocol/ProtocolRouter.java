package dev.evenkeel.api.protocol;

import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.api.model.ServiceModels;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises which operation of which service a request asks for, and in which protocol.
public final class ProtocolRouter {
    private static final Pattern JSON_TYPE = Pattern.compile("application/x-amz-json-(1\\.[01])\\s*(;.*)?");
    private static final Pattern CBOR_PATH = Pattern.compile("/service/([^/]+)/operation/([^/]+)");

    private final ServiceModels models;

    /// @param models the services that are told apart
    public ProtocolRouter(ServiceModels models) {
        this.models = models;
    }

    /// What a request asks for.
    public Route route(RawRequest request) {
        Optional<String> target = request.headers().first("x-amz-target");
        if (request.headers()
                .first("smithy-protocol")
                .filter("rpc-v2-cbor"::equals)
                .isPresent()) {
            return cbor(request);
        }
        if (target.isPresent()) {
            return json(request, target.get());
        }
        return query(request);
    }

    private Route cbor(RawRequest request) {
        Matcher path = CBOR_PATH.matcher(request.rawPath());
        if (!path.matches()) {
            return new Route.Refused(new RpcV2Cbor(Optional.empty()), unknownOperation(404));
        }
        Optional<ServiceModel> service = models.byTargetPrefix(path.group(1));
        return found(new RpcV2Cbor(service), service, path.group(2), unknownOperation(400));
    }

    private Route json(RawRequest request, String target) {
        Matcher type = JSON_TYPE.matcher(request.headers().first("content-type").orElse(""));
        if (!type.matches()) {
            return new Route.Refused(AwsJson.PLAIN, unknownOperation(404));
        }
        int dot = target.lastIndexOf('.');
        Optional<ServiceModel> service = models.byTargetPrefix(target.substring(0, Math.max(dot, 0)));
        var protocol = new AwsJson(type.group(1), service);
        return found(protocol, service, target.substring(dot + 1), unknownOperation(400));
    }

    private Route query(RawRequest request) {
        var nobody = new AwsQuery(Optional.empty());
        boolean form = QueryParameters.isForm(request);
        try {
            QueryParameters parameters = QueryParameters.of(request);
            Optional<String> action = parameters.get("Action");
            if (action.isEmpty()) {
                return form ? new Route.Refused(nobody, missingAction()) : nothing();
            }
            String version = parameters.get("Version").orElse("NO_VERSION_SPECIFIED");
            Optional<ServiceModel> ec2 = models.byEc2Query(version);
            if (ec2.isPresent()) {
                return found(new Ec2Query(ec2), ec2, action.get(), noAction(action.get()));
            }
            Optional<ServiceModel> service = models.byQuery(version, action.get());
            return found(new AwsQuery(service), service, action.get(), invalidAction(action.get(), version));
        } catch (ApiException malformed) {
            return new Route.Refused(nobody, malformed.error());
        }
    }

    private static Route found(Protocol protocol, Optional<ServiceModel> service, String name, ApiError otherwise) {
        Optional<OperationModel> operation = service.flatMap(model -> model.operation(name));
        if (service.isEmpty() || operation.isEmpty()) {
            return new Route.Refused(protocol, otherwise);
        }
        return new Route.Found(protocol, service.get(), operation.get());
    }

    private static Route nothing() {
        return new Route.Refused(AwsJson.PLAIN, unknownOperation(404));
    }

    private static ApiError unknownOperation(int status) {
        return ApiError.sender(status, "UnknownOperationException", "");
    }

    private static ApiError missingAction() {
        String message = "The request must contain the parameter Action";
        return ApiError.sender("MissingAction", message);
    }

    private static ApiError noAction(String action) {
        return ApiError.sender("InvalidAction", "The action " + action + " is not valid for this web service.");
    }

    private static ApiError invalidAction(String action, String version) {
        String message = "Could not find operation " + action + " for version " + version;
        return ApiError.sender("InvalidAction", message);
    }

    /// Where a request goes. Also a refusal is told in the request's own protocol.
    public sealed interface Route {
        /// How the answer is to be written.
        Protocol protocol();

        /// An operation that a service has.
        record Found(Protocol protocol, ServiceModel service, OperationModel operation) implements Route {}

        /// No service has such an operation.
        record Refused(Protocol protocol, ApiError error) implements Route {}
    }
}
