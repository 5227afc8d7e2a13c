package dev.evenkeel.api.sigv4;

/// Who signed a request, and for what.
///
/// @param region the region of the signature's scope, which is the region the request is for
/// @param service the signing name of the service the request is for
public record Verified(String accessKeyId, String region, String service) {}
