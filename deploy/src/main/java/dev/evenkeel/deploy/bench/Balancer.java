package dev.evenkeel.deploy.bench;

import dev.evenkeel.deploy.client.ApiClient;
import dev.evenkeel.deploy.client.QueryService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An application load balancer of a server, made and asked over the API.
final class Balancer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ApiClient client;
    private final String arn;
    private final String address;

    private Balancer(ApiClient client, String arn, String address) {
        this.client = client;
        this.arn = arn;
        this.address = address;
    }

    /// Makes one in the default VPC, with an address of its own on this machine.
    static Balancer create(ApiClient client, String name) {
        var parameters = new TreeMap<>(Map.of("Name", name));
        for (var subnet : client.query(QueryService.EC2, "DescribeSubnets", Map.of(), "subnetId")) {
            parameters.put("Subnets.member." + parameters.size(), subnet);
        }
        var arn = one(client, "CreateLoadBalancer", parameters, "LoadBalancerArn");
        var addresses = client.query(
                QueryService.ELBV2, "DescribeLoadBalancers", Map.of("LoadBalancerArns.member.1", arn), "IpAddress");
        return new Balancer(client, arn, addresses.getFirst());
    }

    /// Where it is reached.
    String address() {
        return address;
    }

    /// Makes a target group that is asked every five seconds, and does not wait when targets leave.
    ///
    /// @param type `ip` or `instance`
    /// @return its ARN
    String group(String name, String type) {
        var vpc = client.query(QueryService.EC2, "DescribeVpcs", Map.of(), "vpcId")
                .getFirst();
        var parameters = Map.of(
                "VpcId", vpc,
                "Name", name,
                "Protocol", "HTTP",
                "Port", "80",
                "TargetType", type,
                "HealthCheckIntervalSeconds", "5",
                "HealthCheckTimeoutSeconds", "2",
                "HealthyThresholdCount", "2");
        return one(client, "CreateTargetGroup", parameters, "TargetGroupArn");
    }

    /// Sets how long a target that leaves may finish what it does.
    void drains(String group, int seconds) {
        one(
                client,
                "ModifyTargetGroupAttributes",
                Map.of(
                        "TargetGroupArn",
                        group,
                        "Attributes.member.1.Key",
                        "deregistration_delay.timeout_seconds",
                        "Attributes.member.1.Value",
                        Integer.toString(seconds)),
                "RequestId");
    }

    /// Registers a target.
    void register(String group, String id, int port) {
        one(
                client,
                "RegisterTargets",
                Map.of(
                        "TargetGroupArn", group,
                        "Targets.member.1.Id", id,
                        "Targets.member.1.Port", Integer.toString(port)),
                "RequestId");
    }

    /// Listens for HTTP and forwards everything to a group.
    ///
    /// @return the listener's ARN
    String listen(int port, String group) {
        return one(
                client,
                "CreateListener",
                Map.of(
                        "LoadBalancerArn",
                        arn,
                        "Protocol",
                        "HTTP",
                        "Port",
                        Integer.toString(port),
                        "DefaultActions.member.1.Type",
                        "forward",
                        "DefaultActions.member.1.TargetGroupArn",
                        group),
                "ListenerArn");
    }

    /// The ARN of the rule of a listener that takes everything.
    String defaultRule(String listener) {
        return one(client, "DescribeRules", Map.of("ListenerArn", listener), "RuleArn");
    }

    /// Waits until so many targets of a group are healthy and no others are there.
    void awaitHealthy(String group, int count) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        List<String> states = List.of();
        while (Instant.now().isBefore(deadline)) {
            states = client.query(QueryService.ELBV2, "DescribeTargetHealth", Map.of("TargetGroupArn", group), "State");
            if (states.size() == count && states.stream().allMatch("healthy"::equals)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("targets of " + group + " are " + states + ", not " + count + " healthy ones");
    }

    private static String one(ApiClient client, String operation, Map<String, String> parameters, String element) {
        return client.query(QueryService.ELBV2, operation, parameters, element).getFirst();
    }
}
