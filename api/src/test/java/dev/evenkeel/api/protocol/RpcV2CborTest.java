package dev.evenkeel.api.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.api.model.ServiceModels;
import dev.evenkeel.api.model.Shape;
import dev.evenkeel.store.model.Doc;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RpcV2CborTest {
    private final ServiceModel ecs = ServiceModels.bundled().service("ecs");
    private final RpcV2Cbor protocol = new RpcV2Cbor(Optional.of(ecs));

    @Test
    void aRequestSaysTheSameInCborAsInJson() throws IOException {
        OperationModel register = ecs.operation("RegisterTaskDefinition").orElseThrow();
        RawRequest json = Recorded.request("register-task-definition");
        Doc.Struct members = AwsJson.PLAIN.read(register, json).members();

        byte[] binary = TreeWriter.write(Formats.CBOR, register.input(), members);

        assertEquals(members, protocol.read(register, post(binary)).members());
        assertEquals(new ObjectMapper().readTree(json.body()), tree(binary));
    }

    @Test
    void timesAreTaggedSeconds() {
        OperationModel operation = ecs.operation("SubmitTaskStateChange").orElseThrow();
        Doc.Struct expected = Doc.EMPTY.with("pullStartedAt", new Doc.Time(1_700_000_000_500L));

        byte[] binary = TreeWriter.write(Formats.CBOR, operation.input(), expected);

        String hex = HexFormat.of().formatHex(binary);
        assertTrue(hex.endsWith("c1fb41d954fc40200000ff"), hex);
        assertEquals(expected, protocol.read(operation, post(binary)).members());
    }

    @Test
    void bytesAreBytes() {
        ServiceModel logs = ServiceModels.bundled().service("logs");
        var shape =
                assertInstanceOf(Shape.Structure.class, logs.shape("FieldsData").orElseThrow());
        Doc.Struct data = Doc.EMPTY.with("data", Doc.Blob.of(new byte[] {1, -2, 3}));

        byte[] written = TreeWriter.write(Formats.CBOR, shape, data);

        assertEquals("bf64646174614301fe03ff", HexFormat.of().formatHex(written));
        assertEquals(data, TreeReader.read(Formats.CBOR, written, shape).members());
    }

    @Test
    void brokenBytesAreSerializationErrors() {
        OperationModel operation = ecs.operation("RunTask").orElseThrow();
        for (String hex : List.of("bf", "a165636f756e7461", "a165636f756e74fb7ff8000000000000", "f6", "ff", "81")) {
            byte[] body = HexFormat.of().parseHex(hex);
            ApiError error = assertThrows(ApiException.class, () -> protocol.read(operation, post(body)), hex)
                    .error();
            assertEquals("SerializationException", error.code());
        }
    }

    @Test
    void errorsCarryTheirType() throws IOException {
        RawResponse response = protocol.error(ApiError.of(ecs, "ClusterNotFoundException", "Cluster not found."), "r");

        assertEquals(Optional.of("rpc-v2-cbor"), response.headers().first("smithy-protocol"));
        assertEquals(
                "ClusterNotFoundException", tree(response.body()).get("__type").asText());
        assertEquals(400, response.status());
    }

    private static JsonNode tree(byte[] binary) throws IOException {
        return new CBORMapper().readTree(binary);
    }

    private static RawRequest post(byte[] body) {
        return new RawRequest("POST", "/", "", Headers.NONE, body);
    }
}
