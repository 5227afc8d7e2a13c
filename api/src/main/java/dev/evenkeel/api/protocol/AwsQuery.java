package dev.evenkeel.api.protocol;

import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.store.model.Doc;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Form parameters in, XML out; the operation in the parameters `Action` and `Version`.
public record AwsQuery(Optional<ServiceModel> service) implements Protocol {
    /// What errors are wrapped in where the service is not known.
    private static final String FAULT_NAMESPACE = "http://webservices.amazon.com/AWSFault/2005-15-09";

    @Override
    public Input read(OperationModel operation, RawRequest request) {
        return QueryReader.read(QueryParameters.of(request), operation.input(), QueryDialect.QUERY);
    }

    @Override
    public RawResponse write(OperationModel operation, Doc.Struct output, String requestId) {
        var xml = new XmlWriter();
        xml.open(operation.name() + "Response", namespace());
        operation.resultWrapper().ifPresent(xml::open);
        xml.members(operation.output(), output);
        operation.resultWrapper().ifPresent(xml::close);
        xml.open("ResponseMetadata").element("RequestId", requestId).close("ResponseMetadata");
        xml.close(operation.name() + "Response");
        return response(200, xml, requestId);
    }

    @Override
    public RawResponse error(ApiError error, String requestId) {
        var xml = new XmlWriter();
        xml.open("ErrorResponse", namespace()).open("Error");
        xml.element("Type", error.senderFault() ? "Sender" : "Receiver");
        xml.element("Code", ErrorCodes.query(service, error.code()));
        xml.element("Message", error.message());
        for (Map.Entry<String, Doc> member : error.members().members().entrySet()) {
            if (member.getValue() instanceof Doc.Text text) {
                xml.element(member.getKey(), text.value());
            }
        }
        xml.close("Error").element("RequestId", requestId).close("ErrorResponse");
        return response(error.httpStatus(), xml, requestId);
    }

    private String namespace() {
        return service.flatMap(model -> model.facts().xmlNamespace()).orElse(FAULT_NAMESPACE);
    }

    static RawResponse response(int status, XmlWriter xml, String requestId) {
        Headers headers = Headers.of("content-type", "text/xml", "x-amzn-requestid", requestId);
        return new RawResponse(status, headers, xml.toString().getBytes(StandardCharsets.UTF_8));
    }
}
