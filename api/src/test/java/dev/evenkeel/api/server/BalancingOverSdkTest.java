package dev.evenkeel.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.reconcilers.command.ProxyCommand.JudgeTarget;
import dev.evenkeel.reconcilers.command.ProxyCommand.ReleaseTarget;
import dev.evenkeel.store.event.Origin;
import dev.evenkeel.store.model.HostId;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.Target;
import dev.evenkeel.store.model.balancing.TargetHealth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.OperationNotPermittedException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionStatusCodeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/// Load balancers, as AWS's own SDK sees them. No proxy runs: what one would tell is told by the test.
// The SDK takes what is to be built as generic varargs.
@SuppressWarnings("unchecked")
final class BalancingOverSdkTest {
    private static final HostId PROXY = new HostId("0123456789abcdef0123456789abcdef");

    private TestApi api;
    private ElasticLoadBalancingV2Client elb;

    @BeforeEach
    void start() {
        api = new TestApi();
        elb = api.sdk(ElasticLoadBalancingV2Client.builder());
    }

    @AfterEach
    void stop() {
        elb.close();
        api.close();
    }

    private LoadBalancer balancer(String name) {
        return elb.createLoadBalancer(r -> r.name(name).subnets(Defaults.subnets()))
                .loadBalancers()
                .getFirst();
    }

    private TargetGroup group(String name) {
        return elb.createTargetGroup(r -> r.name(name)
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .vpcId(Defaults.vpc())
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .getFirst();
    }

    private static Action forward(TargetGroup group) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .targetGroupArn(group.targetGroupArn())
                .build();
    }

    private Listener listener(LoadBalancer balancer, int port, TargetGroup group) {
        return elb.createListener(r -> r.loadBalancerArn(balancer.loadBalancerArn())
                        .protocol(ProtocolEnum.HTTP)
                        .port(port)
                        .defaultActions(forward(group)))
                .listeners()
                .getFirst();
    }

    private Rule rule(Listener listener, int priority, String path, TargetGroup group) {
        return elb.createRule(r -> r.listenerArn(listener.listenerArn())
                        .priority(priority)
                        .conditions(c -> c.field("path-pattern").pathPatternConfig(p -> p.values(path)))
                        .actions(forward(group)))
                .rules()
                .getFirst();
    }

    @Test
    void aLoadBalancerIsMadeOnceDescribedAndDeleted() {
        var made = balancer("web");
        assertEquals(made, balancer("web"));
        assertTrue(made.loadBalancerArn()
                .startsWith("arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/"));
        assertTrue(made.dnsName().endsWith(".us-east-1.elb.localhost"), made.dnsName());
        assertEquals("active", made.state().codeAsString());
        assertEquals(LoadBalancerTypeEnum.APPLICATION, made.type());
        assertEquals(Defaults.vpc(), made.vpcId());
        assertEquals(
                Defaults.subnets(),
                made.availabilityZones().stream()
                        .map(AvailabilityZone::subnetId)
                        .toList());
        assertEquals(
                List.of("us-east-1a", "us-east-1b"),
                made.availabilityZones().stream()
                        .map(AvailabilityZone::zoneName)
                        .sorted()
                        .toList());
        var address = made.availabilityZones().getFirst().loadBalancerAddresses();
        assertEquals("127.81.0.1", address.getFirst().ipAddress());
        var second = balancer("api");
        assertEquals(
                List.of("api", "web"),
                elb.describeLoadBalancersPaginator(r -> r.pageSize(1)).loadBalancers().stream()
                        .map(LoadBalancer::loadBalancerName)
                        .toList());
        assertEquals(
                List.of(second),
                elb.describeLoadBalancers(r -> r.loadBalancerArns(second.loadBalancerArn()))
                        .loadBalancers());
        elb.deleteLoadBalancer(r -> r.loadBalancerArn(made.loadBalancerArn()));
        elb.deleteLoadBalancer(r -> r.loadBalancerArn(made.loadBalancerArn()));
        assertThrows(LoadBalancerNotFoundException.class, () -> elb.describeLoadBalancers(r -> r.names("web")));
    }

    @Test
    void subnetsAndSecurityGroupsAreChanged() {
        var arn = balancer("web").loadBalancerArn();
        var turned = Defaults.subnets().reversed();
        var zones = elb.setSubnets(r -> r.loadBalancerArn(arn).subnets(turned)).availabilityZones();
        assertEquals(turned, zones.stream().map(AvailabilityZone::subnetId).toList());
        elb.setSecurityGroups(r -> r.loadBalancerArn(arn).securityGroups(Defaults.group()));
        var seen = elb.describeLoadBalancers().loadBalancers().getFirst();
        assertEquals(List.of(Defaults.group()), seen.securityGroups());
    }

    @Test
    void whatALoadBalancerIsInCannotBeDeleted() {
        try (var ec2 = api.sdk(Ec2Client.builder())) {
            var own = ec2.createSecurityGroup(
                            r -> r.vpcId(Defaults.vpc()).groupName("front").description("front"))
                    .groupId();
            var arn = elb.createLoadBalancer(
                            r -> r.name("web").subnets(Defaults.subnets()).securityGroups(own))
                    .loadBalancers()
                    .getFirst()
                    .loadBalancerArn();
            var subnet = Defaults.subnets().getFirst();
            var used = assertThrows(Ec2Exception.class, () -> ec2.deleteSubnet(r -> r.subnetId(subnet)));
            assertEquals("DependencyViolation", used.awsErrorDetails().errorCode());
            var held = assertThrows(Ec2Exception.class, () -> ec2.deleteSecurityGroup(r -> r.groupId(own)));
            assertEquals("DependencyViolation", held.awsErrorDetails().errorCode());

            elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn));

            ec2.deleteSecurityGroup(r -> r.groupId(own));
            ec2.deleteSubnet(r -> r.subnetId(subnet));
        }
    }

    @Test
    void attributesHaveDefaultsAndAProtectedLoadBalancerStays() {
        var arn = balancer("web").loadBalancerArn();
        elb.modifyLoadBalancerAttributes(r -> r.loadBalancerArn(arn)
                .attributes(
                        a -> a.key("deletion_protection.enabled").value("true"),
                        a -> a.key("idle_timeout.timeout_seconds").value("10")));
        var told =
                elb.describeLoadBalancerAttributes(r -> r.loadBalancerArn(arn)).attributes();
        assertTrue(told.stream()
                .anyMatch(a -> a.key().equals("idle_timeout.timeout_seconds")
                        && a.value().equals("10")));
        assertTrue(told.stream()
                .anyMatch(a ->
                        a.key().equals("routing.http2.enabled") && a.value().equals("true")));
        assertThrows(OperationNotPermittedException.class, () -> elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn)));
        elb.modifyLoadBalancerAttributes(r -> r.loadBalancerArn(arn)
                .attributes(a -> a.key("deletion_protection.enabled").value("false")));
        elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn));
    }

    @Test
    void aTargetGroupHasDefaultsIsChangedAndStaysWhileItIsUsed() {
        var group = group("blue");
        assertEquals(group, group("blue"));
        assertEquals(
                List.of(30, 5, 5, 2),
                List.of(
                        group.healthCheckIntervalSeconds(),
                        group.healthCheckTimeoutSeconds(),
                        group.healthyThresholdCount(),
                        group.unhealthyThresholdCount()));
        assertEquals("200", group.matcher().httpCode());
        var changed = elb.modifyTargetGroup(r -> r.targetGroupArn(group.targetGroupArn())
                        .healthCheckPath("/health")
                        .matcher(m -> m.httpCode("200-299,304")))
                .targetGroups()
                .getFirst();
        assertEquals("/health", changed.healthCheckPath());
        elb.modifyTargetGroupAttributes(r -> r.targetGroupArn(group.targetGroupArn())
                .attributes(a -> a.key("deregistration_delay.timeout_seconds").value("7")));
        var attributes = elb.describeTargetGroupAttributes(r -> r.targetGroupArn(group.targetGroupArn()))
                .attributes();
        assertTrue(attributes.stream()
                .anyMatch(a -> a.key().equals("deregistration_delay.timeout_seconds")
                        && a.value().equals("7")));
        var balancer = balancer("web");
        var listener = listener(balancer, 80, group);
        assertEquals(
                List.of(balancer.loadBalancerArn()),
                elb.describeTargetGroups(r -> r.loadBalancerArn(balancer.loadBalancerArn()))
                        .targetGroups()
                        .getFirst()
                        .loadBalancerArns());
        assertThrows(
                ResourceInUseException.class,
                () -> elb.deleteTargetGroup(r -> r.targetGroupArn(group.targetGroupArn())));
        elb.deleteListener(r -> r.listenerArn(listener.listenerArn()));
        elb.deleteTargetGroup(r -> r.targetGroupArn(group.targetGroupArn()));
        assertThrows(TargetGroupNotFoundException.class, () -> elb.describeTargetGroups(r -> r.names("blue")));
    }

    @Test
    void aListenerIsChangedAndGoesWithItsRules() {
        var balancer = balancer("web");
        var blue = group("blue");
        var green = group("green");
        var listener = listener(balancer, 80, blue);
        var rule = rule(listener, 5, "/api/*", green);
        var changed = elb.modifyListener(r -> r.listenerArn(listener.listenerArn())
                        .port(81)
                        .defaultActions(a -> a.type(ActionTypeEnum.FORWARD)
                                .forwardConfig(f -> f.targetGroups(
                                                t -> t.targetGroupArn(blue.targetGroupArn())
                                                        .weight(80),
                                                t -> t.targetGroupArn(green.targetGroupArn())
                                                        .weight(20))
                                        .targetGroupStickinessConfig(
                                                s -> s.enabled(true).durationSeconds(60)))))
                .listeners()
                .getFirst();
        assertEquals(81, changed.port());
        var config = changed.defaultActions().getFirst().forwardConfig();
        assertEquals(20, config.targetGroups().get(1).weight());
        assertEquals(60, config.targetGroupStickinessConfig().durationSeconds());
        assertEquals(
                List.of(changed),
                elb.describeListeners(r -> r.loadBalancerArn(balancer.loadBalancerArn()))
                        .listeners());
        assertFalse(elb.describeListenerAttributes(r -> r.listenerArn(listener.listenerArn()))
                .attributes()
                .isEmpty());
        assertTrue(elb.describeListenerCertificates(r -> r.listenerArn(listener.listenerArn()))
                .certificates()
                .isEmpty());
        elb.deleteListener(r -> r.listenerArn(listener.listenerArn()));
        assertThrows(RuleNotFoundException.class, () -> elb.describeRules(r -> r.ruleArns(rule.ruleArn())));
        assertThrows(
                ListenerNotFoundException.class, () -> elb.deleteListener(r -> r.listenerArn(listener.listenerArn())));
    }

    @Test
    void rulesAreAskedInTheOrderOfTheirPriorities() {
        var group = group("blue");
        var listener = listener(balancer("web"), 80, group);
        var second = rule(listener, 20, "/b", group);
        var first = rule(listener, 10, "/a", group);
        assertThrows(PriorityInUseException.class, () -> rule(listener, 10, "/c", group));
        elb.modifyRule(r -> r.ruleArn(first.ruleArn())
                .conditions(c -> c.field("host-header").values("*.example.org"))
                .actions(a -> a.type(ActionTypeEnum.REDIRECT)
                        .redirectConfig(to -> to.statusCode(RedirectActionStatusCodeEnum.HTTP_302)
                                .port("8080"))));
        elb.setRulePriorities(r -> r.rulePriorities(
                p -> p.ruleArn(first.ruleArn()).priority(20),
                p -> p.ruleArn(second.ruleArn()).priority(10)));
        var rules = elb
                .describeRulesPaginator(
                        r -> r.listenerArn(listener.listenerArn()).pageSize(2))
                .rules()
                .stream()
                .toList();
        assertEquals(
                List.of("10", "20", "default"),
                rules.stream().map(Rule::priority).toList());
        assertEquals(
                List.of("*.example.org"),
                rules.get(1).conditions().getFirst().hostHeaderConfig().values());
        assertEquals(
                "/#{path}", rules.get(1).actions().getFirst().redirectConfig().path());
        assertTrue(rules.getLast().isDefault());
        elb.deleteRule(r -> r.ruleArn(first.ruleArn()));
        assertThrows(RuleNotFoundException.class, () -> elb.deleteRule(r -> r.ruleArn(first.ruleArn())));
    }

    private TargetHealthDescription health(TargetGroup group) {
        return elb.describeTargetHealth(r -> r.targetGroupArn(group.targetGroupArn()))
                .targetHealthDescriptions()
                .getFirst();
    }

    @Test
    void theHealthOfATargetIsToldThroughItsLife() {
        var group = group("blue");
        var arn = group.targetGroupArn();
        var id = BalancingArns.targetGroup(arn).orElseThrow();
        var target = new Target("10.0.0.7", 80);
        elb.registerTargets(r -> r.targetGroupArn(arn).targets(t -> t.id("10.0.0.7")));
        assertEquals(
                TargetHealthReasonEnum.TARGET_NOT_IN_USE,
                health(group).targetHealth().reason());
        listener(balancer("web"), 80, group);
        assertEquals(
                TargetHealthReasonEnum.ELB_REGISTRATION_IN_PROGRESS,
                health(group).targetHealth().reason());
        api.tell(new Origin.ProxyReport(PROXY), new JudgeTarget(id, target, TargetHealth.HEALTHY));
        assertEquals(TargetHealthStateEnum.HEALTHY, health(group).targetHealth().state());
        assertEquals("80", health(group).healthCheckPort());
        elb.deregisterTargets(r -> r.targetGroupArn(arn).targets(t -> t.id("10.0.0.7")));
        assertEquals(
                TargetHealthStateEnum.DRAINING, health(group).targetHealth().state());
        api.tell(new Origin.ProxyReport(PROXY), new ReleaseTarget(id, target));
        assertTrue(elb.describeTargetHealth(r -> r.targetGroupArn(arn))
                .targetHealthDescriptions()
                .isEmpty());
        var asked = elb.describeTargetHealth(
                r -> r.targetGroupArn(arn).targets(t -> t.id("10.0.0.7").port(80)));
        assertEquals(
                TargetHealthReasonEnum.TARGET_NOT_REGISTERED,
                asked.targetHealthDescriptions().getFirst().targetHealth().reason());
    }

    @Test
    void instancesAreKnownByTheIdsOfTheirHosts() {
        var host = api.host();
        var arn = elb.createTargetGroup(r ->
                        r.name("hosts").protocol(ProtocolEnum.HTTP).port(80).vpcId(Defaults.vpc()))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
        elb.registerTargets(
                r -> r.targetGroupArn(arn).targets(t -> t.id(host.instance()).port(32768)));
        var seen = elb.describeTargetHealth(r -> r.targetGroupArn(arn)).targetHealthDescriptions();
        assertEquals(32768, seen.getFirst().target().port());
    }

    @Test
    void everythingCanBeTagged() {
        var balancer = balancer("web");
        var group = group("blue");
        var listener = listener(balancer, 80, group);
        var rule = rule(listener, 1, "/a", group);
        var arns = List.of(balancer.loadBalancerArn(), group.targetGroupArn(), listener.listenerArn(), rule.ruleArn());
        elb.addTags(r -> r.resourceArns(arns)
                .tags(t -> t.key("team").value("a"), t -> t.key("old").value("b")));
        elb.removeTags(r -> r.resourceArns(arns).tagKeys("old"));
        for (var described : elb.describeTags(r -> r.resourceArns(arns)).tagDescriptions()) {
            assertEquals(1, described.tags().size(), described.resourceArn());
            assertEquals("team", described.tags().getFirst().key());
        }
    }

    @Test
    void aNetworkLoadBalancerForwardsTcp() {
        var balancer = elb.createLoadBalancer(r -> r.name("net")
                        .type(LoadBalancerTypeEnum.NETWORK)
                        .subnets(Defaults.subnets().getFirst()))
                .loadBalancers()
                .getFirst();
        var group = elb.createTargetGroup(
                        r -> r.name("tcp").protocol(ProtocolEnum.TCP).port(5432).vpcId(Defaults.vpc()))
                .targetGroups()
                .getFirst();
        assertEquals(ProtocolEnum.TCP, group.healthCheckProtocol());
        var listener = elb.createListener(r -> r.loadBalancerArn(balancer.loadBalancerArn())
                        .protocol(ProtocolEnum.TCP)
                        .port(5432)
                        .defaultActions(forward(group)))
                .listeners()
                .getFirst();
        assertTrue(listener.listenerArn().contains(":listener/net/net/"), listener.listenerArn());
    }

    @Test
    void limitsAndPoliciesAreTold() {
        assertTrue(elb.describeAccountLimits().limits().stream()
                .anyMatch(limit ->
                        limit.name().equals("target-groups") && limit.max().equals("3000")));
        assertTrue(elb.describeSSLPolicies().sslPolicies().stream()
                .anyMatch(policy -> policy.name().equals("ELBSecurityPolicy-2016-08")));
    }
}
