package dev.evenkeel.api.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.evenkeel.api.model.ServiceModels;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolRouterTest {
    private static final Headers JSON = Headers.of("content-type", "application/x-amz-json-1.1");
    private static final Headers FORM = Headers.of("content-type", "application/x-www-form-urlencoded; charset=utf-8");

    private final ProtocolRouter router = new ProtocolRouter(ServiceModels.bundled());

    @ParameterizedTest
    @CsvSource({
        "list-clusters, ecs, ListClusters, AwsJson",
        "run-task, ecs, RunTask, AwsJson",
        "put-log-events, logs, PutLogEvents, AwsJson",
        "get-caller-identity, sts, GetCallerIdentity, AwsQuery"
    })
    void requestsOfTheAwsCliFindTheirOperation(String recorded, String service, String operation, String protocol) {
        var found = assertInstanceOf(ProtocolRouter.Route.Found.class, router.route(Recorded.request(recorded)));

        assertEquals(service, found.service().facts().id());
        assertEquals(operation, found.operation().name());
        assertEquals(protocol, found.protocol().getClass().getSimpleName());
    }

    @Test
    void aQueryMayAlsoBeInTheUrlAndCborNamesTheOperationInThePath() {
        var get = new RawRequest("GET", "/", "Action=GetCallerIdentity&Version=2011-06-15", Headers.NONE, new byte[0]);
        String path = "/service/AmazonEC2ContainerServiceV20141113/operation/ListTasks";
        var cbor = new RawRequest("POST", path, "", Headers.of("smithy-protocol", "rpc-v2-cbor"), new byte[0]);

        assertEquals("GetCallerIdentity", found(get).operation().name());
        assertEquals("ListTasks", found(cbor).operation().name());
        assertInstanceOf(RpcV2Cbor.class, found(cbor).protocol());
    }

    @Test
    void whatNobodyKnowsIsRefusedInTheRequestsOwnWords() {
        String target = "AmazonEC2ContainerServiceV20141113.Fly";

        assertRefused("UnknownOperationException 400", post(JSON.with("x-amz-target", target), "{}"));
        assertRefused("UnknownOperationException 400", post(JSON.with("x-amz-target", "Other.RunTask"), "{}"));
        assertRefused("UnknownOperationException 400", post(JSON.with("x-amz-target", "RunTask"), "{}"));
        assertRefused("UnknownOperationException 404", post(Headers.of("x-amz-target", target), "{}"));
        assertRefused("UnknownOperationException 404", post(Headers.NONE, "{}"));
        assertRefused("UnknownOperationException 404", post(Headers.of("smithy-protocol", "rpc-v2-cbor"), ""));
        assertRefused("InvalidAction 400", post(FORM, "Action=Fly&Version=2011-06-15"));
        assertRefused("InvalidAction 400", post(FORM, "Action=GetCallerIdentity"));
        assertRefused("MissingAction 400", post(FORM, "Version=2011-06-15"));
        assertRefused("SerializationException 400", post(FORM, "Action=%zz"));
        assertEquals(
                "Could not find operation Fly for version 2011-06-15",
                refused(post(FORM, "Action=Fly&Version=2011-06-15")).error().message());
        assertEquals(
                "Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED",
                refused(post(FORM, "Action=GetCallerIdentity")).error().message());
    }

    private void assertRefused(String codeAndStatus, RawRequest request) {
        ApiError error = refused(request).error();
        assertEquals(codeAndStatus, error.code() + " " + error.httpStatus());
    }

    private ProtocolRouter.Route.Refused refused(RawRequest request) {
        return assertInstanceOf(ProtocolRouter.Route.Refused.class, router.route(request));
    }

    private ProtocolRouter.Route.Found found(RawRequest request) {
        return assertInstanceOf(ProtocolRouter.Route.Found.class, router.route(request));
    }

    private static RawRequest post(Headers headers, String body) {
        return new RawRequest("POST", "/", "", headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
