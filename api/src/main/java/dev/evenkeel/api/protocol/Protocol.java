package dev.evenkeel.api.protocol;

import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.store.model.Doc;
import java.util.List;

/// One way of putting operations into bytes.
public sealed interface Protocol permits AwsJson, AwsQuery, Ec2Query, RpcV2Cbor {
    /// What a request says. Values have the kinds their shapes ask for; constraints are not yet checked.
    ///
    /// @throws ApiException if the body is malformed or a value is of another kind than its shape
    Input read(OperationModel operation, RawRequest request);

    /// An answer. Members that the operation's output does not have are left out.
    RawResponse write(OperationModel operation, Doc.Struct output, String requestId);

    /// An error.
    RawResponse error(ApiError error, String requestId);

    /// What a request says.
    ///
    /// @param unknown paths of members the model does not have, which AWS ignores; at most a hundred
    record Input(Doc.Struct members, List<String> unknown) {}
}
