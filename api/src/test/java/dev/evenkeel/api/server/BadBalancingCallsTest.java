package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.api.protocol.Headers;
import dev.evenkeel.api.protocol.RawRequest;
import dev.evenkeel.store.event.CallEvent.CallRefused;
import dev.evenkeel.store.event.Hash;
import dev.evenkeel.store.event.Revision;
import dev.evenkeel.store.state.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.Ec2Client;

/// Calls of Elastic Load Balancing that must not do anything: each is told AWS's own error, the state stays as it was,
/// and a mutating one leaves its refusal in the log.
final class BadBalancingCallsTest {
    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]*)</Message>", Pattern.DOTALL);
    private static final Map<String, String> ARNS = new TreeMap<>();

    private static TestApi api;

    /// A call, as a form, and the error it gets.
    record Bad(String operation, String form, String code, String message) {
        @Override
        public String toString() {
            return operation + " " + (form.length() > 90 ? form.substring(0, 90) + "…" : form) + " → " + code;
        }
    }

    @BeforeAll
    static void start() {
        api = new TestApi();
        ARNS.put("vpc", Defaults.vpc());
        ARNS.put("sg", Defaults.group());
        ARNS.put("subnet", Defaults.subnets().getFirst());
        ARNS.put("subnet2", Defaults.subnets().getLast());
        strange();
        var subnets = "&Subnets.member.1={subnet}&Subnets.member.2={subnet2}";
        keep("lb", "CreateLoadBalancer", "Name=web" + subnets, "LoadBalancerArn");
        keep("other", "CreateLoadBalancer", "Name=other" + subnets, "LoadBalancerArn");
        keep("nlb", "CreateLoadBalancer", "Name=net&Type=network&Subnets.member.1={subnet}", "LoadBalancerArn");
        var group = "&VpcId={vpc}&TargetType=ip";
        keep("tg", "CreateTargetGroup", "Name=blue&Protocol=HTTP&Port=80" + group, "TargetGroupArn");
        keep("free", "CreateTargetGroup", "Name=free&Protocol=HTTP&Port=80" + group, "TargetGroupArn");
        keep("tcp", "CreateTargetGroup", "Name=tcp&Protocol=TCP&Port=80" + group, "TargetGroupArn");
        var action = "&DefaultActions.member.1.Type=forward&DefaultActions.member.1.TargetGroupArn=";
        keep(
                "listener",
                "CreateListener",
                "LoadBalancerArn={lb}&Protocol=HTTP&Port=80" + action + "{tg}",
                "ListenerArn");
        keep("default", "DescribeRules", "ListenerArn={listener}", "RuleArn");
        keep(
                "rule",
                "CreateRule",
                "ListenerArn={listener}&Priority=10&Conditions.member.1.Field=path-pattern"
                        + "&Conditions.member.1.Values.member.1=/a&Actions.member.1.Type=forward"
                        + "&Actions.member.1.TargetGroupArn={tg}",
                "RuleArn");
        keep(
                "kept",
                "ModifyLoadBalancerAttributes",
                "LoadBalancerArn={other}&Attributes.member.1.Key=deletion_protection.enabled"
                        + "&Attributes.member.1.Value=true",
                "Key");
    }

    /// A second VPC with a subnet of its own, and a second subnet in a zone of the default one.
    private static void strange() {
        try (var ec2 = api.sdk(Ec2Client.builder())) {
            var vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
            var there =
                    ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.0.0/24").availabilityZone("us-east-1b"));
            ARNS.put("stranger", there.subnet().subnetId());
            var group =
                    ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName("there").description("there"));
            ARNS.put("strange-sg", group.groupId());
            var zone = ec2.describeSubnets(r -> r.subnetIds(ARNS.get("subnet")))
                    .subnets()
                    .getFirst()
                    .availabilityZone();
            var twin = ec2.createSubnet(
                    r -> r.vpcId(ARNS.get("vpc")).cidrBlock("172.31.200.0/24").availabilityZone(zone));
            ARNS.put("twin", twin.subnet().subnetId());
        }
    }

    private static void keep(String name, String operation, String form, String element) {
        var reply = call(operation, form);
        assertEquals(200, reply.status(), reply.text());
        var found = Pattern.compile("<" + element + ">([^<]*)<").matcher(reply.text());
        assertTrue(found.find(), reply.text());
        ARNS.put(name, found.group(1));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static TestApi.Reply call(String operation, String form) {
        var filled = form;
        for (var arn : ARNS.entrySet()) {
            filled = filled.replace("{" + arn.getKey() + "}", arn.getValue());
        }
        var body = "Action=" + operation + "&Version=2015-12-01&" + filled;
        var headers = Headers.of("host", api.uri().getAuthority(), "content-type", "application/x-www-form-urlencoded");
        var raw = new RawRequest("POST", "/", "", headers, body.getBytes(StandardCharsets.UTF_8));
        return api.send(api.signed("elasticloadbalancing", raw, Instant.now()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void aBadCallIsRefusedInAwsWordsAndChangesNothing(Bad bad) {
        var before = api.state();
        var reply = call(bad.operation(), bad.form());
        var message = MESSAGE.matcher(reply.text());
        var said = message.find() ? message.group(1).replace("&#39;", "'").replace("&apos;", "'") : "";
        assertAll(
                () -> assertEquals(400, reply.status(), reply.text()),
                () -> assertTrue(reply.text().contains("<Code>" + bad.code() + "</Code>"), reply.text()),
                () -> assertTrue(said.contains(bad.message()), reply.text()),
                () -> assertRefused(before, bad));
    }

    private static void assertRefused(State before, Bad bad) {
        assertEquals(facts(before), facts(api.state()));
        var left = api.batchesAfter(before.revision());
        if (bad.operation().startsWith("Describe")) {
            assertEquals(List.of(), left);
            return;
        }
        assertEquals(1, left.size());
        assertInstanceOf(CallRefused.class, left.getFirst().entries().getFirst().event());
    }

    /// A state without its place in the log.
    private static State facts(State state) {
        return state.as(Revision.ZERO, Instant.EPOCH, Hash.ZERO);
    }

    static List<Bad> calls() throws IOException {
        try (var in = BadBalancingCallsTest.class.getResourceAsStream("bad-balancing-calls.txt")) {
            var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ?", 4))
                    .map(parts -> new Bad(parts[0], parts[1], parts[2], parts[3]))
                    .toList();
        }
    }
}
