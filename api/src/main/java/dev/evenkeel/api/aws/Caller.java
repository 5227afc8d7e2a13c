package dev.evenkeel.api.aws;

/// Who calls, and where the call is addressed to.
///
/// @param account the twelve digits in every ARN
/// @param region the region of the signature's scope
/// @param principal the ARN of the caller
/// @param requestId what `x-amzn-RequestId` answers
public record Caller(String account, String region, String principal, String requestId) {}
