package dev.evenkeel.api.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.api.protocol.Recorded;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class AwsSdkSignatureTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Credentials key = new Credentials(Recorded.ACCESS_KEY_ID, Recorded.SECRET_ACCESS_KEY);

    @ParameterizedTest
    @CsvSource({"/, ''", "/v1/why/task%2Ft-1%20b/x, ''", "/v1/watch, b=a%20c&from=5&a=%2F"})
    void whatTheAwsSdkForJavaSignsIsVerified(String path, String query) {
        byte[] body = "{\"k\":\"ü\"}".getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://127.0.0.1:8087" + path + (query.isEmpty() ? "" : "?" + query)))
                .putHeader("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListTasks")
                .putHeader("Host", "127.0.0.1:8087")
                .build();

        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey()))
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ecs")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)))
                .request();

        Headers headers = new Headers(signed.headers());
        RawRequest arrived = new RawRequest("POST", path, query, headers, body);
        var verifier = new SignatureVerifier(_ -> Optional.of(key));
        assertEquals(new Verified(Recorded.ACCESS_KEY_ID, "eu-west-1", "ecs"), verifier.verify(arrived, NOW));
    }
}
