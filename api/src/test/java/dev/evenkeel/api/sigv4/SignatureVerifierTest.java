package dev.evenkeel.api.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;
import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.api.protocol.Recorded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureVerifierTest {
    private static final Instant SIGNED_AT = Instant.parse("2026-11-21T13:54:53Z");
    private static final String MISMATCH = "The request signature we calculated does not match the signature you"
            + " provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.";

    private final Credentials key = new Credentials(Recorded.ACCESS_KEY_ID, Recorded.SECRET_ACCESS_KEY);
    private final SignatureVerifier verifier = new SignatureVerifier(
            id -> Optional.of(key).filter(k -> k.accessKeyId().equals(id)));

    @ParameterizedTest
    @CsvSource({
        "list-clusters, ecs",
        "register-task-definition, ecs",
        "run-task, ecs",
        "put-log-events, logs",
        "get-caller-identity, sts"
    })
    void requestsOfTheAwsCliAreVerified(String name, String service) {
        assertEquals(
                new Verified(Recorded.ACCESS_KEY_ID, "us-east-1", service),
                verifier.verify(Recorded.request(name), SIGNED_AT));
    }

    @Test
    void aPresignedRequestIsGoodAsLongAsItSays() {
        Instant signedAt = Instant.parse("2026-11-21T12:00:00Z");
        RawRequest presigned = presigned();

        assertEquals(
                new Verified(Recorded.ACCESS_KEY_ID, "us-east-1", "sts"),
                verifier.verify(presigned, signedAt.plusSeconds(60)));
        assertRefused(
                403,
                "InvalidSignatureException",
                "Signature expired: 20261121T120000Z is now earlier than 20261121T120001Z (20261121T120101Z - 1 min.)",
                presigned,
                signedAt.plusSeconds(61));
        RawRequest stretched = new RawRequest(
                "GET",
                "/",
                presigned.rawQuery().replace("Expires=60", "Expires=600"),
                presigned.headers(),
                new byte[0]);
        assertRefused(403, "InvalidSignatureException", MISMATCH, stretched, signedAt);
    }

    @Test
    void theClockMayBeFiveMinutesOff() {
        RawRequest request = Recorded.request("list-clusters");

        verifier.verify(request, SIGNED_AT.plus(Duration.ofMinutes(5)));
        verifier.verify(request, SIGNED_AT.minus(Duration.ofMinutes(5)));
        assertRefused(
                403,
                "InvalidSignatureException",
                "Signature expired: 20261121T135453Z is now earlier than 20261121T135454Z (20261121T135954Z - 5 min.)",
                request,
                SIGNED_AT.plusSeconds(301));
        assertRefused(
                403,
                "InvalidSignatureException",
                "Signature not yet current: 20261121T135453Z is still later than 20261121T135452Z (20261121T134952Z + 5 min.)",
                request,
                SIGNED_AT.minusSeconds(301));
    }

    @Test
    void whateverIsChangedAfterSigningIsNoticed() {
        RawRequest request = Recorded.request("run-task");
        byte[] otherBody = "{\"taskDefinition\":\"evil\"}".getBytes(StandardCharsets.UTF_8);

        assertMismatch(new RawRequest("POST", "/", "", request.headers(), otherBody));
        assertMismatch(new RawRequest("GET", "/", "", request.headers(), request.body()));
        assertMismatch(new RawRequest("POST", "/x", "", request.headers(), request.body()));
        assertMismatch(new RawRequest("POST", "/", "a=1", request.headers(), request.body()));
        assertMismatch(new RawRequest("POST", "/", "a=%zz", request.headers(), request.body()));
        assertMismatch(header(request, "x-amz-target", v -> v.replace("RunTask", "StopTask")));
        assertMismatch(header(request, "host", _ -> "elsewhere"));
        assertMismatch(header(request, "authorization", v -> v.replace("us-east-1", "eu-west-1")));
        assertMismatch(header(request, "authorization", v -> v.replace("/ecs/", "/iam/")));
    }

    static Stream<Arguments> refusedAuthorizations() {
        String incomplete = "IncompleteSignatureException";
        String invalid = "InvalidSignatureException";
        return Stream.of(
                refused("Basic abc", 400, incomplete, "Unsupported AWS 'algorithm': 'Basic'."),
                refused("AWS4-HMAC-SHA256", 400, incomplete, "Authorization header requires 'Credential' parameter."),
                refused(
                        "AWS4-HMAC-SHA256 Credential=a/20261121/r/s/aws4_request, SignedHeaders=host",
                        400,
                        incomplete,
                        "Authorization header requires 'Signature' parameter."),
                refused("AWS4-HMAC-SHA256 abc", 400, incomplete, "'abc' not a valid key=value pair"),
                refused(
                        "AWS4-HMAC-SHA256 Credential=AKID, SignedHeaders=host, Signature=x",
                        400,
                        incomplete,
                        "Credential must have exactly 5 slash-delimited elements, e.g."
                                + " keyid/date/region/service/term, got 'AKID'"),
                refused(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/r/s/aws5, SignedHeaders=host, Signature=x",
                        403,
                        invalid,
                        "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'."),
                refused(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/r/s/aws4_request, SignedHeaders=host, Signature=x",
                        403,
                        invalid,
                        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP:"
                                + " '20261120' != '20261121', from '20261121T135453Z'."),
                refused(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/r/s/aws4_request, SignedHeaders=x-amz-date, Signature=x",
                        403,
                        invalid,
                        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."),
                refused(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/r/s/aws4_request, SignedHeaders=host, Signature=x",
                        403,
                        invalid,
                        "'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization."),
                refused(
                        "AWS4-HMAC-SHA256 Credential=AKIDOTHER/20261121/r/s/aws4_request, SignedHeaders=host, Signature=x",
                        403,
                        "UnrecognizedClientException",
                        "The security token included in the request is invalid."));
    }

    @ParameterizedTest
    @MethodSource("refusedAuthorizations")
    void eachFlawOfAnAuthorizationHasItsOwnError(String authorization, int status, String code, String message) {
        RawRequest request = header(Recorded.request("list-clusters"), "authorization", _ -> authorization);

        ApiError error = refusal(request, SIGNED_AT);

        assertEquals(code + " " + status, error.code() + " " + error.httpStatus());
        assertTrue(error.message().startsWith(message), error.message());
    }

    @Test
    void requestsWithoutSignatureDateOrKnownTokenAreRefused() {
        RawRequest request = Recorded.request("list-clusters");

        assertRefused(
                403,
                "MissingAuthenticationTokenException",
                "Request is missing Authentication Token",
                request.withHeaders(Headers.of("host", "h")),
                SIGNED_AT);
        assertRefused(
                403,
                "UnrecognizedClientException",
                "The security token included in the request is invalid.",
                request.withHeaders(request.headers().with("x-amz-security-token", "t")),
                SIGNED_AT);
        assertEquals(
                "IncompleteSignatureException",
                refusal(header(request, "x-amz-date", _ -> "yesterday"), SIGNED_AT)
                        .code());
        RawRequest half = new RawRequest(
                "GET",
                "/",
                presigned().rawQuery().replace("X-Amz-Expires=60&", ""),
                presigned().headers(),
                new byte[0]);
        assertRefused(
                400,
                "IncompleteSignatureException",
                "AWS query-string parameters must include 'X-Amz-Expires'. Re-examine the query-string parameters.",
                half,
                SIGNED_AT);
    }

    private void assertMismatch(RawRequest request) {
        assertRefused(403, "InvalidSignatureException", MISMATCH, request, SIGNED_AT);
    }

    private void assertRefused(int status, String code, String message, RawRequest request, Instant now) {
        assertEquals(ApiError.sender(status, code, message), refusal(request, now));
    }

    private ApiError refusal(RawRequest request, Instant now) {
        return assertThrows(ApiException.class, () -> verifier.verify(request, now))
                .error();
    }

    private static Arguments refused(String authorization, int status, String code, String message) {
        return Arguments.of(authorization, status, code, message);
    }

    private static RawRequest header(RawRequest request, String name, UnaryOperator<String> change) {
        Headers headers = Headers.NONE;
        for (var header : request.headers().byName().entrySet()) {
            String value = header.getValue().getFirst();
            headers = headers.with(header.getKey(), header.getKey().equals(name) ? change.apply(value) : value);
        }
        return request.withHeaders(headers);
    }

    /// As botocore presigns it, with one header beside the host, as EKS tokens have it.
    private static RawRequest presigned() {
        String query = "Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIDEXAMPLE%2F20261121%2Fus-east-1%2Fsts%2Faws4_request"
                + "&X-Amz-Date=20261121T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id"
                + "&X-Amz-Signature=8ff5546694470b8f0485d42999295cb005f16a5ddcd5d9bb92c8a6a5051b7494";
        Headers headers = Headers.of("host", "sts.us-east-1.amazonaws.com", "x-k8s-aws-id", "c");
        return new RawRequest("GET", "/", query, headers, new byte[0]);
    }
}
