package dev.evenkeel.api.aws;

import java.util.Optional;

/// Who a request is from and what it is addressed to.
///
/// @param principal the ARN of the caller
/// @param region the region of the signature's scope
/// @param service the service of the scope; absent where an unsigned request was let in
public record Identity(String principal, String region, Optional<String> service) {}
