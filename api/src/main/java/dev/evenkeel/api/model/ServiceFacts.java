package dev.evenkeel.api.model;

import java.util.List;
import java.util.Optional;

/// What is known of a service without reading its operations: how its requests are recognised.
///
/// @param id our name of the service, and that of its resource: `ecs`
/// @param serviceId AWS's name of it: `CloudWatch Logs`
/// @param version the `Version` parameter of the query protocol
/// @param signingName the service in a credential scope
/// @param targetPrefix what precedes the operation in `X-Amz-Target`
/// @param protocols as AWS names them: `json`, `query`, `smithy-rpc-v2-cbor`, `ec2`
/// @param queryCompatible whether JSON and CBOR errors carry the older query error code beside the newer
public record ServiceFacts(
        String id,
        String serviceId,
        String version,
        String signingName,
        Optional<String> targetPrefix,
        Optional<String> xmlNamespace,
        List<String> protocols,
        boolean queryCompatible) {}
