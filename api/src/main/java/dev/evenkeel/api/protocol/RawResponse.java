package dev.evenkeel.api.protocol;

/// A response ready to be sent.
public record RawResponse(int status, Headers headers, byte[] body) {}
