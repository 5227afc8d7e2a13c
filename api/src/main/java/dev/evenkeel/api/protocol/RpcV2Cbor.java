package dev.evenkeel.api.protocol;

import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.store.model.Doc;
import java.util.Optional;

/// Smithy's RPC v2 over CBOR: the operation in the path, the same members in binary form.
public record RpcV2Cbor(Optional<ServiceModel> service) implements Protocol {
    @Override
    public Input read(OperationModel operation, RawRequest request) {
        return TreeReader.read(Formats.CBOR, request.body(), operation.input());
    }

    @Override
    public RawResponse write(OperationModel operation, Doc.Struct output, String requestId) {
        return new RawResponse(200, headers(requestId), TreeWriter.write(Formats.CBOR, operation.output(), output));
    }

    @Override
    public RawResponse error(ApiError error, String requestId) {
        Headers headers = ErrorCodes.withQueryError(headers(requestId), service, error);
        return new RawResponse(error.httpStatus(), headers, TreeWriter.error(Formats.CBOR, error));
    }

    private static Headers headers(String requestId) {
        return Headers.of(
                "content-type", "application/cbor",
                "smithy-protocol", "rpc-v2-cbor",
                "x-amzn-requestid", requestId);
    }
}
