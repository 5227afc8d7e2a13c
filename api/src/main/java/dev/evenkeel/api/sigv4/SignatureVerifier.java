package dev.evenkeel.api.sigv4;

import dev.evenkeel.api.protocol.RawRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// Verifies Signature Version 4 of requests, in headers or presigned, and refuses them in AWS's words.
///
/// The hash of the body is always that of the real body. Session tokens are refused: nobody issues them yet.
public final class SignatureVerifier {
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Function<String, Optional<Credentials>> keys;
    private final SigningKeys derived = new SigningKeys();

    /// @param keys the credentials of an access key id, asked for on every request
    public SignatureVerifier(Function<String, Optional<Credentials>> keys) {
        this.keys = keys;
    }

    /// Who signed this request.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if nobody did: `MissingAuthenticationTokenException`,
    ///     `IncompleteSignatureException`, `UnrecognizedClientException` or `InvalidSignatureException`
    public Verified verify(RawRequest request, Instant now) {
        Authorization authorization = Authorization.of(request);
        Credentials credentials = keys.apply(authorization.accessKeyId()).orElseThrow(Refusals::unknownKey);
        if (authorization.sessionToken().isPresent()) {
            throw Refusals.unknownKey();
        }
        checkTime(authorization, now);
        checkSignedHeaders(request, authorization);
        Scope scope = authorization.scope();
        String canonical = canonical(request, authorization);
        String expected = scope.signature(derived.key(credentials, scope), authorization.timestamp(), canonical);
        if (!MessageDigest.isEqual(bytes(expected), bytes(authorization.signature()))) {
            throw Refusals.mismatch();
        }
        return new Verified(credentials.accessKeyId(), scope.region(), scope.service());
    }

    private static void checkTime(Authorization authorization, Instant now) {
        String timestamp = authorization.timestamp();
        Instant signed = signedAt(timestamp);
        String day = timestamp.substring(0, timestamp.indexOf('T'));
        if (!authorization.scope().date().equals(day)) {
            throw Refusals.invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
                    + " HTTP: '" + authorization.scope().date() + "' != '" + day + "', from '" + timestamp + "'.");
        }
        Duration validFor = authorization.validFor().orElse(SKEW);
        String present = Scope.timestamp(now);
        if (signed.isBefore(now.minus(validFor))) {
            throw Refusals.invalid("Signature expired: " + timestamp + " is now earlier than "
                    + Scope.timestamp(now.minus(validFor)) + " (" + present + " - " + spoken(validFor) + ".)");
        }
        if (signed.isAfter(now.plus(SKEW))) {
            throw Refusals.invalid("Signature not yet current: " + timestamp + " is still later than "
                    + Scope.timestamp(now.plus(SKEW)) + " (" + present + " + " + spoken(SKEW) + ".)");
        }
    }

    private static String spoken(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " sec";
    }

    private static Instant signedAt(String timestamp) {
        try {
            return Scope.time(timestamp);
        } catch (DateTimeException e) {
            throw Refusals.incomplete("Date must be in ISO-8601 'basic format'. Got '" + timestamp
                    + "'. See http://en.wikipedia.org/wiki/ISO_8601");
        }
    }

    /// Without these two a signature would be good for another server, or for another operation.
    private static void checkSignedHeaders(RawRequest request, Authorization authorization) {
        if (!authorization.signedHeaders().contains("host")) {
            throw Refusals.invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
        boolean hasTarget = request.headers().first("x-amz-target").isPresent();
        if (hasTarget && !authorization.signedHeaders().contains("x-amz-target")) {
            throw Refusals.invalid("'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    private static String canonical(RawRequest request, Authorization authorization) {
        try {
            return CanonicalRequest.of(request, authorization.signedHeaders());
        } catch (IllegalArgumentException badlyEscaped) {
            throw Refusals.mismatch();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
