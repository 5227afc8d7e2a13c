package dev.evenkeel.api.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.api.model.OperationModel;
import dev.evenkeel.api.model.ServiceModel;
import dev.evenkeel.api.model.ServiceModels;
import dev.evenkeel.store.model.Doc;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One service in three protocols, as Amazon CloudWatch is, with the kinds of shapes the bundled services lack.
class QueryCompatibleTest {
    private static final Map<String, String> RESOURCES = Map.of("services.json", """
            {"gauges":{"serviceId":"Gauges","version":"2026-01-01","signingName":"gauges","targetPrefix":"Gauges1",
              "jsonVersion":"1.0","xmlNamespace":"https://gauges.example/",
              "protocols":["smithy-rpc-v2-cbor","json","query"],"queryCompatible":true}}
            """, "gauges.json", """
            {"operations":{"Put":{"input":"Gauge","output":"Gauge","wrapper":"PutResult","errors":["Odd"]}},
             "shapes":{
              "Gauge":{"type":"structure","members":{
                "labels":"Labels","values":"Values","raw":"Raw","when":"When","on":"On","id":{"shape":"Id","locationName":"Id"}}},
              "Labels":{"type":"map","key":"Id","value":"Value"},
              "Value":{"type":"structure","members":{"v":"Real"}},
              "Values":{"type":"list","member":{"shape":"Real","locationName":"item"}},
              "Raw":{"type":"blob"},"When":{"type":"timestamp"},"On":{"type":"boolean"},"Real":{"type":"double"},
              "Id":{"type":"string"},
              "Odd":{"type":"structure","members":{},"error":{"code":"InvalidGauge","status":400}}}}
            """);

    private final ProtocolRouter router = new ProtocolRouter(ServiceModels.from(QueryCompatibleTest::resource));

    @Test
    void eachProtocolReadsTheSameRequest() {
        String form = "Action=Put&Version=2026-01-01&labels.entry.1.key=b&labels.entry.1.value.v=1.5"
                + "&labels.entry.2.key=a&labels.entry.2.value.v=-2&values.item.1=0.25&raw=Af4D"
                + "&when=2023-11-14T22%3A13%3A20Z&on=true&Id=x";
        RawRequest query = new RawRequest(
                "POST",
                "/",
                "",
                Headers.of("content-type", "application/x-www-form-urlencoded"),
                form.getBytes(StandardCharsets.UTF_8));
        ProtocolRouter.Route.Found byQuery = found(query);
        Doc.Struct members = byQuery.protocol().read(byQuery.operation(), query).members();

        assertEquals(
                List.of("b", "a"),
                List.copyOf(members.struct("labels").members().keySet()));
        assertEquals(Optional.of("x"), members.text("id"));
        for (RawRequest request : List.of(json(members), cbor(members))) {
            ProtocolRouter.Route.Found found = found(request);
            Protocol.Input input = found.protocol().read(found.operation(), request);
            assertEquals(members.struct("labels"), input.members().struct("labels"));
            assertEquals(
                    members.members().get("when"), input.members().members().get("when"));
            assertEquals(Optional.of("x"), input.members().text("id"));
            assertEquals(List.of(), input.unknown());
        }
    }

    @Test
    void mapsBytesAndTruthsHaveTheirFormInXml() {
        Doc.Struct output = Doc.EMPTY
                .with("labels", Doc.EMPTY.with("a", Doc.EMPTY.with("v", Doc.of(2))))
                .with("values", Doc.of(List.of(Doc.of(3))))
                .with("raw", Doc.Blob.of(new byte[] {1, -2, 3}))
                .with("on", Doc.of(false));
        ProtocolRouter.Route.Found found = found(json(Doc.EMPTY));
        var query = new AwsQuery(Optional.of(found.service()));

        String xml = text(query.write(found.operation(), output, "r"));

        assertTrue(
                xml.contains("<labels><entry><key>a</key><value><v>2</v></value></entry></labels>"
                        + "<values><item>3</item></values><raw>Af4D</raw><on>false</on></PutResult>"),
                xml);
    }

    @Test
    void errorsCarryTheOlderCodeBesideTheNewer() {
        ProtocolRouter.Route.Found json = found(json(Doc.EMPTY));
        ServiceModel service = json.service();
        ApiError error = ApiError.of(service, "Odd", "no such gauge");

        for (Protocol protocol : List.of(json.protocol(), found(cbor(Doc.EMPTY)).protocol())) {
            RawResponse response = protocol.error(error, "r");
            assertEquals(Optional.of("InvalidGauge;Sender"), response.headers().first("x-amzn-query-error"));
            assertTrue(text(response).contains("Odd"));
        }
        assertEquals(
                Optional.of("InternalFailure;Receiver"),
                json.protocol().error(ApiError.internal(), "r").headers().first("x-amzn-query-error"));
        assertTrue(text(new AwsQuery(Optional.of(service)).error(error, "r")).contains("<Code>InvalidGauge</Code>"));
    }

    @Test
    void jsonIsAnsweredInTheVersionItWasAskedIn() {
        RawResponse response = found(json(Doc.EMPTY)).protocol().error(ApiError.internal(), "r");

        assertEquals(
                Optional.of("application/x-amz-json-1.0"), response.headers().first("content-type"));
    }

    private RawRequest json(Doc.Struct members) {
        Headers headers = Headers.of("content-type", "application/x-amz-json-1.0", "x-amz-target", "Gauges1.Put");
        return new RawRequest("POST", "/", "", headers, TreeWriter.write(Formats.JSON, put().input(), members));
    }

    private RawRequest cbor(Doc.Struct members) {
        Headers headers = Headers.of("smithy-protocol", "rpc-v2-cbor");
        byte[] body = TreeWriter.write(Formats.CBOR, put().input(), members);
        return new RawRequest("POST", "/service/Gauges1/operation/Put", "", headers, body);
    }

    private static OperationModel put() {
        return ServiceModels.from(QueryCompatibleTest::resource)
                .service("gauges")
                .operation("Put")
                .orElseThrow();
    }

    private ProtocolRouter.Route.Found found(RawRequest request) {
        return assertInstanceOf(ProtocolRouter.Route.Found.class, router.route(request));
    }

    private static @Nullable InputStream resource(String name) {
        String text = RESOURCES.get(name);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(RawResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
