package dev.evenkeel.api.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.api.model.ServiceModels;
import dev.evenkeel.api.model.Shape;
import dev.evenkeel.store.model.Doc;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AwsJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceModel ecs = ServiceModels.bundled().service("ecs");
    private final AwsJson protocol = new AwsJson("1.1", Optional.of(ecs));

    @Test
    void aTaskDefinitionOfTheCliIsReadWhole() {
        Protocol.Input input =
                protocol.read(operation("RegisterTaskDefinition"), Recorded.request("register-task-definition"));

        assertEquals(List.of(), input.unknown());
        assertEquals(Optional.of("256"), input.members().text("cpu"));
        Doc.Struct container = input.members().structs("containerDefinitions").getFirst();
        assertEquals(Optional.of(true), container.bool("essential"));
        assertEquals(
                Optional.of(8080L), container.structs("portMappings").getFirst().whole("containerPort"));
        assertEquals(
                Optional.of("täglich ☕"),
                container.structs("environment").getFirst().text("value"));
        assertEquals(
                List.of("b", "a"),
                List.copyOf(container.struct("dockerLabels").members().keySet()));
    }

    @Test
    void whatWasReadIsWrittenTheSame() throws IOException {
        OperationModel register = operation("RegisterTaskDefinition");
        RawRequest request = Recorded.request("register-task-definition");
        Doc.Struct members = protocol.read(register, request).members();

        byte[] body = TreeWriter.write(Formats.JSON, register.input(), members);

        assertEquals(JSON.readTree(request.body()), JSON.readTree(body));
    }

    @Test
    void anAnswerHasItsTypeAndRequestIdAndTimesInSeconds() throws IOException {
        Doc.Struct task = new Doc.Struct(Map.of("createdAt", new Doc.Time(1_700_000_000_123L)));
        Doc.Struct whole = new Doc.Struct(Map.of("createdAt", new Doc.Time(1_700_000_000_000L)));
        Doc.Struct output =
                Doc.EMPTY.with("tasks", Doc.of(List.of(task, whole))).with("notInTheModel", Doc.of(1));

        RawResponse response = protocol.write(operation("DescribeTasks"), output, "r-1");

        assertEquals(200, response.status());
        assertEquals(
                Optional.of("application/x-amz-json-1.1"), response.headers().first("Content-Type"));
        assertEquals(Optional.of("r-1"), response.headers().first("x-amzn-RequestId"));
        assertEquals("{\"tasks\":[{\"createdAt\":1700000000.123},{\"createdAt\":1700000000}]}", text(response));
    }

    @Test
    void anErrorHasItsTypeMessageMembersAndStatus() throws IOException {
        ApiError error = ApiError.of(ecs, "ServerException", "later");
        ApiError rich = new ApiError(
                "ConflictException", "again", 400, true, Doc.EMPTY.with("resourceIds", Doc.of(List.of(Doc.of("t-1")))));

        assertEquals(500, protocol.error(error, "r").status());
        assertEquals("{\"__type\":\"ServerException\",\"message\":\"later\"}", text(protocol.error(error, "r")));
        JsonNode told = JSON.readTree(protocol.error(rich, "r").body());
        assertEquals("t-1", told.at("/resourceIds/0").asText());
        assertThrows(IllegalArgumentException.class, () -> ApiError.of(ecs, "NoSuchException", ""));
    }

    @Test
    void membersTheModelDoesNotHaveAreIgnoredAndNamed() {
        Protocol.Input input =
                read("{\"nope\":{\"a\":[1,{}]},\"taskDefinition\":\"a\",\"overrides\":{\"taskRoleArn\":null,\"x\":1}}");

        assertEquals(Doc.EMPTY.with("taskDefinition", Doc.of("a")).with("overrides", Doc.EMPTY), input.members());
        assertEquals(List.of("nope", "overrides.x"), input.unknown());
    }

    @Test
    void leniencesOfAwsAreKept() {
        assertEquals(Doc.EMPTY, read("").members());
        assertEquals(Doc.EMPTY, read("{\"count\":null}").members());
        assertEquals(
                Optional.of("b"),
                read("{\"cluster\":\"a\",\"cluster\":\"b\"}").members().text("cluster"));
        assertEquals(
                new Doc.Num(BigDecimal.TEN),
                read("{\"count\":1.0e1}").members().members().get("count"));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                bad("{", "Unexpected end-of-input"),
                bad("}", "Unexpected close marker"),
                bad("nul", "Unrecognized token"),
                bad("{\"count\":1} x", "Unrecognized token"),
                bad("{} {}", "Unexpected content after the end of the request"),
                bad("[]", "Start of list found where not expected"),
                bad("\"text\"", "STRING_VALUE can not be converted to a Structure"),
                bad("{\"count\":\"1\"}", "STRING_VALUE can not be converted to an Integer at 'count'"),
                bad("{\"count\":1.5}", "A fraction can not be converted to an Integer at 'count'"),
                bad("{\"count\":true}", "TRUE_VALUE can not be converted to an Integer at 'count'"),
                bad("{\"count\":2147483648}", "A number is out of range of an Integer of 32 bits at 'count'"),
                bad("{\"count\":1e999999999}", "A number is out of range at 'count'"),
                bad("{\"count\":1e-999999999}", "A number is out of range at 'count'"),
                bad("{\"count\":" + "9".repeat(300) + "}", "Number value length (300) exceeds the maximum allowed"),
                bad("{\"count\":NaN}", "Non-standard token 'NaN'"),
                bad("{\"count\":[]}", "Start of list found where not expected at 'count'"),
                bad("{\"cluster\":1}", "NUMBER_VALUE can not be converted to a String at 'cluster'"),
                bad("{\"cluster\":{}}", "Start of structure or map found where not expected at 'cluster'"),
                bad("{\"cluster\":\"\\ud800\"}", "A String is not valid Unicode at 'cluster'"),
                bad("{\"enableExecuteCommand\":\"true\"}", "STRING_VALUE can not be converted to a Boolean"),
                bad("{\"tags\":{}}", "Start of structure or map found where not expected at 'tags'"),
                bad("{\"tags\":[1]}", "NUMBER_VALUE can not be converted to a Structure at 'tags.1'"),
                bad("{\"tags\":[null]}", "NULL_VALUE can not be converted to a Structure at 'tags.1'"),
                bad("{\"tags\":[{\"key\":[]}]}", "Start of list found where not expected at 'tags.1.key'"),
                bad("{\"nope\":" + "[".repeat(100) + "]".repeat(100) + "}", "Document nesting depth"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedRequestsAreSerializationErrorsThatSayWhere(String body, String message) {
        ApiError error = assertThrows(ApiException.class, () -> read(body)).error();

        assertEquals("SerializationException 400", error.code() + " " + error.httpStatus());
        assertTrue(error.message().startsWith(message), error.message());
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] latin1 = "{\"cluster\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = "{\"cluster\":\"e\"}".getBytes(StandardCharsets.UTF_16);

        for (byte[] body : List.of(latin1, utf16)) {
            RawRequest request = new RawRequest("POST", "/", "", Headers.NONE, body);
            assertThrows(ApiException.class, () -> protocol.read(operation("RunTask"), request));
        }
    }

    @Test
    void timesComeAsNumbersOrIsoStrings() {
        Doc.Struct expected = Doc.EMPTY.with("pullStartedAt", new Doc.Time(1_700_000_000_500L));
        OperationModel operation = operation("SubmitTaskStateChange");

        for (String value : List.of("1700000000.5", "1.7000000005e9", "\"2023-11-14T22:13:20.500Z\"")) {
            assertEquals(
                    expected,
                    protocol.read(operation, post("{\"pullStartedAt\":" + value + "}"))
                            .members());
        }
        for (String value : List.of("1e15", "\"soon\"", "\"2023-11-14\"", "{}")) {
            assertThrows(ApiException.class, () -> protocol.read(operation, post("{\"pullStartedAt\":" + value + "}")));
        }
    }

    @Test
    void bytesAreBase64() {
        ServiceModel logs = ServiceModels.bundled().service("logs");
        var shape =
                assertInstanceOf(Shape.Structure.class, logs.shape("FieldsData").orElseThrow());
        Doc.Struct data = Doc.EMPTY.with("data", Doc.Blob.of(new byte[] {1, -2, 3}));

        byte[] written = TreeWriter.write(Formats.JSON, shape, data);

        assertEquals("{\"data\":\"Af4D\"}", new String(written, StandardCharsets.UTF_8));
        assertEquals(data, TreeReader.read(Formats.JSON, written, shape).members());
    }

    private OperationModel operation(String name) {
        return ecs.operation(name).orElseThrow();
    }

    private Protocol.Input read(String body) {
        return protocol.read(operation("RunTask"), post(body));
    }

    private static RawRequest post(String body) {
        return new RawRequest("POST", "/", "", Headers.NONE, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(RawResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static Arguments bad(String body, String message) {
        return Arguments.of(body, message);
    }
}
