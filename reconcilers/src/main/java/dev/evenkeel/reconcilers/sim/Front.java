package dev.evenkeel.reconcilers.sim;

import dev.evenkeel.reconcilers.command.Command;
import dev.evenkeel.reconcilers.command.ListenerCommand.DeleteListener;
import dev.evenkeel.reconcilers.command.ListenerCommand.ModifyListener;
import dev.evenkeel.reconcilers.command.RuleCommand.ModifyRule;
import dev.evenkeel.reconcilers.deployment.Lane;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.RuleAction;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import dev.evenkeel.store.model.deployment.Traffic;
import dev.evenkeel.store.state.State;
import java.util.List;

/// A load balancer with two target groups, production traffic on port 80 and test traffic on port 81.
public final class Front {
    private static final String ACCOUNT = "123456789012";

    /// The first target group, to which both rules forward in the beginning.
    public final TargetGroupId blue;

    /// The other target group, to which no rule forwards in the beginning.
    public final TargetGroupId green;

    private final RuleId production;
    private final RuleId test;

    private final Kind kind;

    /// What it is made of.
    enum Kind {
        /// HTTP to ports of hosts, by rules.
        HTTP,
        /// HTTP to tasks with interfaces of their own, by rules.
        HTTP_TO_ADDRESSES,
        /// TCP to ports of hosts, by listeners that have no rules but the default one.
        TCP;

        boolean rules() {
            return this != TCP;
        }
    }

    Front(Kind kind, TargetGroupId blue, TargetGroupId green, RuleId production, RuleId test) {
        this.kind = kind;
        this.blue = blue;
        this.green = green;
        this.production = production;
        this.test = test;
    }

    Kind kind() {
        return kind;
    }

    /// The members of a service that is reached through it.
    Doc.Struct document() {
        var advanced = Doc.EMPTY
                .with(Lane.ALTERNATE, Doc.of(BalancingArns.of(ACCOUNT, green)))
                .with(Lane.PRODUCTION, Doc.of(arn(production)))
                .with(Lane.TEST, Doc.of(arn(test)));
        var item = new BalancedPort(BalancingArns.of(ACCOUNT, blue), "app", 80)
                .document()
                .with(Lane.ADVANCED, advanced);
        return Doc.EMPTY.with(BalancedPort.MEMBER, Doc.of(List.of(item)));
    }

    private String arn(RuleId rule) {
        return kind.rules() ? BalancingArns.of(ACCOUNT, rule) : BalancingArns.of(ACCOUNT, rule.listener());
    }

    /// A route of a CodeDeploy deployment group: the listener of some traffic.
    Doc.Struct route(Traffic traffic) {
        var arn = BalancingArns.of(ACCOUNT, rule(traffic).listener());
        return Doc.EMPTY.with("listenerArns", Doc.of(List.of(Doc.of(arn))));
    }

    /// What writes the weights of a rule by hand; where there are no rules, everything goes to one group.
    Command<?> writing(Traffic traffic, int toBlue, int toGreen) {
        var rule = rule(traffic);
        if (!kind.rules()) {
            var action = RuleAction.forward(toBlue > toGreen ? blue : green);
            return new ModifyListener(rule.listener(), null, null, null, null, action, Doc.EMPTY);
        }
        var groups = List.of(new WeightedGroup(blue, toBlue), new WeightedGroup(green, toGreen));
        return new ModifyRule(rule, null, RuleAction.forward(groups, null), Doc.EMPTY);
    }

    /// What ends that some traffic is listened for.
    Command<?> closing(Traffic traffic) {
        return new DeleteListener(rule(traffic).listener(), Doc.EMPTY);
    }

    private RuleId rule(Traffic traffic) {
        return switch (traffic) {
            case PRODUCTION -> production;
            case TEST -> test;
        };
    }

    /// How many thousandths of some traffic a group gets.
    int permille(State state, Traffic traffic, TargetGroupId group) {
        var groups = state.balancers()
                .rules()
                .get(rule(traffic))
                .orElseThrow()
                .spec()
                .action()
                .groups();
        return permille(groups, group);
    }

    /// How many thousandths of a rule's traffic a group gets.
    static int permille(List<WeightedGroup> groups, TargetGroupId group) {
        int all = groups.stream().mapToInt(WeightedGroup::weight).sum();
        int some = groups.stream()
                .filter(weighted -> weighted.group().equals(group))
                .mapToInt(WeightedGroup::weight)
                .sum();
        return some * 1000 / all;
    }
}
