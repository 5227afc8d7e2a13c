package dev.evenkeel.reconcilers.sim;

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

/// A load balancer with two target groups, a rule for production traffic on port 80 and one for test traffic on 81.
public final class Front {
    private static final String ACCOUNT = "123456789012";

    /// The first target group, to which both rules forward in the beginning.
    public final TargetGroupId blue;

    /// The other target group, to which no rule forwards in the beginning.
    public final TargetGroupId green;

    private final RuleId production;
    private final RuleId test;

    Front(TargetGroupId blue, TargetGroupId green, RuleId production, RuleId test) {
        this.blue = blue;
        this.green = green;
        this.production = production;
        this.test = test;
    }

    /// The members of a service that is reached through it.
    Doc.Struct document() {
        var advanced = Doc.EMPTY
                .with(Lane.ALTERNATE, Doc.of(BalancingArns.of(ACCOUNT, green)))
                .with(Lane.PRODUCTION, Doc.of(BalancingArns.of(ACCOUNT, production)))
                .with(Lane.TEST, Doc.of(BalancingArns.of(ACCOUNT, test)));
        var item = new BalancedPort(BalancingArns.of(ACCOUNT, blue), "app", 80)
                .document()
                .with(Lane.ADVANCED, advanced);
        return Doc.EMPTY.with(BalancedPort.MEMBER, Doc.of(List.of(item)));
    }

    /// Somebody writes the weights of a rule by hand.
    void write(World world, Traffic traffic, int toBlue, int toGreen) {
        var groups = List.of(new WeightedGroup(blue, toBlue), new WeightedGroup(green, toGreen));
        world.call(
                "elasticloadbalancing:ModifyRule",
                new ModifyRule(rule(traffic), null, RuleAction.forward(groups, null), Doc.EMPTY));
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
        int all = groups.stream().mapToInt(WeightedGroup::weight).sum();
        int some = groups.stream()
                .filter(weighted -> weighted.group().equals(group))
                .mapToInt(WeightedGroup::weight)
                .sum();
        return some * 1000 / all;
    }
}
