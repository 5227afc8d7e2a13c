package dev.evenkeel.reconcilers.deployment;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.ServiceSpec;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import dev.evenkeel.store.model.deployment.Traffic;
import dev.evenkeel.store.state.RuleRow;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A listener rule whose traffic a deployment shifts, and the target groups between which it does.
///
/// @param name what its owner calls the rule: its ARN, or that of a listener
/// @param blue of the revision that is there
/// @param green of the revision that comes
public record Lane(Traffic traffic, RuleId rule, String name, TargetGroupId blue, TargetGroupId green) {
    /// The member of an item of `loadBalancers` that names the other group and the rules.
    public static final String ADVANCED = "advancedConfiguration";

    /// The other group of an item of `loadBalancers`.
    public static final String ALTERNATE = "alternateTargetGroupArn";

    /// The rule, or listener, of the requests that count.
    public static final String PRODUCTION = "productionListenerRule";

    /// The rule, or listener, of the requests that try green first.
    public static final String TEST = "testListenerRule";

    private static final int WHOLE = 1000;

    /// The lanes of a deployment: production first in each of its service's `loadBalancers`.
    ///
    /// @param asked what the service wanted when the deployment began
    /// @param groups ARNs of the groups that its tasks are registered with, one for each of `loadBalancers`
    public static List<Lane> of(State state, ServiceSpec asked, List<String> groups) {
        var lanes = new ArrayList<Lane>();
        var items = asked.document().structs(BalancedPort.MEMBER);
        for (int i = 0; i < Math.min(items.size(), groups.size()); i++) {
            var advanced = items.get(i).struct(ADVANCED);
            var first = items.get(i).text("targetGroupArn").orElse("");
            var other = advanced.text(ALTERNATE).orElse("");
            var green = BalancingArns.targetGroup(groups.get(i));
            var blue = BalancingArns.targetGroup(groups.get(i).equals(other) ? first : other);
            if (green.isPresent() && blue.isPresent()) {
                for (var traffic : List.of(Traffic.PRODUCTION, Traffic.TEST)) {
                    var member = traffic == Traffic.TEST ? TEST : PRODUCTION;
                    var name = advanced.text(member).orElse("");
                    rule(state, advanced, member)
                            .ifPresent(rule -> lanes.add(new Lane(traffic, rule, name, blue.get(), green.get())));
                }
            }
        }
        return lanes;
    }

    /// The rule that a member names, whether it is there or not; the default rule of a listener where it names one.
    public static Optional<RuleId> rule(State state, Doc.Struct advanced, String member) {
        var arn = advanced.text(member).orElse("");
        return BalancingArns.rule(arn)
                .or(() -> BalancingArns.listener(arn)
                        .map(listener -> state.balancers()
                                .defaultRuleOf(listener)
                                .map(RuleRow::id)
                                .orElse(new RuleId(listener, ""))));
    }

    /// Whether a service's traffic is shifted at all: without rules the stages run and nothing is shifted.
    static boolean any(ServiceSpec asked) {
        return asked.document().structs(BalancedPort.MEMBER).stream()
                .anyMatch(item -> item.struct(ADVANCED).text(PRODUCTION).isPresent());
    }

    /// The weights that send so many thousandths to green: whole percents where that says it.
    List<WeightedGroup> weights(int permille) {
        int unit = permille % 10 == 0 ? 10 : 1;
        return List.of(new WeightedGroup(blue, (WHOLE - permille) / unit), new WeightedGroup(green, permille / unit));
    }

    /// Whether a rule sends so many thousandths to green, and all the rest to blue.
    boolean sends(RuleRow row, int permille) {
        long total = 0;
        long toGreen = 0;
        for (var weighted : row.spec().action().groups()) {
            boolean known = weighted.group().equals(blue) || weighted.group().equals(green);
            if (!known && weighted.weight() > 0) {
                return false;
            }
            total += weighted.weight();
            toGreen += weighted.group().equals(green) ? weighted.weight() : 0;
        }
        return total > 0 && toGreen * WHOLE == total * permille;
    }

    /// Whether a rule knows of both groups, so that the targets of both are checked.
    boolean pairs(RuleRow row) {
        var groups =
                row.spec().action().groups().stream().map(WeightedGroup::group).toList();
        return groups.contains(blue) && groups.contains(green);
    }

    /// Whether a rule sends anything to green.
    public boolean reachesGreen(RuleRow row) {
        return row.spec().action().groups().stream()
                .anyMatch(weighted -> weighted.group().equals(green) && weighted.weight() > 0);
    }
}
