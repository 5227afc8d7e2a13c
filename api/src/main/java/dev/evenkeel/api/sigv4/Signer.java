package dev.evenkeel.api.sigv4;

import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Signs requests, as the clients of AWS services do.
///
/// @param service the service in the scope: that of AWS's model, or `evenkeel` for our own interface
public record Signer(Credentials credentials, String region, String service) {
    /// Headers that proxies and HTTP libraries may change on the way.
    private static final Set<String> UNSIGNED =
            Set.of("authorization", "connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id");

    private static final int DATE_DIGITS = 8;

    /// The request with `X-Amz-Date` and `Authorization` added. It must have the header `host` that will be sent.
    ///
    /// @throws IllegalArgumentException if there is no host
    public RawRequest sign(RawRequest request, Instant now) {
        if (request.headers().first("host").isEmpty()) {
            throw new IllegalArgumentException("no host to sign for");
        }
        String timestamp = Scope.timestamp(now);
        RawRequest dated = request.withHeaders(request.headers().with("x-amz-date", timestamp));
        Headers headers = dated.headers();
        List<String> signed = headers.byName().keySet().stream()
                .filter(name -> !UNSIGNED.contains(name))
                .toList();
        var scope = new Scope(timestamp.substring(0, DATE_DIGITS), region, service);
        byte[] key = scope.key(credentials.secretAccessKey());
        String signature = scope.signature(key, timestamp, CanonicalRequest.of(dated, signed));
        String authorization = Scope.ALGORITHM + " Credential=" + credentials.accessKeyId() + "/" + scope
                + ", SignedHeaders=" + String.join(";", signed) + ", Signature=" + signature;
        return dated.withHeaders(headers.with("authorization", authorization));
    }
}
