package dev.evenkeel.api.protocol;

import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.store.model.Doc;
import java.util.Optional;

/// JSON in and out, the operation in `X-Amz-Target`.
///
/// @param version `1.0` or `1.1`, which differ in their content type only
/// @param service the service, where it is known: its older query error codes go into a header if it has such
public record AwsJson(String version, Optional<ServiceModel> service) implements Protocol {
    /// What answers requests that name no service.
    public static final AwsJson PLAIN = new AwsJson("1.1", Optional.empty());

    @Override
    public Input read(OperationModel operation, RawRequest request) {
        return TreeReader.read(Formats.JSON, request.body(), operation.input());
    }

    @Override
    public RawResponse write(OperationModel operation, Doc.Struct output, String requestId) {
        return new RawResponse(200, headers(requestId), TreeWriter.write(Formats.JSON, operation.output(), output));
    }

    @Override
    public RawResponse error(ApiError error, String requestId) {
        Headers headers = ErrorCodes.withQueryError(headers(requestId), service, error);
        return new RawResponse(error.httpStatus(), headers, TreeWriter.error(Formats.JSON, error));
    }

    private Headers headers(String requestId) {
        return Headers.of("content-type", "application/x-amz-json-" + version, "x-amzn-requestid", requestId);
    }
}
