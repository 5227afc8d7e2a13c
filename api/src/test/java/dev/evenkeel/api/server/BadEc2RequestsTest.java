package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.store.state.DefaultNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What EC2's clients may do wrong, told in EC2's words, with nothing changed.
final class BadEc2RequestsTest {
    private static final Map<String, String> KNOWN = new TreeMap<>();
    private static TestApi api;

    /// One line of the table.
    record Bad(String action, String parameters, String code, String message) {
        @Override
        public String toString() {
            return action + " " + parameters + " → " + code;
        }
    }

    @BeforeAll
    static void start() {
        api = new TestApi();
        api.host();
        var networks = api.state().networks().in(TestApi.REGION);
        var vpc = networks.defaultVpc(TestApi.REGION).orElseThrow().id();
        KNOWN.put("<vpc>", vpc.value());
        KNOWN.put(
                "<subnet>",
                networks.subnets(TestApi.REGION).findFirst().orElseThrow().id().value());
        KNOWN.put("<group>", networks.defaultGroup(vpc).id().value());
        var made = call("CreateSecurityGroup", "GroupName=web&GroupDescription=w");
        var id = Pattern.compile("<groupId>([^<]*)</groupId>").matcher(made.text());
        assertTrue(id.find(), made.text());
        KNOWN.put("<web>", id.group(1));
        var allowed = call(
                "AuthorizeSecurityGroupIngress", "GroupId=<web>&IpProtocol=tcp&FromPort=80&ToPort=80&CidrIp=0.0.0.0/0");
        assertEquals(200, allowed.status(), allowed.text());
        assertEquals(List.of(), DefaultNetwork.missing(api.state(), TestApi.REGION));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static List<Bad> calls() throws IOException {
        try (var in = BadEc2RequestsTest.class.getResourceAsStream("bad-ec2-calls.txt")) {
            assertTrue(in != null);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split(" *\\| ?", 4))
                    .map(parts -> new Bad(parts[0], parts[1], parts[2].strip(), parts[3]))
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void aBadCallIsRefusedInEc2sWordsAndChangesNothing(Bad bad) {
        var before = api.state().networks();
        var reply = call(bad.action(), bad.parameters());
        assertAll(
                () -> assertEquals(400, reply.status(), reply.text()),
                () -> assertTrue(
                        reply.text().startsWith("<Response><Errors><Error><Code>" + bad.code() + "</Code><Message>"),
                        reply.text()),
                () -> assertTrue(plain(reply.text()).contains(bad.message()), reply.text()),
                () -> assertTrue(reply.text().endsWith("</RequestID></Response>"), reply.text()),
                () -> assertEquals(before, api.state().networks()));
    }

    private static String plain(String xml) {
        return xml.replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static TestApi.Reply call(String action, String parameters) {
        var body = "Action=" + action + "&Version=2016-11-15&" + parameters;
        for (var known : KNOWN.entrySet()) {
            body = body.replace(known.getKey(), known.getValue());
        }
        var headers = Headers.of("host", api.uri().getAuthority(), "content-type", "application/x-www-form-urlencoded");
        var request = new RawRequest("POST", "/", "", headers, body.getBytes(StandardCharsets.UTF_8));
        return api.send(api.signed("ec2", request, Instant.now()));
    }
}
