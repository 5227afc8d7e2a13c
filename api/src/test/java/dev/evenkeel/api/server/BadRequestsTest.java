package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.api.sigv4.Credentials;
import dev.evenkeel.api.sigv4.Signer;
import dev.evenkeel.store.event.Batch;
import dev.evenkeel.store.event.CallEvent.CallRefused;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.state.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that must not do anything: each is told AWS's own error, and the state stays as it was. Mutating calls of
/// known callers leave a refusal in the log; all others leave nothing.
final class BadRequestsTest {
    private static final String APP = "{'name':'app','image':'app:1','memory':64}";

    /// Operations whose effects are no facts of the ledger's.
    private static final Set<String> DIRECT =
            Set.of("PutLogEvents", "CreateLogStream", "DeleteLogStream", "PutMetricData", "StartLiveTail");

    private static TestApi api;

    /// A rightly signed call and the error it gets.
    record Bad(String service, String operation, String input, String type, String message) {
        private static final Pattern REPEATED = Pattern.compile("<([^<>]+)\\*(\\d+)>");

        String json() {
            var whole = input.replace("<app>", "'name':'app','image':'app:1','memory':64");
            return REPEATED.matcher(whole)
                    .replaceAll(m -> m.group(1).repeat(Integer.parseInt(m.group(2))))
                    .replace('\'', '"');
        }

        @Override
        public String toString() {
            return operation + " " + (input.length() > 90 ? input.substring(0, 90) + "…" : input) + " → " + type;
        }
    }

    /// A request that is wrong before any operation is.
    record Foreign(String what, int status, String type, Function<TestApi, RawRequest> request) {
        @Override
        public String toString() {
            return what;
        }
    }

    @BeforeAll
    static void start() {
        api = new TestApi();
        var host = api.host();
        List.of("default", "other").forEach(name -> ok("ecs", "CreateCluster", "{'clusterName':'" + name + "'}"));
        ok("ecs", "CreateCluster", "{'clusterName':'gone'}");
        ok("ecs", "DeleteCluster", "{'cluster':'gone'}");
        ok("ecs", "RegisterTaskDefinition", "{'family':'web','containerDefinitions':[" + APP + "]}");
        ok("ecs", "RegisterTaskDefinition", "{'family':'old','containerDefinitions':[" + APP + "]}");
        ok("ecs", "DeregisterTaskDefinition", "{'taskDefinition':'old:1'}");
        ok(
                "ecs",
                "PutAttributes",
                "{'attributes':[{'name':'rack','targetType':'container-instance','targetId':'" + host + "'}]}");
        ok(
                "ecs",
                "RegisterTaskDefinition",
                "{'family':'net','networkMode':'awsvpc','containerDefinitions':[" + APP + "]}");
        var ports = "'portMappings':[{'containerPort':80},{'containerPort':53,'protocol':'udp'}]}";
        ok(
                "ecs",
                "RegisterTaskDefinition",
                "{'family':'ported','containerDefinitions':[" + APP.replace("}", "," + ports) + "]}");
        ok("ecs", "CreateService", "{'serviceName':'web','taskDefinition':'web','desiredCount':1}");
        ok("ecs", "CreateService", "{'serviceName':'daemon','taskDefinition':'web','schedulingStrategy':'DAEMON'}");
        ok("ecs", "CreateService", "{'serviceName':'ended','taskDefinition':'web','desiredCount':0}");
        ok("ecs", "DeleteService", "{'service':'ended'}");
        ok("ecs", "CreateService", "{'serviceName':'sets','deploymentController':{'type':'EXTERNAL'}}");
        ok("codedeploy", "CreateApplication", "{'applicationName':'there','computePlatform':'ECS'}");
        ok("ecs", "RunTask", "{'taskDefinition':'web','clientToken':'spent'}");
        ok("logs", "CreateLogGroup", "{'logGroupName':'there'}");
        ok("logs", "CreateLogStream", "{'logGroupName':'there','logStreamName':'flowing'}");
        var token = "'ClientRequestToken':'11111111-1111-1111-1111-111111111111'";
        ok("secretsmanager", "CreateSecret", "{'Name':'there','SecretString':'v'," + token + "}");
        ok("secretsmanager", "CreateSecret", "{'Name':'empty'}");
        ok("secretsmanager", "CreateSecret", "{'Name':'doomed'}");
        ok("secretsmanager", "DeleteSecret", "{'SecretId':'doomed'}");
        ok("ssm", "PutParameter", "{'Name':'/there','Type':'String','Value':'v'}");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void aBadCallIsRefusedInAwsWordsAndChangesNothing(Bad bad) {
        var before = api.state();
        var reply = api.call(bad.service(), bad.operation(), bad.json());
        assertAll(
                () -> assertEquals(bad.type(), reply.type(), reply.text()),
                () -> assertEquals(400, reply.status(), reply.text()),
                () -> assertTrue(reply.message().contains(bad.message()), reply.text()),
                () -> assertRefused(before, bad, reply.header("x-amzn-requestid")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"strangers", "wanderers"})
    void aRequestOfNobodyIsRefusedAndLeavesNoTrace(Foreign foreign) {
        var before = api.state();
        var reply = api.send(foreign.request().apply(api));
        assertAll(
                () -> assertEquals(foreign.status(), reply.status(), reply.text()),
                () -> assertTrue(reply.text().contains(foreign.type()), reply.text()),
                () -> assertEquals(before.revision(), api.state().revision()));
    }

    @Test
    void atLeastAHundredBadRequestsAreTried() throws IOException {
        assertTrue(calls().size() >= 100, calls().size() + " calls");
    }

    private static void assertRefused(State before, Bad bad, String requestId) {
        var after = api.state();
        assertEquals(facts(before), facts(after));
        List<Batch> left = api.batchesAfter(before.revision());
        boolean reads = bad.operation().startsWith("Describe")
                || bad.operation().startsWith("List")
                || bad.operation().startsWith("Get")
                || bad.operation().startsWith("BatchGet")
                || bad.operation().startsWith("Filter");
        if (reads || DIRECT.contains(bad.operation())) {
            assertEquals(List.of(), left);
            return;
        }
        assertEquals(1, left.size());
        var call = assertInstanceOf(Origin.Call.class, left.getFirst().origin());
        assertEquals(bad.service() + ":" + bad.operation(), call.operation());
        assertEquals(requestId, call.requestId());
        var refused = assertInstanceOf(
                CallRefused.class, left.getFirst().entries().getFirst().event());
        assertEquals(bad.type(), refused.code());
        assertEquals(1, left.getFirst().entries().size());
    }

    /// A state without its place in the log.
    private static State facts(State state) {
        return state.as(Revision.ZERO, Instant.EPOCH, Hash.ZERO);
    }

    static List<Bad> calls() throws IOException {
        try (var in = BadRequestsTest.class.getResourceAsStream("bad-calls.txt")) {
            var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(BadRequestsTest::bad)
                    .toList();
        }
    }

    private static Bad bad(String line) {
        var parts = line.split(" \\| ?", 4);
        var operation = parts[0].split(":", 2);
        return new Bad(operation[0], operation[1], parts[1], parts[2], parts[3]);
    }

    /// Requests that nobody known has signed, or not so.
    static List<Foreign> strangers() {
        var now = Instant.now();
        return List.of(
                new Foreign("unsigned", 400, "MissingAuthenticationTokenException", api -> list(api)),
                new Foreign(
                        "not a signature",
                        400,
                        "IncompleteSignatureException",
                        api -> header(list(api), "authorization", "AWS4-HMAC-SHA256 Credential=x")),
                new Foreign(
                        "another secret",
                        400,
                        "InvalidSignatureException",
                        api -> signer(TestApi.ROOT.accessKeyId(), "wrong").sign(list(api), now)),
                new Foreign(
                        "an unknown key",
                        400,
                        "UnrecognizedClientException",
                        api -> signer("AKIAUNKNOWN", "wrong").sign(list(api), now)),
                new Foreign(
                        "signed an hour ago",
                        400,
                        "InvalidSignatureException",
                        api -> api.signed("ecs", list(api), now.minusSeconds(3_600))),
                new Foreign(
                        "signed for tomorrow",
                        400,
                        "InvalidSignatureException",
                        api -> api.signed("ecs", list(api), now.plusSeconds(86_400))),
                new Foreign("replayed with another body", 400, "InvalidSignatureException", api -> {
                    var signed = api.signed("ecs", list(api), now);
                    var body = "{\"clusterName\":\"evil\"}".getBytes(StandardCharsets.UTF_8);
                    return new RawRequest(signed.method(), signed.rawPath(), "", signed.headers(), body);
                }),
                new Foreign("replayed with another operation", 400, "InvalidSignatureException", api -> {
                    var signed = api.signed("ecs", list(api), now);
                    return header(signed, "x-amz-target", "AmazonEC2ContainerServiceV20141113.CreateCluster");
                }),
                new Foreign(
                        "signed for another service",
                        400,
                        "InvalidSignatureException",
                        api -> api.signed("logs", list(api), now)),
                new Foreign(
                        "with a session token",
                        400,
                        "UnrecognizedClientException",
                        api -> api.signed("ecs", header(list(api), "x-amz-security-token", "token"), now)));
    }

    /// Requests for what is not there.
    static List<Foreign> wanderers() {
        var now = Instant.now();
        return List.of(
                new Foreign(
                        "an operation nobody has",
                        400,
                        "UnknownOperationException",
                        api -> api.signed("ecs", api.aws("ecs", "MakeCoffee", "{}"), now)),
                new Foreign(
                        "a target nobody has",
                        400,
                        "UnknownOperationException",
                        api -> api.signed("ecs", header(list(api), "x-amz-target", "Nothing.ListClusters"), now)),
                new Foreign(
                        "a path nobody has",
                        404,
                        "UnknownOperationException",
                        api -> api.own("GET", "/nothing", "", "")),
                new Foreign(
                        "a query action nobody has",
                        400,
                        "InvalidAction",
                        api -> form(api, "Action=Fly&Version=2011-06-15")),
                new Foreign(
                        "unsigned query",
                        403,
                        "MissingAuthenticationToken",
                        api -> form(api, "Action=GetCallerIdentity&Version=2011-06-15")));
    }

    private static RawRequest list(TestApi api) {
        return api.aws("ecs", "ListClusters", "{}");
    }

    private static RawRequest form(TestApi api, String body) {
        var headers = Headers.of("host", api.uri().getAuthority(), "content-type", "application/x-www-form-urlencoded");
        return new RawRequest("POST", "/", "", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static RawRequest header(RawRequest request, String name, String value) {
        var others = new TreeMap<>(request.headers().byName());
        others.put(name, List.of(value));
        return request.withHeaders(new Headers(others));
    }

    private static Signer signer(String id, String secret) {
        return new Signer(new Credentials(id, secret), TestApi.REGION, "ecs");
    }

    private static void ok(String service, String operation, String input) {
        var reply = api.call(service, operation, input.replace('\'', '"'));
        assertEquals(200, reply.status(), reply.text());
    }
}
