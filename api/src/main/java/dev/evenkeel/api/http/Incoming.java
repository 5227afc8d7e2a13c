package dev.evenkeel.api.http;

import dev.evenkeel.api.protocol.RawRequest;
import java.time.Instant;

/// A request as it came in.
///
/// @param requestId a fresh UUID, which the answer carries as `x-amzn-RequestId`
/// @param at when it had arrived whole
public record Incoming(RawRequest request, String requestId, Instant at) {}
