package dev.evenkeel.api.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.api.protocol.Recorded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The expected signatures are botocore's for the same requests.
class SignerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Headers HOST = Headers.of("host", "127.0.0.1:8087");
    private static final byte[] NO_BODY = {};

    private final Credentials key = new Credentials(Recorded.ACCESS_KEY_ID, Recorded.SECRET_ACCESS_KEY);
    private final Signer signer = new Signer(key, "eu-west-1", "evenkeel");

    @Test
    void pathsAreNormalisedAndEscapedTwiceAndHeaderSpacesCollapse() {
        RawRequest request =
                new RawRequest("GET", "/v1/why/task%2Ft-1%20b/..//x/", "", HOST.with("X-Two", " a   b "), NO_BODY);

        assertSignature(
                "host;x-amz-date;x-two", "10bc1c04c1dd9911700d952a7a77a15a17652eb2353e8f42b80ead51d08ff607", request);
    }

    @Test
    void queryParametersAreSorted() {
        RawRequest request = new RawRequest("GET", "/v1/watch", "from=5&b=a%20c&B=%2F&a=&a=1", HOST, NO_BODY);

        assertSignature("host;x-amz-date", "dca1823e42f5c6f38d5fbf6a9466010d26984a743ed764c0f4e86a46f0e7a588", request);
    }

    @Test
    void theBodyIsSigned() {
        byte[] body = "{\"k\":\"ü\"}".getBytes(StandardCharsets.UTF_8);
        RawRequest request =
                new RawRequest("POST", "/v1/apply", "", HOST.with("Content-Type", "application/json"), body);

        assertSignature(
                "content-type;host;x-amz-date",
                "70844b4677b75e7e1fb73a5b99b0656ae3b81de3b54ddb0df68a5cbcfbbd4fcc",
                request);
    }

    @Test
    void whatIsSignedIsVerified() {
        var verifier = new SignatureVerifier(_ -> Optional.of(key));
        RawRequest request = new RawRequest("GET", "/v1/log", "from=1", HOST.with("User-Agent", "x"), NO_BODY);

        assertEquals(
                new Verified(Recorded.ACCESS_KEY_ID, "eu-west-1", "evenkeel"),
                verifier.verify(signer.sign(request, NOW), NOW));
    }

    @Test
    void withoutAHostThereIsNothingToSign() {
        RawRequest request = new RawRequest("GET", "/", "", Headers.NONE, NO_BODY);

        assertThrows(IllegalArgumentException.class, () -> signer.sign(request, NOW));
    }

    @Test
    void printingCredentialsDoesNotTellTheSecret() {
        assertEquals("Credentials[AKIDEXAMPLE]", key.toString());
    }

    private void assertSignature(String signedHeaders, String signature, RawRequest request) {
        assertEquals(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-west-1/evenkeel/aws4_request, SignedHeaders="
                        + signedHeaders + ", Signature=" + signature,
                signer.sign(request, NOW).headers().first("authorization").orElseThrow());
    }
}
