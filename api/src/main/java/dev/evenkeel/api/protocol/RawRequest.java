package dev.evenkeel.api.protocol;

/// A request as it arrived. Path and query are those of the request line, still escaped, because they were signed so;
/// HTTP/2's `:authority` is the header `host`.
///
/// @param rawQuery what follows the question mark, or empty
public record RawRequest(String method, String rawPath, String rawQuery, Headers headers, byte[] body) {
    /// This request with other headers.
    public RawRequest withHeaders(Headers other) {
        return new RawRequest(method, rawPath, rawQuery, other, body);
    }
}
