package dev.evenkeel.api.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.api.model.ServiceModels;
import dev.evenkeel.store.model.Doc;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsQueryTest {
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    private final ServiceModel sts = ServiceModels.bundled().service("sts");
    private final AwsQuery protocol = new AwsQuery(Optional.of(sts));

    @Test
    void anAnswerIsWrappedAsTheModelSays() {
        Doc.Struct output = Doc.EMPTY
                .with("Arn", Doc.of("arn:aws:iam::123456789012:root"))
                .with("UserId", Doc.of("a<b>&\"\u0001"))
                .with("Account", Doc.of("123456789012"));

        RawResponse response = protocol.write(sts.operation("GetCallerIdentity").orElseThrow(), output, "r-1");

        assertEquals(Optional.of("text/xml"), response.headers().first("content-type"));
        assertEquals(
                "<GetCallerIdentityResponse xmlns=\"" + NAMESPACE + "\"><GetCallerIdentityResult>"
                        + "<UserId>a&lt;b&gt;&amp;&quot;\uFFFD</UserId><Account>123456789012</Account>"
                        + "<Arn>arn:aws:iam::123456789012:root</Arn></GetCallerIdentityResult>"
                        + "<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>",
                text(response));
    }

    @Test
    void listsStructuresNumbersAndTimesHaveTheirForms() {
        Protocol.Input input = read("Action=AssumeRole&RoleArn=r&DurationSeconds=900&PolicyArns.member.2.arn=b"
                + "&PolicyArns.member.1.arn=a%2B+c&Tags.member.10.Key=k&Tags.member.10.Value=&TransitiveTagKeys="
                + "&Nope=1&X-Amz-Date=d");

        assertEquals(List.of("Nope"), input.unknown());
        assertEquals(Optional.of(900L), input.members().whole("DurationSeconds"));
        assertEquals(
                List.of(Doc.EMPTY.with("arn", Doc.of("a+ c")), Doc.EMPTY.with("arn", Doc.of("b"))),
                input.members().structs("PolicyArns"));
        assertEquals(
                List.of(new Doc.Struct(Map.of("Key", Doc.of("k"), "Value", Doc.of("")))),
                input.members().structs("Tags"));
        assertEquals(new Doc.Items(List.of()), input.members().members().get("TransitiveTagKeys"));
    }

    @Test
    void nestedAnswersHaveElementsForListsAndIsoTimes() {
        Doc.Struct credentials = Doc.EMPTY.with("Expiration", new Doc.Time(1_700_000_000_000L));
        Doc.Struct output = Doc.EMPTY.with("Credentials", credentials).with("PackedPolicySize", Doc.of(6));

        String xml = text(protocol.write(sts.operation("AssumeRole").orElseThrow(), output, "r"));

        assertEquals(
                "<AssumeRoleResult><Credentials><Expiration>2023-11-14T22:13:20Z</Expiration></Credentials>"
                        + "<PackedPolicySize>6</PackedPolicySize></AssumeRoleResult>",
                xml.substring(xml.indexOf("<AssumeRoleResult>"), xml.indexOf("<ResponseMetadata>")));
    }

    @ParameterizedTest
    @CsvSource({
        "DurationSeconds=x, MalformedInput",
        "DurationSeconds=1e999999999, MalformedInput",
        "DurationSeconds=99999999999, MalformedInput",
        "RoleArn=%, MalformedInput"
    })
    void malformedParametersAreRefused(String form, String code) {
        ApiError error = assertThrows(ApiException.class, () -> read(form)).error();

        assertEquals(
                code,
                text(protocol.error(error, "r")).replaceFirst(".*<Code>", "").replaceFirst("</Code>.*", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidSignatureException, SignatureDoesNotMatch",
        "UnrecognizedClientException, InvalidClientTokenId",
        "MissingAuthenticationTokenException, MissingAuthenticationToken",
        "IDPCommunicationErrorException, IDPCommunicationError",
        "SomethingElse, SomethingElse"
    })
    void errorsHaveTheOlderWordsOfThisProtocol(String code, String word) {
        RawResponse response = protocol.error(ApiError.sender(403, code, "no & no"), "r-1");

        assertEquals(403, response.status());
        assertEquals(
                "<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error><Type>Sender</Type><Code>" + word
                        + "</Code><Message>no &amp; no</Message></Error><RequestId>r-1</RequestId></ErrorResponse>",
                text(response));
    }

    private Protocol.Input read(String form) {
        Headers headers = Headers.of("content-type", "application/x-www-form-urlencoded");
        byte[] body = form.getBytes(StandardCharsets.UTF_8);
        return protocol.read(sts.operation("AssumeRole").orElseThrow(), new RawRequest("POST", "/", "", headers, body));
    }

    private static String text(RawResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
