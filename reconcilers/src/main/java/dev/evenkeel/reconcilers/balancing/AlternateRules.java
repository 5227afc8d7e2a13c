package dev.evenkeel.reconcilers.balancing;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.balancing.BalancedPort;
import dev.evenkeel.store.model.balancing.BalancingArns;
import dev.evenkeel.store.model.balancing.RuleAction.ActionKind;
import dev.evenkeel.store.model.balancing.TargetGroupId;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import dev.evenkeel.store.state.RuleRow;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TargetGroupRow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether traffic can be shifted between the two target groups of a service's load balancer entry, in ECS's words.
final class AlternateRules {
    private static final String ADVANCED = "advancedConfiguration";

    private final State state;
    private final Doc.Struct item;
    private final Doc.Struct advanced;

    private AlternateRules(State state, Doc.Struct item) {
        this.state = state;
        this.item = item;
        this.advanced = item.struct(ADVANCED);
    }

    /// What is wrong, if anything is.
    ///
    /// @param document of the service
    static Optional<String> problem(State state, Doc.Struct document) {
        return document.structs(BalancedPort.MEMBER).stream()
                .filter(item -> !item.struct(ADVANCED).members().isEmpty())
                .flatMap(item -> new AlternateRules(state, item).problem().stream())
                .findFirst();
    }

    private Optional<String> problem() {
        var first = group(item, "targetGroupArn");
        var other = group(advanced, "alternateTargetGroupArn");
        if (first == null) {
            return Optional.empty();
        }
        if (other == null) {
            return Optional.of("The target group with alternateTargetGroupArn "
                    + advanced.text("alternateTargetGroupArn").orElse("") + " does not exist.");
        }
        if (first.id().equals(other.id())) {
            return Optional.of("targetGroupArn and alternateTargetGroupArn must be different target groups.");
        }
        return mismatch(first, other)
                .or(() -> rule("productionListenerRule", true, first.id(), other.id()))
                .or(() -> rule("testListenerRule", false, first.id(), other.id()))
                .or(this::same);
    }

    private @Nullable TargetGroupRow group(Doc.Struct from, String member) {
        return from.text(member)
                .flatMap(BalancingArns::targetGroup)
                .flatMap(state.balancers().groups()::get)
                .orElse(null);
    }

    private static Optional<String> mismatch(TargetGroupRow first, TargetGroupRow other) {
        boolean same = first.spec().type() == other.spec().type()
                && first.spec().protocol() == other.spec().protocol();
        return same
                ? Optional.empty()
                : Optional.of(
                        "targetGroupArn and alternateTargetGroupArn must have the same target type and protocol.");
    }

    private Optional<String> rule(String member, boolean needed, TargetGroupId first, TargetGroupId other) {
        var arn = advanced.text(member).orElse("");
        if (arn.isEmpty()) {
            return needed
                    ? Optional.of(ADVANCED + "." + member + " must be specified with alternateTargetGroupArn.")
                    : Optional.empty();
        }
        var row = find(arn);
        if (row.isEmpty()) {
            return Optional.of("The " + member + " " + arn + " does not exist.");
        }
        var action = row.get().spec().action();
        var groups = action.groups().stream().map(WeightedGroup::group).toList();
        boolean fits =
                action.kind() == ActionKind.FORWARD && List.of(first, other).containsAll(groups);
        return fits
                ? Optional.empty()
                : Optional.of("The " + member + " " + arn
                        + " must forward to targetGroupArn or alternateTargetGroupArn, and to nothing else.");
    }

    private Optional<RuleRow> find(String arn) {
        var rows = state.balancers();
        return BalancingArns.rule(arn)
                .flatMap(rows.rules()::get)
                .or(() -> BalancingArns.listener(arn).flatMap(rows::defaultRuleOf));
    }

    private Optional<String> same() {
        var test = advanced.text("testListenerRule");
        return test.isPresent() && test.equals(advanced.text("productionListenerRule"))
                ? Optional.of("productionListenerRule and testListenerRule must be different.")
                : Optional.empty();
    }
}
