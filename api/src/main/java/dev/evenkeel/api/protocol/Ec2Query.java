package dev.evenkeel.api.protocol;

import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.store.model.Doc;
import java.util.Map;
import java.util.Optional;

/// EC2's dialect of the query protocol: lists without a word in between, answers without a wrapper.
public record Ec2Query(Optional<ServiceModel> service) implements Protocol {
    /// EC2's words for errors common to all services.
    private static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry("AccessDeniedException", "UnauthorizedOperation"),
            Map.entry("ExpiredTokenException", "RequestExpired"),
            Map.entry("IncompleteSignatureException", "AuthFailure"),
            Map.entry("InternalFailure", "InternalError"),
            Map.entry("InvalidSignatureException", "AuthFailure"),
            Map.entry("MissingAuthenticationTokenException", "AuthFailure"),
            Map.entry("SerializationException", "InvalidParameterValue"),
            Map.entry("ServiceUnavailableException", "Unavailable"),
            Map.entry("ThrottlingException", "RequestLimitExceeded"),
            Map.entry("UnrecognizedClientException", "AuthFailure"),
            Map.entry("UnsupportedOperationException", "UnsupportedOperation"));

    @Override
    public Input read(OperationModel operation, RawRequest request) {
        return QueryReader.read(QueryParameters.of(request), operation.input(), QueryDialect.EC2);
    }

    @Override
    public RawResponse write(OperationModel operation, Doc.Struct output, String requestId) {
        var xml = new XmlWriter();
        xml.open(operation.name() + "Response", namespace()).element("requestId", requestId);
        if (operation.output().members().isEmpty()) {
            xml.element("return", "true");
        }
        xml.members(operation.output(), output);
        return AwsQuery.response(200, xml.close(operation.name() + "Response"), requestId);
    }

    @Override
    public RawResponse error(ApiError error, String requestId) {
        var xml = new XmlWriter();
        xml.open("Response").open("Errors").open("Error");
        xml.element("Code", COMMON.getOrDefault(error.code(), error.code())).element("Message", error.message());
        xml.close("Error").close("Errors").element("RequestID", requestId).close("Response");
        return AwsQuery.response(error.httpStatus(), xml, requestId);
    }

    private String namespace() {
        return service.flatMap(model -> model.facts().xmlNamespace()).orElse("") + "/";
    }
}
