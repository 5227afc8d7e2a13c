package dev.evenkeel.reconcilers.release;

import dev.evenkeel.reconcilers.balancing.Draining;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseTrafficShifted;
import dev.evenkeel.store.model.balancing.RuleId;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import dev.evenkeel.store.model.deployment.Traffic;
import dev.evenkeel.store.model.release.ReleaseRoutes;
import dev.evenkeel.store.state.ReleaseRow.Shift;
import dev.evenkeel.store.state.RuleRow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who gets which share of the traffic of a release.
final class Shares {
    private static final int ALL = 100;

    private final Look look;
    private final ReleaseRoutes routes;

    Shares(Look look) {
        this.look = look;
        this.routes = look.row.spec().routes();
    }

    /// The rule's groups when the replacement gets this percentage. The other group stays beside it with weight 0, so
    /// that its targets' health is known before they get requests.
    List<WeightedGroup> groups(int percent) {
        return List.of(
                new WeightedGroup(routes.original(), ALL - percent), new WeightedGroup(routes.replacement(), percent));
    }

    ReleaseTrafficShifted production(int step) {
        var groups = groups(look.row.spec().plan().percentAt(step));
        return new ReleaseTrafficShifted(look.row.id(), routes.production(), groups, Traffic.PRODUCTION, step);
    }

    ReleaseTrafficShifted test(RuleId rule, int step) {
        return new ReleaseTrafficShifted(look.row.id(), rule, groups(step == 0 ? 0 : ALL), Traffic.TEST, step);
    }

    /// Whether a rule and both groups are there to be told.
    boolean canTell(RuleId rule) {
        var balancers = look.state.balancers();
        return balancers.rules().get(rule).isPresent()
                && balancers.groups().get(routes.original()).isPresent()
                && balancers.groups().get(routes.replacement()).isPresent();
    }

    /// What is wrong with the rule of production traffic: it is gone, or somebody else wrote it after this release did.
    Optional<String> problem() {
        var rule = look.state.balancers().rules().get(routes.production());
        if (rule.isEmpty() || !canTell(routes.production())) {
            return Optional.of("The listener rule or a target group of the deployment is gone.");
        }
        var last = look.row.production();
        return last == null || rule.get().since().equals(last.since())
                ? Optional.empty()
                : Optional.of(touched(rule.get()));
    }

    private static String touched(RuleRow rule) {
        return "The weights of rule " + rule.id().id() + " were last written by " + rule.writer() + ".";
    }

    /// Whether every proxy that is there routes as a shift says.
    boolean served(@Nullable Shift shift) {
        return shift != null && Draining.isServed(look.state, shift.since());
    }
}
