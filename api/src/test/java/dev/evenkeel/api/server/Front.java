package dev.evenkeel.api.server;

import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/// A load balancer `front`, for services to stand behind.
///
/// @param balancer its ARN
record Front(ElasticLoadBalancingV2Client elb, String balancer) implements AutoCloseable {
    static Front of(TestApi api) {
        var elb = api.sdk(ElasticLoadBalancingV2Client.builder());
        var made = elb.createLoadBalancer(r -> r.name("front").subnets(Defaults.subnets()));
        return new Front(elb, made.loadBalancers().getFirst().loadBalancerArn());
    }

    /// The ARN of a new target group.
    String group(String name, TargetTypeEnum type) {
        return elb.createTargetGroup(r -> r.name(name)
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .vpcId(Defaults.vpc())
                        .targetType(type))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
    }

    /// The ARN of a new listener that forwards all to a group.
    String listener(int port, String group) {
        var forward = Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .targetGroupArn(group)
                .build();
        return elb.createListener(r -> r.loadBalancerArn(balancer)
                        .protocol(ProtocolEnum.HTTP)
                        .port(port)
                        .defaultActions(forward))
                .listeners()
                .getFirst()
                .listenerArn();
    }

    /// The ARN of the default rule of such a listener.
    String rule(int port, String group) {
        var listener = listener(port, group);
        return elb.describeRules(r -> r.listenerArn(listener))
                .rules()
                .getFirst()
                .ruleArn();
    }

    @Override
    public void close() {
        elb.close();
    }
}
