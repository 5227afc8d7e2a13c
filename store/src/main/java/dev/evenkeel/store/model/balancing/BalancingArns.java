package dev.evenkeel.store.model.balancing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ids of load balancing as ARNs, and back. Specs of services hold ARNs, so decisions need to read them too.
public final class BalancingArns {
    private static final String START = "arn:aws:elasticloadbalancing:([a-z0-9-]+):(\\d{12}):";
    private static final String ID = "([0-9a-f]{16})";
    private static final String BALANCER = "(app|net)/([A-Za-z0-9-]+)/" + ID;
    private static final Pattern LOAD_BALANCER = Pattern.compile(START + "loadbalancer/" + BALANCER);
    private static final Pattern TARGET_GROUP = Pattern.compile(START + "targetgroup/([A-Za-z0-9-]+)/" + ID);
    private static final Pattern LISTENER = Pattern.compile(START + "listener/" + BALANCER + "/" + ID);
    private static final Pattern RULE = Pattern.compile(START + "listener-rule/" + BALANCER + "/" + ID + "/" + ID);

    private BalancingArns() {}

    /// `…:loadbalancer/app/NAME/ID`.
    public static String of(String account, LoadBalancerId id) {
        return arn(id.region(), account) + "loadbalancer/" + id.path();
    }

    /// `…:targetgroup/NAME/ID`.
    public static String of(String account, TargetGroupId id) {
        return arn(id.region(), account) + id.path();
    }

    /// `…:listener/app/NAME/ID/ID`.
    public static String of(String account, ListenerId id) {
        return arn(id.balancer().region(), account) + "listener/" + tail(id);
    }

    /// `…:listener-rule/app/NAME/ID/ID/ID`.
    public static String of(String account, RuleId id) {
        return arn(id.listener().balancer().region(), account) + "listener-rule/" + tail(id.listener()) + "/" + id.id();
    }

    private static String arn(String region, String account) {
        return "arn:aws:elasticloadbalancing:" + region + ":" + account + ":";
    }

    private static String tail(ListenerId id) {
        return id.balancer().path() + "/" + id.id();
    }

    /// The load balancer that an ARN names, whether it is there or not.
    public static Optional<LoadBalancerId> loadBalancer(String arn) {
        return match(LOAD_BALANCER, arn).map(BalancingArns::balancer);
    }

    /// The target group that an ARN names, whether it is there or not.
    public static Optional<TargetGroupId> targetGroup(String arn) {
        return match(TARGET_GROUP, arn).map(m -> new TargetGroupId(m.group(1), m.group(3), m.group(4)));
    }

    /// The listener that an ARN names, whether it is there or not.
    public static Optional<ListenerId> listener(String arn) {
        return match(LISTENER, arn).map(BalancingArns::listener);
    }

    /// The rule that an ARN names, whether it is there or not.
    public static Optional<RuleId> rule(String arn) {
        return match(RULE, arn).map(m -> new RuleId(listener(m), m.group(7)));
    }

    private static Optional<Matcher> match(Pattern pattern, String arn) {
        return Optional.of(pattern.matcher(arn)).filter(Matcher::matches);
    }

    private static LoadBalancerId balancer(Matcher m) {
        var kind = m.group(3).equals("app") ? BalancerKind.APPLICATION : BalancerKind.NETWORK;
        return new LoadBalancerId(m.group(1), kind, m.group(4), m.group(5));
    }

    private static ListenerId listener(Matcher m) {
        return new ListenerId(balancer(m), m.group(6));
    }
}
